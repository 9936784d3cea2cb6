"""Reading the facts of offers from the database: set-based, the same number of queries for one offer or a batch.

Rows become the typed values of the rules directly; what offers of one partner share is built once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cosell.accounts.models import Partner
from eligibility.models import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    Designation,
    IsvConnectEnrolment,
)
from eligibility.rules import facts as rules
from eligibility.rules.facts import Facts, Period
from eligibility.rules.months import month_number
from offers.models import CloudSpecialistRequest, Contact, DocumentKind, DocumentState, DocumentVersion, Offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal


BATCH = 500
VERSION_STATES: dict[str, str] = {
    DocumentState.PROCESSING: "processing",
    DocumentState.SUBMITTED: "submitted",
    DocumentState.APPROVED: "approved",
    DocumentState.CHANGES_REQUESTED: "changes_requested",
    DocumentState.REVOKED: "changes_requested",  # the approval was taken back, with a reason to act on
    DocumentState.REJECTED: "rejected",
}


@dataclass(slots=True)
class _Papers:
    """What an offer's documents say: one document for each slot's newest version and its approved one."""

    items: list[rules.Document]
    azure_percent: Decimal | None = None


def read_facts(offer_ids: Iterable[int], as_of: date) -> Iterator[tuple[int, Facts]]:
    """The facts of these offers on a day, as (primary key, facts), in the order of the keys.

    Unknown keys are left out. Reads in batches: memory is bounded by the batch, not by the number of offers.
    """
    ids = sorted(set(offer_ids))
    for start in range(0, len(ids), BATCH):
        yield from _read_batch(ids[start : start + BATCH], as_of)


def _read_batch(ids: Sequence[int], as_of: date) -> Iterator[tuple[int, Facts]]:
    offers = list(Offer.objects.filter(pk__in=ids).order_by("pk"))
    partners = _partners({offer.partner_id for offer in offers}, as_of)
    papers, contacts, requests, billed = _papers(ids), _contacts(ids), _requests(ids), _billed(ids)
    for offer in offers:
        paper = papers.get(offer.pk, NO_PAPERS)
        yield (
            offer.pk,
            Facts(
                as_of=as_of,
                partner=partners[offer.partner_id],
                offer=_offer(offer, billed.get(offer.pk, NO_REVENUE), paper.azure_percent),
                documents=rules.Documents(tuple(paper.items)),
                contacts=rules.Contacts(tuple(contacts.get(offer.pk, ()))),
                cloud_specialist_request=requests.get(offer.pk),
            ),
        )


NO_PAPERS = _Papers([])
NO_REVENUE = rules.Revenue()


def _offer(offer: Offer, billed: rules.Revenue, azure_percent: Decimal | None) -> rules.Offer:
    return rules.Offer(
        type=offer.type,
        solution_type=offer.solution_type or None,
        published=offer.is_live,
        paid=offer.paid,
        transactable=offer.transactable,
        countries=frozenset(offer.countries),
        landing_page_url=offer.landing_page_url or None,
        social_media_url=offer.social_media_url or None,
        platforms=tuple(offer.platforms),
        segments=tuple(offer.segments),
        solution_areas=tuple(area["area"] for area in offer.solution_areas),
        billed_revenue=billed,
        azure_infrastructure_percent=azure_percent,
        technical_validation_passed=offer.technical_validation_passed,
    )


# --- What belongs to an offer ---------------------------------------------------------------------------------------


def _papers(ids: Sequence[int]) -> Mapping[int, _Papers]:
    """Versions never published are no facts; nor are those between the newest published one and the approved one."""
    versions = (
        DocumentVersion.objects.filter(
            document__offer__in=ids, document__removed_at__isnull=True, published_at__isnull=False
        )
        .order_by("document_id", "-number")
        .values_list("document_id", "document__offer_id", "document__kind", "state", "azure_percent")
    )
    papers: dict[int, _Papers] = defaultdict(lambda: _Papers([]))
    seen: set[int] = set()
    approved: set[int] = set()
    for slot, offer_id, kind, state, percent in versions:
        is_newest, is_approved = slot not in seen, state == DocumentState.APPROVED and slot not in approved
        seen.add(slot)
        if is_approved:
            approved.add(slot)
        if state in VERSION_STATES and (is_newest or is_approved):
            papers[offer_id].items.append(rules.Document(kind, VERSION_STATES[state]))
        if is_approved and kind == DocumentKind.ARCHITECTURE_DIAGRAM:
            papers[offer_id].azure_percent = percent
    return papers


def _contacts(ids: Sequence[int]) -> Mapping[int, list[rules.Contact]]:
    contacts: dict[int, list[rules.Contact]] = defaultdict(list)
    rows = Contact.objects.filter(offer__in=ids).order_by("pk").values_list("offer_id", "role", "countries")
    for offer_id, role, countries in rows:
        contacts[offer_id].append(rules.Contact(role, frozenset(countries)))
    return contacts


def _requests(ids: Sequence[int]) -> Mapping[int, str]:
    """The state of each offer's newest request."""
    rows = (
        CloudSpecialistRequest.objects.filter(offer__in=ids).order_by("pk").values_list("offer_id", "state")
    )
    return dict(rows)


