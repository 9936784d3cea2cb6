"""``manage.py messages_compile``: make the translations ready to use."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cosell.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/django.po where it has changed."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for language in compile_catalogues(settings.BASE_DIR / "locale", settings.LOCALE_PATHS[0]):
            self.stdout.write(f"Compiled {language}.")
