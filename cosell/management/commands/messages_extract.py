"""``manage.py messages_extract``: gather the strings to translate from code and templates."""

from argparse import ArgumentParser
from typing import Any

from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cosell.catalogues import faults, gather, languages, merge, read

FOLDER = settings.BASE_DIR / "locale"


class Command(BaseCommand):
    help = "Bring locale/*/LC_MESSAGES/django.po up to date with the code and the templates."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail on anything unfinished"
        )

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        gathered = gather(settings.BASE_DIR)
        for language in languages(FOLDER):
            if not check:
                merge(gathered, FOLDER, language)
            self._report(gathered, language, check=check)

    def _report(self, gathered: Catalog, language: str, *, check: bool) -> None:
        found = faults(gathered, read(FOLDER, language))
        for fault in found if check else []:
            self.stdout.write(f"{language}: {fault}")
        outcome = f"{language}: {len(gathered)} strings, {len(found)} to do."
        if check and found:
            raise CommandError(f"{outcome} `make messages` gathers them; then translate them.")
        self.stdout.write(outcome)
