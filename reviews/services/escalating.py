"""Overdue submissions and cloud-specialist requests: whoever works on it is told once, then the programme admins once.

The admins hear of it a working day after the due date, or at once where nobody has it: it was not taken,
or it awaits a second reviewer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import Role, User
from cosell.notifications.services import notify
from offers.models import CloudSpecialistRequest
from offers.models.specialist import OPEN_STATES as OPEN_REQUESTS
from reviews.clock import Clocked, working_calendar
from reviews.models import Submission, SubmissionState
from reviews.models.submission import OPEN_STATES
from reviews.services.specialist.moving import note_request, path_for_desk
from reviews.services.submissions.publishing import note_act

DAYS_UNTIL_ADMINS = 1
BATCH = 200


@dataclass(frozen=True, slots=True)
class Watched:
    """What can be overdue. ``person`` is the field of who works on it; ``overdue`` and ``escalated`` what is told.

    In ``unattended`` states it is not that person's turn: nobody has it.
    ``words`` are those of the notices; ``note`` writes the escalation into the record.
    """

    model: type[Clocked]
    open_states: Collection[str]
    unattended: Collection[str]
    person: str
    overdue: str
    escalated: str
    path: Callable[[Any], str]
    words: Callable[[Any], dict[str, object]]
    note: Callable[[Any], None]


WATCHED = (
    Watched(
        Submission,
        OPEN_STATES,
        (SubmissionState.TO_CONFIRM,),
        "reviewer",
        "reviews.overdue",
        "reviews.escalated",
        lambda row: reverse("reviews:desk", args=[row.public_id]),
        lambda row: {"number": row.number},
        lambda row: note_act("reviews.escalated", None, row),
    ),
    Watched(
        CloudSpecialistRequest,
        OPEN_REQUESTS,
        (),
        "specialist",
        "offers.request_overdue",
        "offers.request_escalated",
        path_for_desk,
        lambda _row: {},
        lambda row: note_request("offers.request_escalated", None, row),
    ),
)


def tell_overdue() -> int:
    """Tell whoever has to be told now; returns of how many. Safe to run twice at once."""
    now = timezone.now()
    late = working_calendar().days_before(now, DAYS_UNTIL_ADMINS)
    return sum(_tell_overdue(watched, now, late) for watched in WATCHED)


def _tell_overdue(watched: Watched, now: datetime, late: datetime) -> int:
    overdue = watched.model._default_manager.filter(state__in=watched.open_states, due_at__lt=now)
    rows = overdue.order_by("due_at", "pk").select_related("offer__partner", watched.person)
    nobody = Q(**{f"{watched.person}__isnull": True}) | Q(state__in=watched.unattended)
    warn = rows.exclude(nobody).filter(warned_at__isnull=True)[:BATCH]
    escalate = rows.filter(nobody | Q(due_at__lt=late), escalated_at__isnull=True)[:BATCH]
    told = [_warn(watched, each, now) for each in warn] + [_escalate(watched, each, now) for each in escalate]
    return sum(told)


@transaction.atomic
def _warn(watched: Watched, row: Clocked, now: datetime) -> bool:
    if not _first(watched, row, "warned_at", now):
        return False
    _tell(watched, watched.overdue, [getattr(row, watched.person)], row)
    return True


@transaction.atomic
def _escalate(watched: Watched, row: Clocked, now: datetime) -> bool:
    if not _first(watched, row, "escalated_at", now):
        return False
    admins = User.objects.filter(role=Role.PROGRAMME_ADMIN, is_active=True)
    _tell(watched, watched.escalated, list(admins), row)
    watched.note(row)
    return True


def _first(watched: Watched, row: Clocked, mark: str, now: datetime) -> bool:
    """Set the mark; False where another worker was faster, or it is not open any more."""
    unmarked = {f"{mark}__isnull": True}
    rows = watched.model._default_manager.filter(pk=row.pk, state__in=watched.open_states, **unmarked)
    return bool(rows.update(**{mark: now}))


def _tell(watched: Watched, code: str, people: list[User], row: Clocked) -> None:
    notify(
        code,
        people,
        path=watched.path(row),
        offer=row.offer.name,
        partner=row.offer.partner.name,
        **watched.words(row),
    )
