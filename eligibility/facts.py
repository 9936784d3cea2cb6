"""Reading the facts of offers from the database: set-based, the same number of queries for one offer or a batch.

What belongs to one offer or partner comes as one row: the database puts its contacts, document versions and months
together as text, and pieces that are equal are read once. What offers of one partner share is built once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from cosell.accounts.models import Partner
from eligibility.joining import SEPARATOR, AmountText, Joined, among
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

    from django.db.models import QuerySet

BATCH = 5_000
KEPT: Final = 65_536  # of each kind of piece
VERSION_STATES: dict[str, str] = {
    DocumentState.PROCESSING: "processing",
    DocumentState.SUBMITTED: "submitted",
    DocumentState.APPROVED: "approved",
    DocumentState.CHANGES_REQUESTED: "changes_requested",
    DocumentState.REVOKED: "changes_requested",  # the approval was taken back, with a reason to act on
    DocumentState.REJECTED: "rejected",
}


class _Papers(NamedTuple):
    """What an offer's documents say."""

    documents: rules.Documents
    azure_percent: Decimal | None


NO_PAPERS: Final = _Papers(rules.Documents(), None)
NO_REVENUE: Final = rules.Revenue()
NO_CONTACTS: Final = rules.Contacts()


def read_facts(offer_ids: Iterable[int], as_of: date) -> Iterator[tuple[int, Facts]]:
    """The facts of these offers on a day, as (primary key, facts), in the order of the keys.

    Unknown keys are left out. Reads in batches: memory is bounded by the batch, not by the number of offers.
    """
    ids = sorted(set(offer_ids))
    for start in range(0, len(ids), BATCH):
        yield from _read_batch(ids[start : start + BATCH], as_of)


def _read_batch(ids: Sequence[int], as_of: date) -> Iterator[tuple[int, Facts]]:
    wanted = set(ids)
    offers = [row for row in _offers(ids) if row[0] in wanted]
    partners = _partners(sorted({row[1] for row in offers}), as_of)
    papers, contacts, requests, billed = _papers(ids), _contacts(ids), _requests(ids), _billed(ids)
    for row in offers:
        pk, partner_id = row[:2]
        documents, azure_percent = papers.get(pk, NO_PAPERS)
        yield (
            pk,
            Facts(
                as_of=as_of,
                partner=partners[partner_id],
                offer=_offer(row, billed.get(pk, NO_REVENUE), azure_percent),
                documents=documents,
                contacts=contacts.get(pk, NO_CONTACTS),
                cloud_specialist_request=requests.get(pk),
            ),
        )


def _joined(rows: QuerySet[Any], owner: str, *texts: Any) -> Iterator[tuple[Any, ...]]:
    """For each owner its rows as texts: (owner's key, text, …)."""
    names = {f"text_{number}": Joined(text) for number, text in enumerate(texts)}
    return iter(rows.order_by().values(owner).annotate(**names).values_list(owner, *names))


# --- Offers and what belongs to them ----------------------------------------------------------------------------------

OFFER_VALUES: Final = {
    "live": ExpressionWrapper(Q(published_at__isnull=False), BooleanField()),
    **{
        f"{name}_text": Cast(name, TextField())
        for name in ("countries", "platforms", "segments", "solution_areas")
    },
}


def _offers(ids: Sequence[int]) -> QuerySet[Offer, tuple[Any, ...]]:
    rows = Offer.objects.filter(among("pk", ids)).order_by("pk").annotate(**OFFER_VALUES)
    return rows.values_list(
        "pk",
        "partner_id",
        "type",
        "solution_type",
        "paid",
        "transactable",
        "landing_page_url",
        "social_media_url",
        "technical_validation_passed",
        *OFFER_VALUES,
    )


