"""When a partner may expect the decision, from the queue as it really is.

Every open submission that is due earlier is decided before. Reviewers go on deciding as many a working day as they did
over the last ten. The expected moment is the end of that wait, and never earlier than the due date.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from reviews.calendar import WorkingCalendar
from reviews.clock import working_calendar
from reviews.models import Submission, SubmissionState
from reviews.models.submission import OPEN_STATES

PACE_DAYS = 10


def expected_by(submission: Submission) -> datetime | None:
    """None while nothing is due: its files are being checked, or it waits for the partner. Three queries."""
    if submission.due_at is None or submission.state not in OPEN_STATES:
        return submission.due_at
    calendar, now = working_calendar(), timezone.now()
    return expected_of(submission.due_at, _ahead_of(submission), _decided(calendar, now), calendar, now)


def expected_of(
    due: datetime, ahead: int, decided: int, calendar: WorkingCalendar, now: datetime
) -> datetime:
    """``decided`` of the last ten working days are the pace; without any the due date is all that is known."""
    if not decided:
        return due
    wait = timedelta(days=PACE_DAYS) * (ahead + 1) / decided
    return max(due, calendar.after(now, wait))


def _ahead_of(submission: Submission) -> int:
    earlier = Q(due_at__lt=submission.due_at) | Q(due_at=submission.due_at, pk__lt=submission.pk)
    return Submission.objects.filter(earlier, state__in=OPEN_STATES).count()


def _decided(calendar: WorkingCalendar, now: datetime) -> int:
    since = calendar.days_before(now, PACE_DAYS)
    rows = Submission.objects.filter(state=SubmissionState.DECIDED, decided_at__gte=since)
    return rows.filter(reviewer__isnull=False).count()
