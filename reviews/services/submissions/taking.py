"""Who works on a submission: take, release, hand over, and the wait for the partner."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.notifications.services import notify
from cosell.transitions import SomebodyWasFaster, Transition, carry_out, demand_state
from reviews import clock
from reviews.models import Submission, Why
from reviews.permissions import may_give_away, may_look_again
from reviews.services.submissions.publishing import note_act
from reviews.services.submissions.reviewing import hold, locked
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS


@transaction.atomic
def take(*, actor: User, submission: Submission) -> None:
    """The submission is this reviewer's from now on. Raises ``PermissionDenied`` or ``SomebodyWasFaster``."""
    hold(submission)
    changes = {"reviewer_id": actor.pk, "taken_at": timezone.now()}
    carry_out(SUBMISSION_TRANSITIONS["take"], submission, actor=actor, changes=changes)
    note_act("reviews.taken", actor, submission)


@transaction.atomic
def release(*, actor: User, submission: Submission) -> None:
    """Give it back to the pool, in its old place; verdicts made so far stay for whoever takes it next.

    Raises ``PermissionDenied`` or ``SomebodyWasFaster``.
    """
    transition = SUBMISSION_TRANSITIONS["release"]
    submission = _in_same_hands(actor, submission, transition)
    changes: dict[str, Any] = {"reviewer_id": None, "taken_at": None, "why": _why_released(submission)}
    if submission.waiting_since:
        changes |= clock.running(submission, timezone.now())
    carry_out(transition, submission, actor=actor, changes=changes)
    note_act("reviews.released", actor, submission)


def _in_same_hands(actor: User, submission: Submission, transition: Transition) -> Submission:
    """The row, held: an admin who gives it away means the reviewer whom they saw, not whoever has it by now."""
    seen, row = submission.reviewer_id, locked(submission)
    demand_state(transition, row)
    if seen != row.reviewer_id and may_give_away(actor, row):
        raise SomebodyWasFaster(row)
    return row


def _why_released(submission: Submission) -> Why:
    return Why.APPEAL if submission.appealed_at else Why.RELEASED


@transaction.atomic
def hand_over(*, actor: User, submission: Submission, to: User, note: str) -> None:
    """Give it to a colleague, who is told with the note. Its due date and the verdicts made so far stay.

    Raises ``PermissionDenied``, ``SomebodyWasFaster``, or ``ValidationError`` by field: the colleague may not review
    it, has it already, or the note is missing.
    """
    transition = SUBMISSION_TRANSITIONS["hand_over"]
    submission = _in_same_hands(actor, submission, transition)
    _demand_colleague(submission, to, note)
    changes = {
        "reviewer_id": to.pk,
        "taken_at": timezone.now(),
        "why": Why.HANDED_OVER,
        "handed_over_by_id": actor.pk,
        "handover_note": note.strip(),
    }
    carry_out(transition, submission, actor=actor, changes=changes)
    note_act("reviews.handed_over", actor, submission, to=str(to))
    notify(
        "reviews.handed_over",
        [to],
        path=reverse("reviews:desk", args=[submission.public_id]),
        offer=submission.offer.name,
        number=submission.number,
        person=str(actor),
        note=note.strip(),
    )


def _demand_colleague(submission: Submission, to: User, note: str) -> None:
    faults: dict[str, str] = {}
    if to.pk == submission.reviewer_id:
        faults["to"] = _("This person has it already.")
    elif not to.is_active or not may_look_again(to, submission):
        faults["to"] = _("This person may not review it: choose somebody else.")
    if not note.strip():
        faults["note"] = _("Write what your colleague has to know.")
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def wait_for_partner(*, actor: User, submission: Submission) -> None:
    """It is the partner's turn: its time stands still until ``go_on``. Raises as ``carry_out`` does."""
    submission = locked(submission)
    changes = clock.waiting(submission, timezone.now())
    carry_out(SUBMISSION_TRANSITIONS["wait"], submission, actor=actor, changes=changes)
    note_act("reviews.waiting_for_partner", actor, submission)


@transaction.atomic
def go_on(*, actor: User, submission: Submission) -> None:
    """It is the reviewer's turn again: what was left of its time runs from now on. Raises as ``carry_out`` does."""
    submission = locked(submission)
    changes: dict[str, Any] = clock.running(submission, timezone.now())
    if actor.pk != submission.reviewer_id:
        changes["why"] = Why.ANSWERED
    carry_out(SUBMISSION_TRANSITIONS["go_on"], submission, actor=actor, changes=changes)
    note_act("reviews.went_on", actor, submission)