def _offer(row: Sequence[Any], billed: rules.Revenue, azure_percent: Decimal | None) -> rules.Offer:
    """``row`` is one of ``_offers``."""
    return rules.Offer(
        type=row[2],
        solution_type=row[3] or None,
        paid=row[4],
        transactable=row[5],
        landing_page_url=row[6] or None,
        social_media_url=row[7] or None,
        technical_validation_passed=row[8],
        published=row[9],
        countries=_code_set(row[10]),
        platforms=_codes(row[11]),
        segments=_codes(row[12]),
        solution_areas=_areas(row[13]),
        billed_revenue=billed,
        azure_infrastructure_percent=azure_percent,
    )


@lru_cache(KEPT)
def _code_set(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


@lru_cache(KEPT)
def _codes(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(KEPT)
def _areas(text: str) -> tuple[str, ...]:
    return tuple(area["area"] for area in json.loads(text))


class _Version(NamedTuple):
    """``document`` is the fact that it is where it counts; a version that was replaced is none."""

    number: int
    is_approved: bool
    document: rules.Document | None
    azure_percent: Decimal | None


VERSION_TEXT: Final = Concat(
    Cast("document_id", TextField()),
    Value(" "),
    "document__kind",
    Value(" "),
    "state",
    Value(" "),
    Cast("number", TextField()),
    Value(" "),
    AmountText("azure_percent"),
    output_field=TextField(),
)


def _papers(ids: Sequence[int]) -> Mapping[int, _Papers]:
    """Versions never published are no facts; nor are those between the newest published one and the approved one."""
    versions = DocumentVersion.objects.filter(
        among("document__offer", ids), document__removed_at__isnull=True, published_at__isnull=False
    )
    rows = _joined(versions, "document__offer_id", VERSION_TEXT)
    return {offer_id: _papers_of(text.split(SEPARATOR)) for offer_id, text in rows}


def _papers_of(pieces: Iterable[str]) -> _Papers:
    """From one piece for each version: its slot, and what ``_version`` reads."""
    newest: dict[str, _Version] = {}
    approved: dict[str, _Version] = {}
    for piece in pieces:
        slot, _space, text = piece.partition(" ")
        version = _version(text)
        if slot not in newest or newest[slot].number < version.number:
            newest[slot] = version
        if version.is_approved and (slot not in approved or approved[slot].number < version.number):
            approved[slot] = version
    waiting = [version for slot, version in newest.items() if version is not approved.get(slot)]
    counting = [version.document for version in (*approved.values(), *waiting) if version.document]
    percents = [version.azure_percent for version in approved.values() if version.azure_percent is not None]
    return _Papers(rules.Documents(tuple(sorted(counting))), percents[0] if percents else None)


@lru_cache(KEPT)
def _version(text: str) -> _Version:
    kind, state, number, percent = text.split(" ")
    is_approved = state == DocumentState.APPROVED
    counts = is_approved and kind == DocumentKind.ARCHITECTURE_DIAGRAM and percent
    return _Version(
        int(number),
        is_approved,
        rules.Document(kind, VERSION_STATES[state]) if state in VERSION_STATES else None,
        Decimal(percent) if counts else None,
    )


CONTACT_TEXT: Final = Concat("role", Value(" "), Cast("countries", TextField()), output_field=TextField())


def _contacts(ids: Sequence[int]) -> Mapping[int, rules.Contacts]:
    rows = _joined(Contact.objects.filter(among("offer", ids)), "offer_id", CONTACT_TEXT)
    return {
        offer_id: rules.Contacts(tuple(map(_contact, sorted(text.split(SEPARATOR)))))
        for offer_id, text in rows
    }


@lru_cache(KEPT)
def _contact(text: str) -> rules.Contact:
    role, _space, countries = text.partition(" ")
    return rules.Contact(role, _code_set(countries))


def _requests(ids: Sequence[int]) -> Mapping[int, str]:
    """The state of each offer's newest request."""
    rows = CloudSpecialistRequest.objects.filter(among("offer", ids)).order_by("pk")
    return dict(rows.values_list("offer_id", "state"))


def _billed(ids: Sequence[int]) -> Mapping[int, rules.Revenue]:
    return _revenue(BilledRevenue.objects.filter(among("offer", ids)), "offer_id")


# --- What belongs to a partner ----------------------------------------------------------------------------------------


def _partners(ids: Sequence[int], as_of: date) -> Mapping[int, rules.Partner]:
    competencies, designations = _competencies(ids), _designations(ids)
    enrolments, consumed = _enrolments(ids, as_of), _consumed(ids)
    profiles = Partner.objects.filter(among("pk", ids)).values_list("pk", *Partner.PROFILE_FIELDS)
    return {
        pk: rules.Partner(
            business_profile_complete=all(map(str.strip, profile)),
            competencies=tuple(competencies.get(pk, ())),
            designations=tuple(designations.get(pk, ())),
            isv_connect=enrolments.get(pk),
            azure_consumed_revenue=consumed.get(pk, NO_REVENUE),
        )
        for pk, *profile in profiles.order_by()
    }


def _competencies(ids: Sequence[int]) -> Mapping[int, list[rules.Competency]]:
    found: dict[int, list[rules.Competency]] = defaultdict(list)
    rows = Competency.objects.filter(among("partner", ids)).order_by("start", "pk")
    for partner_id, area, level, start, end in rows.values_list(
        "partner_id", "area", "level", "start", "end"
    ):
        found[partner_id].append(rules.Competency(area, level, Period(start, end)))
    return found


def _designations(ids: Sequence[int]) -> Mapping[int, list[rules.Designation]]:
    found: dict[int, list[rules.Designation]] = defaultdict(list)
    rows = Designation.objects.filter(among("partner", ids)).order_by("start", "pk")
    for partner_id, area, start, end in rows.values_list("partner_id", "area", "start", "end"):
        found[partner_id].append(rules.Designation(area, Period(start, end)))
    return found


def _enrolments(ids: Sequence[int], as_of: date) -> Mapping[int, rules.Enrolment]:
    """Of several, the one that started last on or before the day; else the next one to start."""
    found: dict[int, rules.Enrolment] = {}
    rows = IsvConnectEnrolment.objects.filter(among("partner", ids)).order_by("start", "pk")
    for partner_id, tier, start, end in rows.values_list("partner_id", "tier", "start", "end"):
        if start <= as_of or partner_id not in found:
            found[partner_id] = rules.Enrolment(tier, Period(start, end))
    return found


def _consumed(ids: Sequence[int]) -> Mapping[int, rules.Revenue]:
    return _revenue(AzureConsumedRevenue.objects.filter(among("partner", ids)), "partner_id")


# --- Revenue ----------------------------------------------------------------------------------------------------------


def _revenue(rows: QuerySet[Any], owner: str) -> dict[int, rules.Revenue]:
    """Of each owner. The months of most are the same ones, so that their text is read once."""
    joined = _joined(rows, owner, Cast("month", TextField()), AmountText("usd"))
    return {key: _revenue_of(months, usd) for key, months, usd in joined}


def _revenue_of(months_text: str, usd_text: str) -> rules.Revenue:
    months, order = _months(months_text)
    usd = tuple(map(Decimal, usd_text.split(SEPARATOR)))
    return rules.Revenue.in_order(months, usd if order is None else tuple(usd[place] for place in order))


@lru_cache(KEPT)
def _months(text: str) -> tuple[tuple[int, ...], tuple[int, ...] | None]:
    """The months in their order, and at which places they stood; None: in their order already."""
    numbers = [month_number(int(code[:4]), int(code[5:7])) for code in text.split(SEPARATOR)]
    order = tuple(sorted(range(len(numbers)), key=numbers.__getitem__))
    months = tuple(numbers[place] for place in order)
    return months, None if months == tuple(numbers) else order
