"""Which offers have to be assessed: found by reading without locks, so that nobody waits for it.

An answer is compared by its fingerprint alone, and facts by their text. Who is found is then assessed under its lock;
a fact that changes meanwhile is assessed by the act that changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.facts.joining import among
from eligibility.facts.packing import Packed, unpack
from eligibility.facts.reading import read_packed
from eligibility.models import OfferStatus
from eligibility.queries import rulebook_in_force, rules_of
from eligibility.rules import evaluate
from offers.models import Offer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

WIDE_BATCH = 5_000
STORED = (
    "pk",
    "standing__kept_status",
    "standing__fingerprint",
    "standing__offer_facts",
    "standing__partner_facts",
)


def differing(day: date, *, size: int = WIDE_BATCH) -> Iterator[list[int]]:
    """Of all offers those that the rules answer otherwise now than is stored: primary keys, for each ``size`` a list.

    By the stored facts. Offers never assessed are among them, and always those in a grace period.
    """
    rules, last = rules_of(rulebook_in_force()), 0
    while rows := list(Offer.objects.filter(pk__gt=last).order_by("pk").values_list(*STORED)[:size]):
        yield [
            pk
            for pk, kept_status, fingerprint, *facts in rows
            if kept_status
            or not facts[0]
            or evaluate(unpack(Packed(*facts), day), rules).fingerprint != fingerprint
        ]
        last = rows[-1][0]


def outdated(ids: Sequence[int]) -> list[int]:
    """Of these offers those whose stored facts are not what the tables say: somebody changed a fact unsaid."""
    rows = OfferStatus.objects.filter(among("pk", ids)).values_list("pk", "offer_facts", "partner_facts")
    stored = {pk: Packed(*facts) for pk, *facts in rows.order_by()}
    return [pk for pk, facts in read_packed(ids) if facts != stored.get(pk)]
