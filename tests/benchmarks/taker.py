"""One process that takes from the pool until it is empty: python -m tests.benchmarks.taker ours|raw NUMBER

It waits for a line, and then says when it began, when it ended, and what it took.
"""

import sys
import time
from collections.abc import Callable

import django

NEXT = """
    SELECT id FROM reviews_submission WHERE state = 'queued' AND queued_at IS NOT NULL
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
TAKE = "UPDATE reviews_submission SET state = 'in_review', reviewer_id = %s, taken_at = now() WHERE id = %s"


def ways(number: str) -> dict[str, Callable[[], int | None]]:
    """The product's own *Take next*, and the least that SQL can do."""
    from django.db import connection, transaction

    from cosell.accounts.models import User
    from reviews.services import submissions

    email = f"taker{number}@reviewer.example"
    person, _new = User.objects.get_or_create(email=email, defaults={"name": number, "role": "reviewer"})

    def ours() -> int | None:
        submission = submissions.take_next(actor=person)
        return submission.pk if submission else None

    def raw() -> int | None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NEXT)
            row = cursor.fetchone()
            if row:
                cursor.execute(TAKE, [person.pk, row[0]])
        return row[0] if row else None

    return {"ours": ours, "raw": raw}


def main(way: str, number: str) -> None:
    django.setup()
    take = ways(number)[way]
    print("ready", flush=True)
    sys.stdin.readline()
    begun, taken = time.time(), []
    while (key := take()) is not None:
        taken.append(key)
    print(begun, time.time(), *taken)


if __name__ == "__main__":
    main(*sys.argv[1:])
