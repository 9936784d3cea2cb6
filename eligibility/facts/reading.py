"""Reading the facts of offers from the database: set-based, the same number of queries for one offer or a batch.

What belongs to one offer or partner comes as one row: the database puts its contacts, document versions and months
together as text, and pieces that are equal are read once. What offers of one partner share is put together once.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from cosell.accounts.models import Partner
from eligibility.facts.joining import SEPARATOR, AmountText, Joined, among
from eligibility.facts.packing import Packed, RevenueTexts, pack_offer, pack_partner, unpack
from eligibility.models import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    Designation,
    IsvConnectEnrolment,
    OfferStatus,
)
from offers.models import CloudSpecialistRequest, Contact, DocumentKind, DocumentState, DocumentVersion, Offer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from django.db.models import Model, QuerySet

    from eligibility.rules import Facts

BATCH = 5_000
KEPT: Final = 16_384  # of each kind of piece
VERSION_STATES: dict[str, str] = {
    DocumentState.PROCESSING: "processing",
    DocumentState.SUBMITTED: "submitted",
    DocumentState.APPROVED: "approved",
    DocumentState.CHANGES_REQUESTED: "changes_requested",
    DocumentState.REVOKED: "changes_requested",  # the approval was taken back, with a reason to act on
    DocumentState.REJECTED: "rejected",
}


class _Papers(NamedTuple):
    """What an offer's documents say, as texts."""

    documents: str
    azure_percent: str | None


NO_PAPERS: Final = _Papers("", None)
NO_REVENUE: Final = RevenueTexts()


def read_facts(offer_ids: Iterable[int], as_of: date) -> Iterator[tuple[int, Facts]]:
    """The facts of these offers on a day, as (primary key, facts), in the order of the keys.

    Unknown keys are left out. Reads in batches: memory is bounded by the batch, not by the number of offers.
    """
    return ((pk, unpack(packed, as_of)) for pk, packed in read_packed(offer_ids))


def stored_facts(offer_ids: Collection[int], as_of: date) -> Iterator[tuple[int, Facts]]:
    """The same from the texts stored beside each status, which hold no day; of who has none, from the tables."""
    rows = OfferStatus.objects.filter(pk__in=offer_ids).exclude(offer_facts="").order_by("pk")
    missing = set(offer_ids)
    for pk, *texts in rows.values_list("pk", "offer_facts", "partner_facts"):
        missing.remove(pk)
        yield pk, unpack(Packed(*texts), as_of)
    if missing:
        yield from read_facts(missing, as_of)


def facts_of(offer: Offer, as_of: date) -> Facts:
    """One offer's facts on a day."""
    [(_pk, facts)] = read_facts([offer.pk], as_of)
    return facts


def read_packed(offer_ids: Iterable[int]) -> Iterator[tuple[int, Packed]]:
    """The same as they are stored, of no day."""
    for ids in _batches(offer_ids):
        own = list(_own(ids))
        partners = _partners(sorted({partner_id for _pk, partner_id, _text in own}))
        yield from ((pk, Packed(text, partners[partner_id])) for pk, partner_id, text in own)


