from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "eligibility"

    def ready(self) -> None:
        from django.core.checks import register

        from cosell.audit.catalogue import speak_subjects
        from cosell.facts import facts_changed
        from cosell.frame import show_offer_with
        from eligibility.checks import check_editions
        from eligibility.models.rulebook import name_for_reader
        from eligibility.queries import offer_in_frame
        from eligibility.services.assessing import reassess_changed
        from eligibility.services.rulebook_workflow import ACTS_ON_RULEBOOKS

        facts_changed.connect(reassess_changed, dispatch_uid="eligibility.reassess")
        show_offer_with(offer_in_frame)
        register(check_editions)
        speak_subjects(ACTS_ON_RULEBOOKS, name_for_reader)
