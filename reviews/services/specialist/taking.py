"""Who works on a cloud-specialist request: take, release, hand over. Its documents under review go along."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand, may_review
from cosell.notifications.services import notify
from cosell.transitions import SomebodyWasFaster
from offers.models import CloudSpecialistRequest, RequestState, RequestWhy
from reviews import clock
from reviews.models import Submission, SubmissionState
from reviews.permissions import may_take
from reviews.queries import IN_POOL, open_requests_for
from reviews.services import submissions
from reviews.services.specialist.moving import bounded, hold, move, path_for_desk, tell_partner
from reviews.specialist_permissions import may_handle

SECOND_CHANCES = 20


@transaction.atomic
def take_request(*, actor: User, request: CloudSpecialistRequest) -> None:
    """Work on it as its specialist, and review what was provided through it. Raises what ``carry_out`` raises."""
    hold(request)
    move("take", actor, request, "offers.request_taken", specialist_id=actor.pk, taken_at=timezone.now())
    for submission in _provided(request).filter(IN_POOL):
        if may_take(actor, submission):
            submissions.take(actor=actor, submission=submission)
    tell_partner("offers.request_taken", request, person=actor)


@transaction.atomic
def take_next_request(*, actor: User, among: Q) -> CloudSpecialistRequest | None:
    """Take the most urgent open one that this person may work on, of those that ``among`` leaves; None: none is left.

    Rows that others are just taking are skipped; where the database cannot, the slower one tries the next. Raises
    ``PermissionDenied``.
    """
    demand(may_review(actor))
    pool, chances = open_requests_for(actor).filter(among), SECOND_CHANCES
    if connection.features.has_select_for_update_skip_locked:
        pool, chances = pool.select_for_update(skip_locked=True, of=("self",)), 1
    for request in pool[:chances]:
        try:
            take_request(actor=actor, request=request)
        except SomebodyWasFaster:
            continue
        return request
    return None


@transaction.atomic
def release_request(*, actor: User, request: CloudSpecialistRequest) -> None:
    """Back to the pool, with its due date. Raises what ``carry_out`` raises."""
    hold(request)
    in_hand = _in_hand(request)
    changes: dict[str, Any] = {"specialist_id": None, "taken_at": None, "why": RequestWhy.RELEASED}
    if request.waiting_since:
        changes |= clock.running(request, timezone.now())
    move("release", actor, request, "offers.request_released", **changes)
    for submission in in_hand:
        submissions.release(actor=actor, submission=submission)
    tell_partner("offers.request_released", request, person=actor)


@transaction.atomic
def hand_over_request(*, actor: User, request: CloudSpecialistRequest, to: User, note: str) -> None:
    """Give it to a colleague, who is told with the note; the partner is told who works on it now.

    Raises as ``carry_out`` does, or ``ValidationError`` by field: the colleague may not work on it, has it already, or
    the note is missing.
    """
    hold(request)
    if request.state == RequestState.IN_PROGRESS:
        _demand_colleague(request, to, note)
    in_hand, note = _in_hand(request), bounded("handover_note", note)
    move(
        "hand_over",
        actor,
        request,
        "offers.request_handed_over",
        said={"to": str(to)},
        specialist_id=to.pk,
        taken_at=timezone.now(),
        why=RequestWhy.HANDED_OVER,
        handed_over_by_id=actor.pk,
        handover_note=note,
    )
    for submission in in_hand:
        submissions.hand_over(actor=actor, submission=submission, to=to, note=note)
    named = {"offer": request.offer.name, "person": str(actor), "note": note}
    notify("offers.request_handed_over", [to], path=path_for_desk(request), **named)
    tell_partner("offers.request_taken", request, person=to)


def _demand_colleague(request: CloudSpecialistRequest, to: User, note: str) -> None:
    faults: dict[str, str] = {}
    if to.pk == request.specialist_id:
        faults["to"] = _("This person has it already.")
    elif not to.is_active or not may_handle(to, request):
        faults["to"] = _("This person may not work on it: choose somebody else.")
    if not note.strip():
        faults["note"] = _("Write what your colleague has to know.")
    if faults:
        raise ValidationError(faults)


def _provided(request: CloudSpecialistRequest) -> Any:
    return request.submissions.select_related("offer__partner", "submitted_by", "reviewer")


def _in_hand(request: CloudSpecialistRequest) -> list[Submission]:
    """What was provided through it, and its specialist is reviewing now."""
    rows = _provided(request).filter(state=SubmissionState.IN_REVIEW)
    return list(rows.filter(reviewer=request.specialist_id))
