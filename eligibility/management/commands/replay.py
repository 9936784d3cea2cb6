"""``manage.py replay``: recompute every stored assessment from its own facts and rulebook."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eligibility.services.replaying import replayed

PROGRESS = 10_000


class Command(BaseCommand):
    help = (
        "Recompute every stored assessment from its own facts and rulebook; fail on the first that differs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for replay in replayed():
            if not replay.is_same:
                raise CommandError(self._difference(replay.assessment, replay.status))
            count += 1
            if count % PROGRESS == 0:
                self.stderr.write(f"{count} replayed …")
        self.stdout.write(f"{count} assessments replayed: every one gives what was stored.")

    def _difference(self, assessment: Any, status: str) -> str:
        return (
            f"Assessment {assessment.public_id} of offer {assessment.offer.public_id} ({assessment.as_of}) differs: "
            f"stored {assessment.status}, replayed {status}."
        )
