"""What is done every day for every offer, in parts that the workers share out among themselves.

A part is a range of primary keys, so that an offer created meanwhile is in one of them or was assessed when it was
created. Each part is safe to repeat and needs no other.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from eligibility.services.assessing import NOTHING, assess_offers, today
from eligibility.services.differing import differing, outdated
from eligibility.services.grace import end_grace, warn_of_grace
from offers.models import Offer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

PART = 5_000
logger = logging.getLogger(__name__)


class Part(NamedTuple):
    """Offers whose primary key is above ``after`` and at most ``last``."""

    after: int
    last: int


def parts() -> Iterator[Part]:
    """All offers, in the order of their keys, ``PART`` of them in each but the last."""
    after, end = 0, _keys().last() or 0
    while after < end:
        last = _keys().filter(pk__gt=after)[PART - 1 : PART].first() or end
        yield Part(after, last)
        after = last


def reassess_part(part: Part, *, as_of: date | None = None) -> int:
    """Assess what the rules answer otherwise now, and see to grace periods; how many offers changed their status.

    For a competency may have expired, a month rolled out of the window. It goes by the stored facts; ``renew_part``
    sees to it that they hold. ``as_of`` is today.
    """
    day, ids = as_of or today(), _keys_of(part)
    found = list(differing(ids, day))
    changes = assess_offers(found, as_of=day, reread=NOTHING) if found else []  # no transaction for nothing
    end_grace(ids, day)
    warn_of_grace(ids, day)
    return len(changes)


def renew_part(part: Part) -> int:
    """Read the facts anew and assess the offers of which nobody said that they had changed; how many they were."""
    # Twice: an act may have ended between the reading of its tables and of what it stored.
    if found := outdated(outdated(_keys_of(part))):
        assess_offers(found)
        logger.warning("stored facts of %s offers were not what the tables say", len(found))
    return len(found)


def reassess_all(*, as_of: date | None = None) -> int:
    """Every part after the other, in this process."""
    return sum(reassess_part(part, as_of=as_of) for part in parts())


def renew_all() -> int:
    """Every part after the other, in this process."""
    return sum(renew_part(part) for part in parts())


def _keys() -> QuerySet[Offer, int]:
    return Offer.objects.order_by("pk").values_list("pk", flat=True)


def _keys_of(part: Part) -> list[int]:
    return list(_keys().filter(pk__gt=part.after, pk__lte=part.last))
