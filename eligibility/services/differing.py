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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date


def differing(ids: Sequence[int], day: date) -> Iterator[int]:
    """Of these offers (primary keys in their order) those that the rules answer otherwise now than is stored.

    By the stored facts. Offers never assessed are among them, and always those in a grace period.
    """
    rules = rules_of(rulebook_in_force())
    settled = OfferStatus.objects.filter(among("pk", ids), kept_status__isnull=True).exclude(offer_facts="")
    columns = ("pk", "fingerprint", "offer_facts", "partner_facts")
    same = {
        pk
        for pk, fingerprint, *facts in settled.order_by("pk").values_list(
            *columns
        )  # offers of a partner follow each other
        if evaluate(unpack(Packed(*facts), day), rules).fingerprint == fingerprint
    }
    return (pk for pk in ids if pk not in same)


def outdated(ids: Sequence[int]) -> list[int]:
    """Of these offers those whose stored facts are not what the tables say: somebody changed a fact unsaid."""
    rows = OfferStatus.objects.filter(among("pk", ids)).values_list("pk", "offer_facts", "partner_facts")
    stored = {pk: Packed(*facts) for pk, *facts in rows.order_by()}
    return [pk for pk, facts in read_packed(ids) if facts != stored.get(pk)]
