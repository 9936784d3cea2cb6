from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "cosell.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Read each room's ``notices.py``, so that every notice is declared."""
        autodiscover_modules("notices")
