"""When a partner may expect a decision, or the outcome of a cloud-specialist request, from the queue as it really is.

Every open one that is due earlier is ended before. Microsoft goes on ending as many a working day as over the last ten.
The expected moment is the end of that wait, and never earlier than the due date.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from offers.models import CloudSpecialistRequest
from offers.models.specialist import OPEN_STATES as OPEN_REQUESTS
from reviews.calendar import WorkingCalendar
from reviews.clock import Clocked, working_calendar
from reviews.models import Submission, SubmissionState
from reviews.models.submission import OPEN_STATES

PACE_DAYS = 10


def expected_by(about: Clocked) -> datetime | None:
    """None while nothing is due: its files are being checked, or it waits for the partner. Three queries."""
    if about.due_at is None or about.state not in _open_states(about):
        return about.due_at
    calendar, now = working_calendar(), timezone.now()
    return expected_of(about.due_at, _ahead_of(about), _ended(about, calendar, now), calendar, now)


def expected_of(
    due: datetime, ahead: int, decided: int, calendar: WorkingCalendar, now: datetime
) -> datetime:
    """``decided`` of the last ten working days are the pace; without any the due date is all that is known."""
    if not decided:
        return due
    wait = timedelta(days=PACE_DAYS) * (ahead + 1) / decided
    return max(due, calendar.after(now, wait))


def _open_states(about: Clocked) -> tuple[str, ...]:
    return OPEN_STATES if isinstance(about, Submission) else OPEN_REQUESTS


def _ahead_of(about: Clocked) -> int:
    earlier = Q(due_at__lt=about.due_at) | Q(due_at=about.due_at, pk__lt=about.pk)
    return type(about)._default_manager.filter(earlier, state__in=_open_states(about)).count()


def _ended(about: Clocked, calendar: WorkingCalendar, now: datetime) -> int:
    since = calendar.days_before(now, PACE_DAYS)
    if isinstance(about, CloudSpecialistRequest):
        return CloudSpecialistRequest.objects.filter(closed_at__gte=since).count()
    rows = Submission.objects.filter(state=SubmissionState.DECIDED, decided_at__gte=since)
    return rows.filter(reviewer__isnull=False).count()
