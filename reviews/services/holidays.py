"""The days on which nobody reviews; each change moves every due date that it concerns."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand, may_administer
from cosell.audit.services import record
from offers.models import CloudSpecialistRequest
from offers.models.specialist import OPEN_STATES as OPEN_REQUESTS
from reviews.clock import due_of, working_calendar
from reviews.models import Holiday, Submission
from reviews.models.submission import OPEN_STATES

BATCH = 1000


@transaction.atomic
def add_holiday(*, actor: User, day: date, name: str) -> Holiday:
    """Raises ``PermissionDenied``, or ``ValidationError`` by field where the day is a holiday already."""
    demand(may_administer(actor))
    if Holiday.objects.filter(day=day).exists():
        raise ValidationError({"day": _("This day is a holiday already.")})
    holiday = Holiday.objects.create(day=day, name=name.strip())
    _note(actor, holiday, added=True)
    return holiday


@transaction.atomic
def remove_holiday(*, actor: User, holiday: Holiday) -> None:
    """Raises ``PermissionDenied``."""
    demand(may_administer(actor))
    holiday.delete()
    _note(actor, holiday, added=False)


def _note(actor: User, holiday: Holiday, *, added: bool) -> None:
    move_due_dates()
    day = holiday.day.isoformat()
    record(
        "reviews.holidays_changed", actor=actor, subject=holiday.name, staff_only=True, day=day, added=added
    )


def move_due_dates() -> None:
    """Work out anew the due date of every submission and request whose time runs."""
    for rows in (
        Submission.objects.filter(state__in=OPEN_STATES),
        CloudSpecialistRequest.objects.filter(state__in=OPEN_REQUESTS),
    ):
        _move_due_dates(rows.filter(running_since__isnull=False))


def _move_due_dates(rows: QuerySet[Any]) -> None:
    calendar = working_calendar()
    moved = []
    for row in rows.only("due_at", "running_since", "time_used").iterator(BATCH):
        due = due_of(row, calendar)
        if due != row.due_at:
            row.due_at = due
            moved.append(row)
    rows.model._default_manager.bulk_update(moved, ["due_at"], batch_size=BATCH)
