"""``manage.py seed_demo``: load the demo programme, once, through the same acts as people's."""

import shutil
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from cosell.accounts.models import User
from cosell.demo import UNFINISHED
from cosell.demo_programme.story import tell
from eligibility.models import Rulebook


class Command(BaseCommand):
    help = "Load the demo programme into an empty database. What an interrupted run left is cleared first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet-steps", action="store_true", help="say nothing but the outcome")

    def handle(self, *args: Any, **options: Any) -> None:
        unfinished = settings.VAR_DIR / UNFINISHED
        if unfinished.exists():
            self._clear()
        elif User.objects.exists():
            self.stdout.write(
                "There are people here already: the demo is loaded into an empty programme only."
            )
            return
        unfinished.touch()
        tell(lambda line: None if options["quiet_steps"] else self._step(line))
        unfinished.unlink()
        self.stdout.write("The demo programme is loaded.")

    def _step(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _clear(self) -> None:
        """An unfinished demo is nobody's work: start over."""
        self.stdout.write("An earlier loading was interrupted: starting over.")
        first_rulebook = Rulebook.objects.earliest("pk")  # a migration's, which flush would take away
        call_command("flush", interactive=False, verbosity=0)
        first_rulebook.save(force_insert=True)
        for folder in (settings.CLEAN_DIR, settings.QUARANTINE_DIR):
            shutil.rmtree(folder, ignore_errors=True)
