"""Reads of submissions that more than one caller needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from cosell.accounts.models import Membership, User
from offers.models import Offer
from reviews.models import Submission, SubmissionItem, SubmissionState, Verdict
from reviews.models.submission import OPEN_STATES

REVIEW_WORKING_DAYS = 2
FIRST_DAY_OFF = 5  # Saturday, as datetime.weekday counts


def items_of(submission: Submission) -> list[SubmissionItem]:
    """Every item in its order, with its document. One query."""
    items = list(submission.items.select_related("version__document", "verdict_by"))
    for item in items:
        item.submission = submission
    return items


def open_submission(offer: Offer) -> Submission | None:
    """The one that is with Microsoft now; an offer has one at most."""
    return offer.submissions.filter(state__in=OPEN_STATES).select_related("submitted_by", "reviewer").first()


def submissions_of(offer: Offer) -> QuerySet[Submission]:
    """Every submission of an offer, the newest first."""
    return offer.submissions.select_related("submitted_by").prefetch_related("items__version__document")


def not_my_own(user: User) -> Q:
    """The row's offer is not of an organisation that this person belongs to."""
    mine = Membership.objects.filter(user=user, partner=OuterRef("offer__partner"))
    return ~Q(Exists(mine))


def reviewable_by(user: User) -> QuerySet[Submission]:
    """Those without a conflict of interest: not of the person's own organisation, not handed in by them."""
    return Submission.objects.filter(not_my_own(user)).exclude(submitted_by=user)


def may_be_taken_by(user: User) -> QuerySet[Submission]:
    """In the queue and open to this person; the one that has waited longest first."""
    rows = reviewable_by(user).filter(state=SubmissionState.QUEUED, queued_at__isnull=False)
    return rows.select_related("offer__partner").order_by("queued_at", "pk")


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


def expected_by(submission: Submission) -> datetime:
    """When the partner may expect the decision: so many working days after it entered the queue."""
    return after_working_days(submission.queued_at or submission.submitted_at, REVIEW_WORKING_DAYS)


def after_working_days(start: datetime, days: int) -> datetime:
    """The same time of day, ``days`` working days later; what starts on a weekend starts on Monday."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < FIRST_DAY_OFF
    return day
