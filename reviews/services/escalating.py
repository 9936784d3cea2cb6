"""Overdue submissions: the reviewer is told once, then the programme admins once.

The admins hear of it a working day after the due date, or at once where nobody has taken it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import Role, User
from cosell.notifications.services import notify
from reviews.clock import working_calendar
from reviews.models import Submission
from reviews.models.submission import OPEN_STATES
from reviews.services.submissions.publishing import note_act

DAYS_UNTIL_ADMINS = 1
BATCH = 200


def tell_overdue() -> int:
    """Tell whoever has to be told now; returns how many submissions. Safe to run twice at once."""
    now = timezone.now()
    late = working_calendar().days_before(now, DAYS_UNTIL_ADMINS)
    overdue = Submission.objects.filter(state__in=OPEN_STATES, due_at__lt=now).order_by("due_at", "pk")
    rows = overdue.select_related("offer__partner", "reviewer")
    warn = rows.filter(reviewer__isnull=False, warned_at__isnull=True)[:BATCH]
    escalate = rows.filter(Q(reviewer__isnull=True) | Q(due_at__lt=late), escalated_at__isnull=True)[:BATCH]
    told = [_warn(each, now) for each in warn] + [_escalate(each, now) for each in escalate]
    return sum(told)


@transaction.atomic
def _warn(submission: Submission, now: datetime) -> bool:
    if not _first(submission, "warned_at", now):
        return False
    assert submission.reviewer is not None  # noqa: S101 - the caller asked
    _tell("reviews.overdue", [submission.reviewer], submission)
    return True


@transaction.atomic
def _escalate(submission: Submission, now: datetime) -> bool:
    if not _first(submission, "escalated_at", now):
        return False
    admins = User.objects.filter(role=Role.PROGRAMME_ADMIN, is_active=True)
    _tell("reviews.escalated", list(admins), submission)
    note_act("reviews.escalated", None, submission)
    return True


def _first(submission: Submission, mark: str, now: datetime) -> bool:
    """Set the mark; False where another worker was faster, or the submission is not open any more."""
    rows = Submission.objects.filter(pk=submission.pk, state__in=OPEN_STATES, **{f"{mark}__isnull": True})
    return bool(rows.update(**{mark: now}))


def _tell(code: str, people: list[User], submission: Submission) -> None:
    notify(
        code,
        people,
        path=reverse("reviews:desk", args=[submission.public_id]),
        offer=submission.offer.name,
        number=submission.number,
        partner=submission.offer.partner.name,
    )
