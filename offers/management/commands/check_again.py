"""``manage.py check_again``: once the scanner or the store is back, look again at every file that was given up."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand

from cosell.transitions import SomebodyWasFaster
from offers.services.documents import check_again, kept_for_another_check


class Command(BaseCommand):
    help = "Check again every file whose checks were given up for reasons that say nothing of it."

    def handle(self, *args: Any, **options: Any) -> None:
        begun = 0
        for version in kept_for_another_check():
            try:
                check_again(actor=None, version=version)
            except (ValidationError, SomebodyWasFaster) as problem:
                self.stdout.write(
                    f"{version.public_id}: {' '.join(getattr(problem, 'messages', [str(problem)]))}"
                )
            else:
                begun += 1
        self.stdout.write(f"{begun} files are being checked again.")
