from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "eligibility"

    def ready(self) -> None:
        from cosell.facts import facts_changed
        from cosell.frame import show_offer_with
        from eligibility.queries import offer_in_frame
        from eligibility.services.assessing import reassess_changed

        facts_changed.connect(reassess_changed, dispatch_uid="eligibility.reassess")
        show_offer_with(offer_in_frame)
