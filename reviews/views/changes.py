"""What changed between two rounds of an offer, made ready for the page: fields, contacts, documents and their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from offers.models import DocumentKind, DocumentText, DocumentVersion
from reviews.models import ItemKind, SubmissionState
from reviews.pages.differences import TextDifference, compare_pages
from reviews.views.exhibits import (
    ContactRow,
    Row,
    contact_rows,
    link_rows,
    listing_rows,
    profile_rows,
    property_rows,
)

if TYPE_CHECKING:
    from offers.models import Offer
    from reviews.models import Submission, SubmissionItem

Json = dict[str, Any]
Reader = Callable[[Json], list[Row]]


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ContactChange:
    """``what`` is added, removed or changed; ``word`` says it."""

    what: str
    word: str
    contact: ContactRow
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """Without ``before`` it was added, without ``after`` removed; else the file was replaced."""

    label: str
    before: DocumentVersion | None
    after: DocumentVersion | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Since ``since``, the submission decided last. Empty groups are left out of ``groups``."""

    since: Submission
    groups: tuple[tuple[str, tuple[FieldChange, ...]], ...]
    contacts: tuple[ContactChange, ...]
    documents: tuple[DocumentChange, ...]

    def __bool__(self) -> bool:
        return bool(self.groups or self.contacts or self.documents)


def decided_before(offer: Offer, number: int | None = None) -> Submission | None:
    """The submission of the offer that was decided last, before the one of this number."""
    rows = offer.submissions.filter(state=SubmissionState.DECIDED)
    return (rows.filter(number__lt=number) if number else rows).order_by("-number").first()


def changes_since(since: Submission, snapshot: Json) -> Changes:
    """Two snapshots held against each other. One query, for the documents."""
    before = since.snapshot
    return Changes(
        since, tuple(_groups(before, snapshot)), _contacts(before, snapshot), _documents(before, snapshot)
    )


def _groups(before: Json, after: Json) -> Iterator[tuple[str, tuple[FieldChange, ...]]]:
    parts: tuple[tuple[str, str, Reader], ...] = (
        ("properties", _("Offer"), property_rows),
        ("business_profile", _("Business profile"), profile_rows),
        ("listing", str(ItemKind.LISTING.label), listing_rows),
        ("links", str(ItemKind.LINKS.label), link_rows),
    )
    for name, heading, rows in parts:
        if name in before and name in after and (found := _fields(rows(before[name]), rows(after[name]))):
            yield heading, found


def _fields(before: list[Row], after: list[Row]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(new.label, old.value, new.value)
        for old, new in zip(before, after, strict=True)
        if old.value != new.value
    )


def _contacts(before: Json, after: Json) -> tuple[ContactChange, ...]:
    was, now = (contact_rows(each.get("contacts", [])) for each in (before, after))
    twice = _in_two_roles(was) | _in_two_roles(now)
    old, new = ({_known_by(row, twice): row for row in rows} for rows in (was, now))
    added = [ContactChange("added", _("Added"), new[each]) for each in new if each not in old]
    removed = [ContactChange("removed", _("Removed"), old[each]) for each in old if each not in new]
    both = [(old[each], new[each]) for each in new if each in old]
    changed = [
        ContactChange("changed", _("Changed"), after_it, tuple(_of_contact(before_it, after_it)))
        for before_it, after_it in both
        if before_it != after_it
    ]
    return (*added, *changed, *removed)


def _known_by(row: ContactRow, twice: set[str]) -> tuple[str, str]:
    """A person is known by their address; who stands there in two roles, by the role as well."""
    address = row.email.lower()
    return address, row.role if address in twice else ""


def _in_two_roles(rows: Iterable[ContactRow]) -> set[str]:
    counted = Counter(row.email.lower() for row in rows)
    return {address for address, count in counted.items() if count > 1}


def _of_contact(before: ContactRow, after: ContactRow) -> Iterator[FieldChange]:
    labels = {
        "name": _("Name"),
        "job_title": _("Job title"),
        "role": _("Role"),
        "countries": _("Countries/Regions"),
        "states": _("States/Provinces"),
    }
    for name, label in labels.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield FieldChange(label, old, new)


def _documents(before: Json, after: Json) -> tuple[DocumentChange, ...]:
    old, new = (_by_slot(each) for each in _versions(before, after))
    slots = [*new, *(slot for slot in old if slot not in new)]
    pairs = [(old.get(slot), new.get(slot)) for slot in slots]
    return tuple(DocumentChange(_kind(was or now), was, now) for was, now in pairs if was != now)


def _kind(version: DocumentVersion | None) -> str:
    return str(DocumentKind(version.document.kind).label) if version else ""


def _versions(*snapshots: Json) -> Iterator[list[DocumentVersion]]:
    """The versions that each snapshot names. One query."""
    named = [[row["version_id"] for row in each.get("documents", [])] for each in snapshots]
    every = [public_id for ids in named for public_id in ids]
    rows = DocumentVersion.objects.filter(public_id__in=every).select_related("document")
    known = {str(row.public_id): row for row in rows}
    for ids in named:
        yield [known[each] for each in ids if each in known]


def _by_slot(versions: list[DocumentVersion]) -> Mapping[int, DocumentVersion]:
    return {version.document_id: version for version in versions}


@dataclass(frozen=True, slots=True)
class Replaced:
    """A replaced document; ``difference`` is None where either version has no text to compare."""

    change: DocumentChange
    difference: TextDifference | None


def texts_of(changes: Iterable[DocumentChange]) -> list[Replaced]:
    """How the texts of the documents that were replaced differ. One query."""
    pairs = [(each, each.before, each.after) for each in changes if each.before and each.after]
    keys = [version.pk for _each, *versions in pairs for version in versions if version]
    texts = DocumentText.objects.in_bulk(keys) if keys else {}
    return [
        Replaced(each, _compared(texts.get(was.pk), texts.get(now.pk)))
        for each, was, now in pairs
        if was and now
    ]


def _compared(before: DocumentText | None, after: DocumentText | None) -> TextDifference | None:
    return compare_pages(before.pages, after.pages) if before and after else None


def round_context(offer: Offer, snapshot: Json, *, number: int | None = None) -> Json:
    """For a page: ``changes`` since the submission decided last (None: there was none) and ``replaced``, the texts."""
    since = decided_before(offer, number)
    changes = changes_since(since, snapshot) if since else None
    return {"changes": changes, "replaced": texts_of(changes.documents) if changes else []}


def replaced_item(replaced: Iterable[Replaced], item: SubmissionItem | None) -> Replaced | None:
    """What became of this item's document since then; None where it was not replaced."""
    if item is None or item.version is None:
        return None
    return next((each for each in replaced if each.change.after == item.version), None)
