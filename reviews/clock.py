"""The clock of a review or a cloud-specialist request: when it is due, and how it stands still while the partner works.

Each function gives the fields to write together with a change of state; none of them writes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from offers.models import CloudSpecialistRequest
from reviews.calendar import NO_TIME, WorkingCalendar
from reviews.models import Holiday, Submission

Fields = dict[str, Any]
Clocked = Submission | CloudSpecialistRequest


def working_calendar() -> WorkingCalendar:
    """With the holidays that the admins have entered. One query."""
    return WorkingCalendar(frozenset(Holiday.objects.values_list("day", flat=True)))


def allowance(of: type[Clocked]) -> timedelta:
    """The working time in which a submission is to be decided, or a cloud-specialist request to be closed."""
    days = settings.REVIEW_WORKING_DAYS if of is Submission else settings.SPECIALIST_WORKING_DAYS
    return timedelta(days=days)


def left_of(about: Clocked) -> timedelta:
    """What is left of its working time."""
    return max(allowance(type(about)) - about.time_used, NO_TIME)


def running(about: Clocked, now: datetime) -> Fields:
    """It is Microsoft's turn: what is left of its time runs from now on."""
    due = working_calendar().after(now, left_of(about))
    return {"running_since": now, "waiting_since": None, "due_at": due}


def stopped(about: Clocked, now: datetime) -> Fields:
    """Nobody's turn any more: decided, withdrawn or closed."""
    used = about.time_used
    if about.running_since:
        used += working_calendar().between(about.running_since, now)
    return {"time_used": used, "running_since": None, "waiting_since": None}


def waiting(about: Clocked, now: datetime) -> Fields:
    """It is the partner's turn: no time runs, and nothing is due."""
    return {**stopped(about, now), "waiting_since": now, "due_at": None}


def due_of(about: Clocked, calendar: WorkingCalendar) -> datetime | None:
    """The due date by this calendar, of what is open and runs."""
    if about.running_since is None:
        return about.due_at
    return calendar.after(about.running_since, left_of(about))
