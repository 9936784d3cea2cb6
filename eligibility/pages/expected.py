"""What offers are expected to lose, as lists and pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from eligibility.messages.outlook import warning_sentence
from eligibility.models import StatusWarning
from eligibility.queries import status_name
from eligibility.services.assessing import today

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from cosell.accounts.models import Partner
    from eligibility.models import Rulebook
    from offers.models import Offer


@dataclass(frozen=True, slots=True)
class Expected:
    """A loss that is to be expected, in a sentence."""

    offer: Offer
    day: date
    sentence: str


def with_warnings(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Each offer with ``warned_day``: the first day on which it is expected to lose its status, or None."""
    days = _open().filter(offer=OuterRef("pk")).order_by("day").values("day")
    return offers.annotate(warned_day=Subquery(days[:1]))


def expected_of(offer: Offer, rulebook: Rulebook) -> list[Expected]:
    """What the offer is expected to lose, the earliest first. One query."""
    return _told(_open().filter(offer=offer).select_related("offer"), rulebook)


def expected_of_partner(partner: Partner, rulebook: Rulebook) -> list[Expected]:
    """The same of all offers of a partner. One query."""
    return _told(_open().filter(offer__partner=partner).select_related("offer"), rulebook)


def _open() -> QuerySet[StatusWarning]:
    """A day that has come is no longer ahead, also before the next run has ended its warning."""
    return StatusWarning.objects.filter(ended_on__isnull=True, day__gt=today())


def _told(rows: QuerySet[StatusWarning], rulebook: Rulebook) -> list[Expected]:
    day = today()
    return [
        Expected(
            row.offer,
            row.day,
            warning_sentence(status_name(row.before, rulebook), row.day, row.cause, today=day),
        )
        for row in rows
    ]
