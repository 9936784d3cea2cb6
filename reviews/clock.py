"""The clock of a review: when the decision is due, and how it stands still while the partner works.

Each function gives the fields to write together with a change of state; none of them writes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from reviews.calendar import NO_TIME, WorkingCalendar
from reviews.models import Holiday, Submission

Fields = dict[str, Any]


def working_calendar() -> WorkingCalendar:
    """With the holidays that the admins have entered. One query."""
    return WorkingCalendar(frozenset(Holiday.objects.values_list("day", flat=True)))


def allowance() -> timedelta:
    """The working time in which a submission is to be decided."""
    return timedelta(days=settings.REVIEW_WORKING_DAYS)


def running(submission: Submission, now: datetime) -> Fields:
    """It is Microsoft's turn: what is left of its time runs from now on."""
    left = max(allowance() - submission.time_used, NO_TIME)
    return {"running_since": now, "waiting_since": None, "due_at": working_calendar().after(now, left)}


def stopped(submission: Submission, now: datetime) -> Fields:
    """Nobody's turn any more: decided, or withdrawn."""
    used = submission.time_used
    if submission.running_since:
        used += working_calendar().between(submission.running_since, now)
    return {"time_used": used, "running_since": None, "waiting_since": None}


def waiting(submission: Submission, now: datetime) -> Fields:
    """It is the partner's turn: no time runs, and nothing is due."""
    return {**stopped(submission, now), "waiting_since": now, "due_at": None}


def due_of(submission: Submission, calendar: WorkingCalendar) -> datetime | None:
    """The due date by this calendar, of a submission whose time runs."""
    if submission.running_since is None:
        return submission.due_at
    return calendar.after(submission.running_since, max(allowance() - submission.time_used, NO_TIME))
