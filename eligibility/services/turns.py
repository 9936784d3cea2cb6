"""Taking turns between assessing offers and putting a rulebook in force.

Who assesses reads the rulebook in force and commits later. If another rulebook came into force in between, an offer
created in that transaction would be invisible to the job that re-assesses every offer, and would keep an answer of the
old rulebook. So assessing takes a shared lock until its commit, and putting in force waits for those who hold one;
whoever comes afterwards reads the new rulebook. SQLite has one writer at a time and needs none of it.
"""

from django.db import connection

LOCK = 4_201_509  # any number that nothing else uses


def wait_for_activation() -> None:
    """Share the turn until the end of this transaction; call it before the rulebook in force is read."""
    _take("SELECT pg_advisory_xact_lock_shared(%s)")


def wait_for_assessments() -> None:
    """Wait until every assessment under way is committed, and hold back new ones until this transaction ends."""
    _take("SELECT pg_advisory_xact_lock(%s)")


def _take(statement: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement, [LOCK])
