from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "cosell.audit"
    label = "audit"
