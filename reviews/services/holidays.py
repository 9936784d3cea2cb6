"""The days on which nobody reviews; each change moves every due date that it concerns."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand, may_administer
from cosell.audit.services import record
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
    """Work out anew the due date of every submission whose time runs."""
    calendar = working_calendar()
    rows = Submission.objects.filter(state__in=OPEN_STATES, running_since__isnull=False)
    moved = []
    for submission in rows.only("due_at", "running_since", "time_used").iterator(BATCH):
        due = due_of(submission, calendar)
        if due != submission.due_at:
            submission.due_at = due
            moved.append(submission)
    Submission.objects.bulk_update(moved, ["due_at"], batch_size=BATCH)
