from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from cosell.accounts.models import Role
        from cosell.frame import count_with
        from reviews import notices  # noqa: F401 - declares what can be told
        from reviews.pages.queues import counts_in_navigation

        for role in (Role.REVIEWER, Role.PROGRAMME_ADMIN):
            count_with(role, counts_in_navigation)
