"""The end of an appeal: upheld or changed, told with the reviewer's reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.notifications.services import Told, notify_all
from reviews.models import Appeal, AppealOutcome, MessageKind, Submission, SubmissionItem, Verdict
from reviews.queries import members_of
from reviews.services.conversation import keep_words, path_to_conversation
from reviews.services.submissions.publishing import note_act

LONGEST_REASON = 2000


def open_appeal(submission: Submission) -> Appeal:
    return submission.appeals.get(outcome=AppealOutcome.OPEN)


def bounded(reason: str) -> str:
    """The reason without blanks round it, or a fault at ``reason``."""
    words = reason.strip()
    if not words:
        raise ValidationError({"reason": _("Say why, so that the other side understands it.")})
    if len(words) > LONGEST_REASON:
        raise ValidationError({"reason": _("Write at most %(most)s characters.") % {"most": LONGEST_REASON}})
    return words


def answer_appeal(submission: Submission, reason: str) -> None:
    """Keep what the partner will be told; it is told when the decision counts."""
    Appeal.objects.filter(pk=open_appeal(submission).pk).update(answer=bounded(reason))


def close_appeal(actor: User, submission: Submission, items: list[SubmissionItem]) -> None:
    """Say whether the first decision stays or was changed, and why."""
    appeal = open_appeal(submission)
    changed = any(not item.settled and item.verdict == Verdict.APPROVED for item in items)
    appeal.outcome = AppealOutcome.CHANGED if changed else AppealOutcome.UPHELD
    appeal.closed_at = submission.decided_at
    appeal.save(update_fields=["outcome", "closed_at"])
    SubmissionItem.objects.filter(submission=submission).update(settled=False)
    author = submission.reviewer or actor
    keep_words(actor=author, about=submission, text=appeal.answer, kind=MessageKind.APPEAL_DECIDED)
    note_act("reviews.appeal_decided", actor, submission, outcome=appeal.outcome)
    tell_both(
        "reviews.appeal_decided",
        submission,
        offer=submission.offer.name,
        number=submission.number,
        outcome=appeal.outcome,
        answer=appeal.answer,
    )


def tell_both(code: str, submission: Submission, **params: Any) -> None:
    """Tell every member of the organisation, and the reviewer about whose decision it is: each at their own page."""
    first = submission.first_reviewer
    by_side = ((False, members_of(submission.offer)), (True, [first] if first else []))
    notify_all(
        code,
        [
            Told(people, path_to_conversation(submission, for_microsoft=for_microsoft), params)
            for for_microsoft, people in by_side
        ],
    )
