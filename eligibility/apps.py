from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "eligibility"

    def ready(self) -> None:
        from cosell.facts import facts_changed
        from eligibility.services.assessing import reassess_changed

        facts_changed.connect(reassess_changed, dispatch_uid="eligibility.reassess")
