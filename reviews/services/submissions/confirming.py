"""A second reviewer's acts on a colleague's decision: it counts and is told only when it is confirmed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.notifications.services import notify
from cosell.transitions import carry_out
from reviews.models import Submission, Why
from reviews.queries import items_of
from reviews.services.submissions.deciding import demand_as_seen, settle
from reviews.services.submissions.publishing import note_act
from reviews.services.submissions.reviewing import locked
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS


@transaction.atomic
def confirm(*, actor: User, submission: Submission, seen: str | None = None) -> Submission:
    """The decision counts from now on, and the partner is told. Raises as ``carry_out`` does."""
    submission = locked(submission)
    items = items_of(submission)
    demand_as_seen(submission, items, seen)
    transition = SUBMISSION_TRANSITIONS["confirm"]
    settle(transition, actor=actor, submission=submission, items=items, second_reviewer_id=actor.pk)
    return submission


@transaction.atomic
def give_back(*, actor: User, submission: Submission, reason: str) -> None:
    """Not confirmed: it is the first reviewer's again, who is told why; nothing counts and nothing is told.

    Raises ``PermissionDenied``, ``SomebodyWasFaster``, or ``ValidationError`` at ``reason``.
    """
    submission = locked(submission)
    words = _bounded(reason)
    changes = {
        "why": Why.GIVEN_BACK,
        "handed_over_by_id": actor.pk,
        "handover_note": words,
        "second_rules": [],
    }
    carry_out(SUBMISSION_TRANSITIONS["give_back"], submission, actor=actor, reason=reason, changes=changes)
    note_act("reviews.given_back", actor, submission, reason=words)
    notify(
        "reviews.given_back",
        [submission.reviewer] if submission.reviewer else [],
        path=reverse("reviews:desk", args=[submission.public_id]),
        offer=submission.offer.name,
        number=submission.number,
        person=str(actor),
        reason=words,
    )


def _bounded(reason: str) -> str:
    most = Submission._meta.get_field("handover_note").max_length or 0
    if len(reason.strip()) > most:
        raise ValidationError({"reason": _("Write at most %(most)s characters.") % {"most": most}})
    return reason.strip()