def _billed(ids: Sequence[int]) -> Mapping[int, rules.Revenue]:
    rows = BilledRevenue.objects.filter(offer__in=ids).order_by()
    return _revenue(rows.values_list("offer_id", "month", "usd"))


# --- What belongs to a partner --------------------------------------------------------------------------------------


def _partners(ids: set[int], as_of: date) -> Mapping[int, rules.Partner]:
    competencies, designations = _competencies(ids), _designations(ids)
    enrolments, consumed = _enrolments(ids, as_of), _consumed(ids)
    return {
        partner.pk: rules.Partner(
            business_profile_complete=partner.business_profile_complete,
            competencies=tuple(competencies.get(partner.pk, ())),
            designations=tuple(designations.get(partner.pk, ())),
            isv_connect=enrolments.get(partner.pk),
            azure_consumed_revenue=consumed.get(partner.pk, NO_REVENUE),
        )
        for partner in Partner.objects.filter(pk__in=ids)
    }


def _competencies(ids: set[int]) -> Mapping[int, list[rules.Competency]]:
    found: dict[int, list[rules.Competency]] = defaultdict(list)
    rows = Competency.objects.filter(partner__in=ids).order_by("start", "pk")
    for partner_id, area, level, start, end in rows.values_list(
        "partner_id", "area", "level", "start", "end"
    ):
        found[partner_id].append(rules.Competency(area, level, Period(start, end)))
    return found


def _designations(ids: set[int]) -> Mapping[int, list[rules.Designation]]:
    found: dict[int, list[rules.Designation]] = defaultdict(list)
    rows = Designation.objects.filter(partner__in=ids).order_by("start", "pk")
    for partner_id, area, start, end in rows.values_list("partner_id", "area", "start", "end"):
        found[partner_id].append(rules.Designation(area, Period(start, end)))
    return found


def _enrolments(ids: set[int], as_of: date) -> Mapping[int, rules.Enrolment]:
    """Of several, the one that started last on or before the day; else the next one to start."""
    found: dict[int, rules.Enrolment] = {}
    rows = IsvConnectEnrolment.objects.filter(partner__in=ids).order_by("start", "pk")
    for partner_id, tier, start, end in rows.values_list("partner_id", "tier", "start", "end"):
        if start <= as_of or partner_id not in found:
            found[partner_id] = rules.Enrolment(tier, Period(start, end))
    return found


def _consumed(ids: set[int]) -> Mapping[int, rules.Revenue]:
    rows = AzureConsumedRevenue.objects.filter(partner__in=ids).order_by()
    return _revenue(rows.values_list("partner_id", "month", "usd"))


def _revenue(rows: Iterable[tuple[int, date, Decimal]]) -> Mapping[int, rules.Revenue]:
    """``rows`` are (owner's key, first day of a month, USD)."""
    amounts: dict[int, list[rules.MonthlyAmount]] = defaultdict(list)
    for owner, month, usd in rows:
        amounts[owner].append(rules.MonthlyAmount(month_number(month.year, month.month), usd))
    return {owner: rules.Revenue(tuple(months)) for owner, months in amounts.items()}
