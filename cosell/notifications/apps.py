from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "cosell.notifications"
    label = "notifications"
