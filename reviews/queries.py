"""Reads of submissions that more than one caller needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cosell.accounts.models import Membership, Partner, User
from offers.models import CloudSpecialistRequest, Offer, RequestState
from reviews.models import (
    Audience,
    ConflictOfInterest,
    PageComment,
    ReviewNote,
    Submission,
    SubmissionItem,
    SubmissionState,
    Verdict,
)
from reviews.models.submission import OPEN_STATES
from reviews.reasons import bring_reasons

Person = Any  # a ``User``, or ``GIVEN_USER``: whoever the query will be asked for
IN_POOL = Q(state=SubmissionState.QUEUED, queued_at__isnull=False)


def items_of(submission: Submission) -> list[SubmissionItem]:
    """Every item with its document: what came back first, what was carried forward last. Two queries."""
    items = list(submission.items.select_related("version__document", "verdict_by", "carried_from"))
    for item in items:
        item.submission = submission
    bring_reasons(items)
    return sorted(items, key=lambda item: (item.carried_from_id is not None, not item.came_back, item.pk))


def seen_of(items: Iterable[SubmissionItem]) -> str:
    """What a reviewer sees of these items, as a short fingerprint: another one where anything of it has changed."""
    parts = [
        (
            str(item.public_id),
            item.verdict,
            item.reason_code,
            item.reason,
            str(item.azure_percent),
            item.may_be_judged,
        )
        for item in sorted(items, key=lambda item: item.pk)
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def notes_of(offer: Offer) -> list[ReviewNote]:
    """The notes of reviewers on every submission of the offer, the oldest first. One query."""
    rows = ReviewNote.objects.filter(submission__offer=offer)
    return list(rows.select_related("author", "submission"))


def bring_told_comments(items: Iterable[SubmissionItem]) -> None:
    """Give each item of a decided submission the comments that the partner reads (``told_comments``). One query."""
    rows = PageComment.objects.filter(item__in=items, audience=Audience.PARTNER).order_by("page", "pk")
    by_item: dict[int, list[PageComment]] = {}
    for row in rows:
        by_item.setdefault(row.item_id, []).append(row)
    for item in items:
        vars(item)["told_comments"] = by_item.get(item.pk, [])


def open_submission(offer: Offer) -> Submission | None:
    """The one that is with Microsoft now; an offer has one at most."""
    return offer.submissions.filter(state__in=OPEN_STATES).select_related("submitted_by", "reviewer").first()


def submissions_of(offer: Offer) -> QuerySet[Submission]:
    """Every submission of an offer, the newest first."""
    return offer.submissions.select_related("submitted_by").prefetch_related("items__version__document")


def conflicted(user: Person) -> QuerySet[Partner]:
    """The organisations whose work this person does not review: their own, and those they have declared."""
    return Partner.objects.order_by().filter(Q(pk__in=_own(user)) | Q(pk__in=_declared(user)))


def _own(user: Person) -> QuerySet[Membership, Any]:
    return Membership.objects.filter(user=user).values("partner")


def _declared(user: Person) -> QuerySet[ConflictOfInterest, Any]:
    return ConflictOfInterest.objects.order_by().filter(user=user).values("partner")


def without_conflict(user: Person) -> Q:
    """The row's offer is not of an organisation in conflict. Two short lists of offers, so that no row needs a join."""
    offers = Offer.objects.order_by()
    own = offers.filter(partner__in=_own(user)).values("pk")
    declared = offers.filter(partner__in=_declared(user)).values("pk")
    return ~Q(offer__in=own) & ~Q(offer__in=declared)


def reviewable_by(user: Person) -> QuerySet[Submission]:
    """Those without a conflict of interest: of no organisation in conflict, and not handed in by the person."""
    return Submission.objects.filter(without_conflict(user)).exclude(submitted_by=user)


def may_be_taken_by(user: Person) -> QuerySet[Submission]:
    """In the pool and open to this person, and no appeal against their own decision; the most urgent one first."""
    own = Q(appealed_at__isnull=False) & (Q(first_reviewer=user) | Q(second_reviewer=user))
    return reviewable_by(user).filter(IN_POOL).exclude(own).order_by("due_at", "pk")


def handled_by(user: Person) -> QuerySet[CloudSpecialistRequest]:
    """Requests without a conflict of interest, and not filed by the person."""
    return CloudSpecialistRequest.objects.filter(without_conflict(user)).exclude(requested_by=user)


def open_requests_for(user: Person) -> QuerySet[CloudSpecialistRequest]:
    """Those that this person may take, the most urgent one first."""
    return handled_by(user).filter(state=RequestState.OPEN).order_by("due_at", "pk")


def members_of(offer: Offer) -> list[User]:
    """Everybody of the organisation that owns the offer."""
    return list(User.objects.filter(memberships__partner=offer.partner_id))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many items were approved, and how many sent back."""

    approved: int
    sent_back: int


def outcome_of(submission: Submission) -> Outcome:
    verdicts = [item.verdict for item in submission.items.all()]
    return Outcome(verdicts.count(Verdict.APPROVED), verdicts.count(Verdict.SENT_BACK))
