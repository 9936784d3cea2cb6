"""``manage.py replay``: recompute every stored assessment from its own facts and rulebook."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eligibility.services.replaying import Replay, replayed

PROGRESS = 10_000


class Command(BaseCommand):
    help = (
        "Recompute every stored assessment from its own facts and rulebook; fail on the first that differs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for replay in replayed():
            if not replay.is_same:
                raise CommandError(_difference(replay))
            count += 1
            if count % PROGRESS == 0:
                self.stderr.write(f"{count} replayed …")
        self.stdout.write(f"{count} assessments replayed: every one gives what was stored.")


def _difference(replay: Replay) -> str:
    stored = replay.assessment
    what = f"Assessment {stored.public_id} of offer {stored.offer.public_id} ({stored.as_of})"
    if replay.fault:
        return f"{what} cannot be replayed: {replay.fault}"
    return f"{what} differs: stored {stored.status}, replayed {replay.status}."
