"""What *Publish* would send now: the page shows it before, the service does exactly that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from eligibility.queries import asks_of
from offers.models import DocumentState, DocumentVersion, Offer
from offers.queries import current_slots
from reviews.models import ItemKind, SubmissionItem, SubmissionState, Verdict
from reviews.services.submissions.snapshot import PART_OF_KIND, Json, is_empty, is_same, take_snapshot

MATERIALS = "materials"
TO_FIX = (DocumentState.CHANGES_REQUESTED, DocumentState.REJECTED, DocumentState.REVOKED)


@dataclass(frozen=True, slots=True)
class Plan:
    """``parts`` are kinds of items other than documents; ``unchanged`` were approved before and stay as they were.

    ``carried`` says for each of the unchanged in which submission it was approved.

    ``sent`` are the versions to be handed in, ``standing`` the others that fill a slot, with their last verdict;
    ``uploading`` are files of which not every byte has arrived.
    """

    snapshot: Json
    parts: tuple[str, ...]
    carried: Mapping[str, int]
    came_back: frozenset[str | int]
    sent: tuple[DocumentVersion, ...]
    standing: tuple[DocumentVersion, ...]
    uploading: tuple[DocumentVersion, ...]

    @property
    def unchanged(self) -> tuple[str, ...]:
        return tuple(self.carried)

    @property
    def is_empty(self) -> bool:
        return not self.parts and not self.sent

    @property
    def documents_alone(self) -> Plan:
        """The same without the other parts."""
        return replace(self, parts=(), carried={})

    @property
    def to_fix(self) -> tuple[DocumentVersion, ...]:
        """Sent back, refused or revoked, and not replaced yet: they are not sent again."""
        return tuple(version for version in self.standing if version.state in TO_FIX)

    @property
    def settled(self) -> tuple[DocumentVersion, ...]:
        """What stands with nothing to be done about it."""
        return tuple(version for version in self.standing if version.state not in TO_FIX)

    @property
    def asks_to_go_live(self) -> bool:
        return ItemKind.PUBLISHING in self.parts


def plan_for(offer: Offer) -> Plan:
    """Look at the offer as it stands. The same number of queries for any number of documents and contacts."""
    sent, standing = _documents(offer)
    snapshot = take_snapshot(offer, sorted((*sent, *standing), key=lambda version: version.document_id))
    last = _last_verdicts(offer)
    parts, carried = _parts(offer, snapshot, last)
    back = {kind for kind in parts if kind in last and last[kind].verdict == Verdict.SENT_BACK}
    return Plan(
        snapshot, parts, carried, frozenset({*back, *_came_back(sent)}), sent, standing, _uploading(offer)
    )


def _documents(offer: Offer) -> tuple[tuple[DocumentVersion, ...], tuple[DocumentVersion, ...]]:
    sent: list[DocumentVersion] = []
    standing: list[DocumentVersion] = []
    for slot in current_slots(offer):
        version = slot.to_send or slot.current
        if version is None or slot.document is None:
            continue
        version.document = slot.document
        (sent if slot.to_send else standing).append(version)
    return tuple(sent), tuple(standing)


def _parts(
    offer: Offer, snapshot: Json, last: Mapping[str, SubmissionItem]
) -> tuple[tuple[str, ...], dict[str, int]]:
    """The kinds to be reviewed; and those that were approved as they are, with the submission where that was."""
    send: list[str] = [] if offer.is_live else [ItemKind.PUBLISHING]
    carried: dict[str, int] = {}
    if asks_of(offer).path == MATERIALS:
        for kind in PART_OF_KIND:
            if is_empty(snapshot, kind):
                continue
            item = last.get(kind)
            if item and _was_approved(item, snapshot, kind):
                carried[kind] = item.carried_from_id or item.submission_id
            else:
                send.append(kind)
    return tuple(send), carried


def _came_back(sent: Iterable[DocumentVersion]) -> set[int]:
    """Of these versions those whose predecessor, as handed in, was sent back. One query."""
    slots = [version.document_id for version in sent]
    earlier = DocumentVersion.objects.filter(document__in=slots, reviewed_at__isnull=False)
    newest = dict(earlier.order_by("number").values_list("document_id", "state"))
    back = {slot for slot, state in newest.items() if state == DocumentState.CHANGES_REQUESTED}
    return {version.pk for version in sent if version.document_id in back}


def _last_verdicts(offer: Offer) -> dict[str, SubmissionItem]:
    """The newest decided item of each kind of part."""
    items = SubmissionItem.objects.filter(
        submission__offer=offer,
        submission__state=SubmissionState.DECIDED,
        kind__in=[ItemKind.PUBLISHING, *PART_OF_KIND],
    ).select_related("submission")
    return {item.kind: item for item in items.order_by("pk")}


def _was_approved(item: SubmissionItem, snapshot: Json, kind: str) -> bool:
    return item.verdict == Verdict.APPROVED and is_same(item.submission.snapshot, snapshot, kind)


def _uploading(offer: Offer) -> tuple[DocumentVersion, ...]:
    versions = DocumentVersion.objects.filter(
        document__offer=offer, document__removed_at__isnull=True, state=DocumentState.RECEIVING
    )
    return tuple(versions.select_related("document"))
