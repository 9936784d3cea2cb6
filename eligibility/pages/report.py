"""The status report of an offer: everything that a director wants on paper, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.locations import country_name
from eligibility.figures import money, month_name
from eligibility.messages import words
from eligibility.pages.charting import shown_months
from eligibility.pages.moves import moves_of
from eligibility.pages.overview import overview_of
from eligibility.pages.prospects import prospects_of
from eligibility.queries import asks_of
from offers.models import ContactRole, DocumentState
from offers.places import unfold
from offers.queries import contacts_of, cover, current_slots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cosell.accounts.models import User
    from eligibility.pages.moves import Move
    from eligibility.pages.overview import Overview
    from eligibility.pages.prospects import Prospects
    from eligibility.queries import Asks
    from offers.models import Contact, DocumentVersion, Offer
    from offers.queries import Coverage

REVENUE_CODES = frozenset({"azure_consumed_revenue", "billed_revenue"})
MOST_CONTACTS = 40
MOST_CHANGES = 40
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Paper:
    """One version of a document. ``reason`` are the reviewer's words."""

    kind: str
    version: DocumentVersion

    @property
    def reason(self) -> str:
        sent_back = {DocumentState.CHANGES_REQUESTED, DocumentState.REVOKED}
        return self.version.review_reason if self.version.state in sent_back else ""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    email: str
    countries: str


@dataclass(frozen=True, slots=True)
class Month:
    """Figures as a person reads them; empty where there is none."""

    name: str
    consumed: str
    billed: str


@dataclass(frozen=True, slots=True)
class Report:
    overview: Overview
    prospects: Prospects
    made_at: datetime
    papers: Sequence[Paper]
    people: Sequence[Person]
    people_left_out: int
    sold_in: str
    coverage: Coverage | None
    months: Sequence[Month]
    totals: Month | None
    changes: Sequence[Move]


def report_of(offer: Offer, *, reader: User) -> Report:
    """The report as ``reader`` may see it: Microsoft's people see only documents that were handed in to them."""
    overview = overview_of(offer, may_edit=False)
    asks, contacts = asks_of(offer, overview.rulebook), list(contacts_of(offer))
    months, totals = _revenue(offer, asks)
    return Report(
        overview=overview,
        prospects=prospects_of(offer, overview.standing, overview.rulebook, may_edit=False),
        made_at=timezone.now(),
        papers=_papers(offer, for_staff=reader.is_staff_member),
        people=[_person(contact) for contact in contacts[:MOST_CONTACTS]],
        people_left_out=max(0, len(contacts) - MOST_CONTACTS),
        sold_in=", ".join(sorted(map(country_name, offer.countries), key=unfold)),
        coverage=_coverage(offer, asks, contacts),
        months=months,
        totals=totals,
        changes=moves_of(offer, most=MOST_CHANGES),
    )


def _papers(offer: Offer, *, for_staff: bool) -> list[Paper]:
    return [
        Paper(slot.label, version)
        for slot in current_slots(offer)
        for version in slot.versions
        if version.published_at or not for_staff
    ]


def _person(contact: Contact) -> Person:
    countries = words.countries(contact.countries)
    return Person(contact.name, contact.get_role_display(), contact.email, countries)


def _coverage(offer: Offer, asks: Asks, contacts: Sequence[Contact]) -> Coverage | None:
    """Who covers which of the eligible countries; None where no contact is asked for."""
    if "sales_contact_per_country" not in asks.requirements:
        return None
    sold_in = set(offer.countries)
    eligible = sold_in if asks.eligible_countries is None else sold_in & asks.eligible_countries
    sales = [each.countries for each in contacts if each.role == ContactRole.PARTNER_SALES]
    return cover(eligible, sales)


# --- Revenue ----------------------------------------------------------------------------------------------------------


def _revenue(offer: Offer, asks: Asks) -> tuple[list[Month], Month | None]:
    """The last months, newest first, with the sums of what is shown; nothing where no revenue is asked for."""
    if not asks.requirements & REVENUE_CODES:
        return [], None
    months = shown_months()
    consumed = _figures(offer.partner.azure_consumed_revenue, months)
    billed = _figures(offer.billed_revenue, months)
    rows = [Month(month_name(m), _shown(consumed.get(m)), _shown(billed.get(m))) for m in reversed(months)]
    sums = Month(_("Sum"), money(sum(consumed.values(), ZERO)), money(sum(billed.values(), ZERO)))
    return rows, sums


def _figures(rows: Any, months: Sequence[date]) -> dict[date, Decimal]:
    return dict(rows.filter(month__gte=months[0]).values_list("month", "usd"))


def _shown(usd: Decimal | None) -> str:
    return "" if usd is None else money(usd)
