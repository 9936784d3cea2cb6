"""The documents of an offer as a cloud-specialist request shows them: each with where it was handed in."""

from __future__ import annotations

from dataclasses import dataclass

from offers.models import CloudSpecialistRequest
from offers.queries import Slot, current_slots
from reviews.models import Submission, SubmissionItem


@dataclass(frozen=True, slots=True)
class Paper:
    """A filled slot; ``item`` is its newest version in a submission, ``provided`` whether through the request."""

    slot: Slot
    item: SubmissionItem | None
    provided: bool

    @property
    def submission(self) -> Submission | None:
        return self.item.submission if self.item else None


def papers_of(request: CloudSpecialistRequest) -> list[Paper]:
    """In the order of the slots. Three queries."""
    filled = [(slot, slot.current) for slot in current_slots(request.offer) if slot.current]
    items = SubmissionItem.objects.filter(version__in=[version.pk for _slot, version in filled])
    by_version = {item.version_id: item for item in items.select_related("submission").order_by("pk")}
    return [_paper(slot, by_version.get(version.pk), request) for slot, version in filled]


def _paper(slot: Slot, item: SubmissionItem | None, request: CloudSpecialistRequest) -> Paper:
    return Paper(slot, item, item is not None and item.submission.request_id == request.pk)