def read_own(offer_ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The half of it that is the offer's own."""
    for ids in _batches(offer_ids):
        yield from ((pk, text) for pk, _partner_id, text in _own(ids))


def read_partners(offer_ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The half of it that is the partner's, for each of these offers."""
    for ids in _batches(offer_ids):
        partner_ids = dict(Offer.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "partner_id"))
        partners = _partners(sorted(set(partner_ids.values())))
        yield from ((pk, partners[partner_id]) for pk, partner_id in partner_ids.items())


def _batches(offer_ids: Iterable[int]) -> Iterator[Sequence[int]]:
    ids = sorted(set(offer_ids))
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _own(ids: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """As (primary key, partner's key, text)."""
    wanted = set(ids)
    papers, contacts, requests, billed = _papers(ids), _contacts(ids), _requests(ids), _billed(ids)
    for row in _offers(ids):
        if row[0] in wanted:
            texts = (
                *row[CODES],
                *row[LISTS],
                *papers.get(row[0], NO_PAPERS),
                requests.get(row[0]),
                *billed.get(row[0], NO_REVENUE),
            )
            yield row[0], row[1], pack_offer(texts, contacts.get(row[0], ""), row[MARKS])


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


CODES, MARKS, LISTS = slice(2, 6), slice(6, 10), slice(10, None)  # of a row of ``_offers``


def _offers(ids: Sequence[int]) -> QuerySet[Offer, tuple[Any, ...]]:
    rows = Offer.objects.filter(among("pk", ids)).order_by("pk").annotate(**OFFER_VALUES)
    return rows.values_list(
        "pk",
        "partner_id",
        "type",
        "solution_type",
        "landing_page_url",
        "social_media_url",
        "paid",
        "transactable",
        "technical_validation_passed",
        *OFFER_VALUES,
    )


class _Version(NamedTuple):
    """``document`` is the fact that it is where it counts, kind and state; a version that was replaced is none."""

    number: int
    is_approved: bool
    document: str | None
    azure_percent: str | None


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
    return _Papers(SEPARATOR.join(sorted(counting)), percents[0] if percents else None)


@lru_cache(KEPT)
def _version(text: str) -> _Version:
    kind, state, number, percent = text.split(" ")
    is_approved = state == DocumentState.APPROVED
    counts = is_approved and kind == DocumentKind.ARCHITECTURE_DIAGRAM and percent
    return _Version(
        int(number),
        is_approved,
        f"{kind} {VERSION_STATES[state]}" if state in VERSION_STATES else None,
        percent if counts else None,
    )


CONTACT_TEXT: Final = Concat("role", Value(" "), Cast("countries", TextField()), output_field=TextField())


def _contacts(ids: Sequence[int]) -> Mapping[int, str]:
    rows = _joined(Contact.objects.filter(among("offer", ids)), "offer_id", CONTACT_TEXT)
    return {offer_id: SEPARATOR.join(sorted(text.split(SEPARATOR))) for offer_id, text in rows}


def _requests(ids: Sequence[int]) -> Mapping[int, str]:
    """The state of each offer's newest request."""
    rows = CloudSpecialistRequest.objects.filter(among("offer", ids)).order_by("pk")
    return dict(rows.values_list("offer_id", "state"))


def _billed(ids: Sequence[int]) -> Mapping[int, RevenueTexts]:
    return _revenue(BilledRevenue.objects.filter(among("offer", ids)), "offer_id")


# --- What belongs to a partner ----------------------------------------------------------------------------------------


def _partners(ids: Sequence[int]) -> Mapping[int, str]:
    competencies = _dated(Competency, ids, "area", "level")
    designations = _dated(Designation, ids, "area")
    enrolments = _dated(IsvConnectEnrolment, ids, "tier")
    consumed = _consumed(ids)
    profiles = Partner.objects.filter(among("pk", ids)).values_list("pk", *Partner.PROFILE_FIELDS)
    return {
        pk: pack_partner(
            (all(map(str.strip, profile)), competencies[pk], designations[pk], enrolments[pk]),
            consumed.get(pk, NO_REVENUE),
        )
        for pk, *profile in profiles.order_by()
    }


def _dated(model: type[Model], ids: Sequence[int], *names: str) -> Mapping[int, list[tuple[str | None, ...]]]:
    """What each partner has of this kind, in the order of its beginning: these values, and both its days."""
    found: dict[int, list[tuple[str | None, ...]]] = defaultdict(list)
    rows = model._default_manager.filter(among("partner", ids)).order_by("start", "pk")
    for partner_id, start, end, *values in rows.values_list("partner_id", "start", "end", *names):
        found[partner_id].append((*values, start.isoformat(), end.isoformat() if end else None))
    return found


def _consumed(ids: Sequence[int]) -> Mapping[int, RevenueTexts]:
    return _revenue(AzureConsumedRevenue.objects.filter(among("partner", ids)), "partner_id")


# --- Revenue ----------------------------------------------------------------------------------------------------------


def _revenue(rows: QuerySet[Any], owner: str) -> dict[int, RevenueTexts]:
    """Of each owner. The months of most are the same ones, so that their order is found once."""
    joined = _joined(rows, owner, Cast("month", TextField()), AmountText("usd"))
    return {key: _in_order(months, usd) for key, months, usd in joined}


def _in_order(days_text: str, usd_text: str) -> RevenueTexts:
    months, order = _months(days_text)
    if order is None:
        return RevenueTexts(months, usd_text)
    usd = usd_text.split(SEPARATOR)
    return RevenueTexts(months, SEPARATOR.join([usd[place] for place in order]))


@lru_cache(KEPT)
def _months(days_text: str) -> tuple[str, tuple[int, ...] | None]:
    """The months in their order, and at which places they stood; None: in their order already."""
    days = days_text.split(SEPARATOR)
    order = tuple(sorted(range(len(days)), key=days.__getitem__))
    months = SEPARATOR.join([days[place][: len("YYYY-MM")] for place in order])
    return months, None if order == tuple(range(len(days))) else order
