"""A wrong decision is reopened, with the reason: what it did is undone, and the reviewer decides again."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import User
from cosell.facts import facts_gathered
from cosell.notifications.services import notify
from cosell.transitions import carry_out, demand_state
from offers.models import Offer
from reviews import clock
from reviews.models import MessageKind, Submission, SubmissionItem, Why
from reviews.queries import items_of, members_of
from reviews.services.conversation import keep_words, path_to_conversation
from reviews.services.submissions.effects import undo_verdict
from reviews.services.submissions.publishing import note_act
from reviews.services.submissions.reviewing import locked
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS


@transaction.atomic
def reopen(*, actor: User, submission: Submission, reason: str) -> None:
    """In review again, with its verdicts as they were saved; what they did to the offer is undone.

    What was revoked, removed or stopped since stays so. The partner's people are told with the reason, and the
    reviewer whose decision it was. Raises ``PermissionDenied``, ``SomebodyWasFaster``, or ``ValidationError`` at
    ``reason``.
    """
    submission = locked(submission)
    hold_offer(submission)
    transition = SUBMISSION_TRANSITIONS["reopen"]
    demand_state(transition, submission)
    decided_at, now = submission.decided_at, timezone.now()
    changes = {
        "decided_at": None,
        "why": Why.REOPENED,
        "second_rules": [],
        "second_reviewer_id": None,
        "warned_at": None,
        "escalated_at": None,
        **clock.running(submission, now),
    }
    carry_out(transition, submission, actor=actor, reason=reason, changes=changes)
    with facts_gathered():
        for item in items_of(submission):
            undo_verdict(actor, submission, item, decided_at)
    SubmissionItem.objects.filter(submission=submission).update(settled=False)
    keep_words(actor=actor, about=submission, text=reason, kind=MessageKind.REOPENED, field="reason")
    note_act("reviews.reopened", actor, submission, reason=reason.strip())
    notify(
        "reviews.reopened",
        members_of(submission.offer),
        path=path_to_conversation(submission, for_microsoft=False),
        offer=submission.offer.name,
        number=submission.number,
        reason=reason.strip(),
    )
    _tell_reviewer(actor, submission, reason.strip())


def _tell_reviewer(actor: User, submission: Submission, reason: str) -> None:
    """Whose decision an admin has reopened has it again."""
    if submission.reviewer and submission.reviewer != actor:
        notify(
            "reviews.reopened_for_you",
            [submission.reviewer],
            path=reverse("reviews:desk", args=[submission.public_id]),
            offer=submission.offer.name,
            number=submission.number,
            person=str(actor),
            reason=reason,
        )


def hold_offer(submission: Submission) -> None:
    """Nothing of the offer is published while this goes on: the row is held until the end of the transaction.

    After the submission's row, as every act on a submission does, so that two of them never wait for each other.
    """
    Offer.objects.select_for_update(of=("self",)).get(pk=submission.offer_id)
