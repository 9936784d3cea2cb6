"""Which offers the rules answer otherwise now than is stored: read without locks, so that nobody waits for it.

An answer is compared by its fingerprint alone. Who is found is then assessed under its lock, by facts read anew; a fact
that changes meanwhile is assessed by the act that changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.facts import read_facts
from eligibility.joining import among
from eligibility.models import OfferStatus
from eligibility.queries import rulebook_in_force, rules_of
from eligibility.rules import evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def differing(ids: Sequence[int], day: date) -> list[int]:
    """Of these offers (primary keys in their order) those to assess; those in a grace period are always among them."""
    rules = rules_of(rulebook_in_force())
    settled = OfferStatus.objects.filter(among("pk", ids), kept_status__isnull=True).order_by()
    stored = dict(settled.values_list("pk", "fingerprint"))
    return [pk for pk, facts in read_facts(ids, day) if evaluate(facts, rules).fingerprint != stored.get(pk)]
