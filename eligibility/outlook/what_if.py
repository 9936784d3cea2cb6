"""What would be if some facts were others: facts changed in memory, for the rules to answer. Nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from eligibility.rules.codes import APPROVED, COMPLETED, DIAGRAM, GOLD, SALES_ROLE, WORLDWIDE
from eligibility.rules.facts import (
    Competency,
    Contact,
    Contacts,
    Designation,
    Document,
    Documents,
    Enrolment,
    Facts,
    MonthlyAmount,
    Partner,
    Period,
    Revenue,
)
from eligibility.rules.facts import Offer as OfferFacts

ACTIVE: Final = "active"
ENDED: Final = "ended"
ANY_AREA: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Everything is as it is unless it is named here.

    ``acr_usd`` and ``billed_usd`` are what the figure's window adds up to. ``without`` are the positions of contacts
    that leave; ``every_country`` adds a sales contact for all countries. ``gold`` and ``designation`` are ``active`` or
    ``ended``, ``enrolment`` a tier or ``ended``.
    """

    acr_usd: Decimal | None = None
    billed_usd: Decimal | None = None
    percent: Decimal | None = None
    without: frozenset[int] = frozenset()
    every_country: bool = False
    approved: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    specialist_completed: bool = False
    validation: bool | None = None
    gold: str = ""
    designation: str = ""
    enrolment: str = ""


def changed(facts: Facts, what_if: WhatIf) -> Facts:
    """The facts with everything that ``what_if`` names, as of their own day."""
    return replace(
        facts,
        partner=_partner(facts, what_if),
        offer=_offer(facts, what_if),
        documents=_documents(facts.documents, what_if),
        contacts=_contacts(facts.contacts, what_if),
        cloud_specialist_request=COMPLETED
        if what_if.specialist_completed
        else facts.cloud_specialist_request,
    )


def _partner(facts: Facts, what_if: WhatIf) -> Partner:
    partner = facts.partner
    since = Period(facts.as_of, None)
    return replace(
        partner,
        azure_consumed_revenue=_summing_to(facts, partner.azure_consumed_revenue, what_if.acr_usd),
        competencies=_competencies(partner.competencies, what_if.gold, since),
        designations=_designations(partner.designations, what_if.designation, since),
        isv_connect=_enrolment(partner.isv_connect, what_if.enrolment, since),
    )


def _offer(facts: Facts, what_if: WhatIf) -> OfferFacts:
    """Without the diagram no share of Azure is confirmed, unless one is named."""
    offer, percent, passed = facts.offer, what_if.percent, what_if.validation
    kept = None if DIAGRAM in what_if.removed else offer.azure_infrastructure_percent
    return replace(
        offer,
        billed_revenue=_summing_to(facts, offer.billed_revenue, what_if.billed_usd),
        azure_infrastructure_percent=kept if percent is None else percent,
        technical_validation_passed=offer.technical_validation_passed if passed is None else passed,
    )


def _summing_to(facts: Facts, revenue: Revenue, usd: Decimal | None) -> Revenue:
    """All of it in the newest month that has ended: it is in every window."""
    return revenue if usd is None else Revenue((MonthlyAmount(facts.last_month, usd),))


def _competencies(held: Iterable[Competency], state: str, since: Period) -> tuple[Competency, ...]:
    if not state:
        return tuple(held)
    others = tuple(each for each in held if each.level != GOLD)
    return (*others, Competency(ANY_AREA, GOLD, since)) if state == ACTIVE else others


def _designations(held: Iterable[Designation], state: str, since: Period) -> tuple[Designation, ...]:
    if not state:
        return tuple(held)
    return (Designation(ANY_AREA, since),) if state == ACTIVE else ()


def _enrolment(held: Enrolment | None, state: str, since: Period) -> Enrolment | None:
    if not state:
        return held
    return None if state == ENDED else Enrolment(state, since)


def _documents(documents: Documents, what_if: WhatIf) -> Documents:
    changed_kinds = what_if.approved | what_if.removed
    kept = [each for each in documents.items if each.kind not in changed_kinds]
    return Documents((*kept, *(Document(kind, APPROVED) for kind in sorted(what_if.approved))))


def _contacts(contacts: Contacts, what_if: WhatIf) -> Contacts:
    kept = [each for number, each in enumerate(contacts.items) if number not in what_if.without]
    added = [Contact(SALES_ROLE, frozenset({WORLDWIDE}))] if what_if.every_country else []
    return Contacts((*kept, *added))
