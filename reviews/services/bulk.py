"""One act on many submissions: each by the same service as a single one, in a transaction of its own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.transitions import SomebodyWasFaster
from reviews.models import Submission, Verdict
from reviews.permissions import may_review_submission
from reviews.queries import items_of
from reviews.services import submissions

MOST_AT_ONCE = 250
Act = Callable[[User, Submission], None]


@dataclass(slots=True)
class Outcome:
    """``done``, and why what was not done was refused."""

    done: list[Submission] = field(default_factory=list)
    refused: list[tuple[Submission, str]] = field(default_factory=list)


def on_each(act: Act, *, actor: User, submission_ids: Sequence[uuid.UUID]) -> Outcome:
    """Do it to each that the person may see. Nothing of one that is refused stays; the others are done all the same."""
    outcome = Outcome()
    for row in Submission.objects.filter(public_id__in=submission_ids[:MOST_AT_ONCE]).select_related(
        "offer__partner", "submitted_by"
    ):
        try:
            with transaction.atomic():
                demand(may_review_submission(actor, row))
                act(actor, row)
        except ValidationError as faults:
            outcome.refused.append((row, " ".join(faults.messages)))
        except (SomebodyWasFaster, PermissionDenied) as refusal:
            outcome.refused.append((row, str(refusal)))
        else:
            outcome.done.append(row)
    return outcome


def handing_over(to: User, note: str) -> Act:
    return partial(_hand_over, to, note)


def _hand_over(to: User, note: str, actor: User, submission: Submission) -> None:
    submissions.hand_over(actor=actor, submission=submission, to=to, note=note)


@dataclass(frozen=True, slots=True)
class SendBack:
    """The same item is sent back for the same reason; with ``decide`` what is left is approved, and it is decided."""

    subject: str
    reason_code: str
    reason: str
    decide: bool

    def __call__(self, actor: User, submission: Submission) -> None:
        meant = [item for item in items_of(submission) if item.subject == self.subject and item.may_be_judged]
        if not meant:
            raise ValidationError(_("There is no such item to be judged in it."))
        for item in meant:
            submissions.save_verdict(
                actor=actor,
                item=item,
                verdict=Verdict.SENT_BACK,
                reason_code=self.reason_code,
                reason=self.reason,
            )
        if self.decide:
            _approve_rest(actor, submission)


def _take(actor: User, submission: Submission) -> None:
    submissions.take(actor=actor, submission=submission)


def _release(actor: User, submission: Submission) -> None:
    submissions.release(actor=actor, submission=submission)


def _decide(actor: User, submission: Submission) -> None:
    submissions.decide(actor=actor, submission=submission)


def _approve_rest(actor: User, submission: Submission) -> None:
    """What has no verdict yet is approved, then it is decided. A diagram needs its share typed, so it is refused."""
    for item in items_of(submission):
        if item.is_open:
            submissions.save_verdict(actor=actor, item=item, verdict=Verdict.APPROVED)
    _decide(actor, submission)


ACTS: Mapping[str, Act] = {
    "take": _take,
    "release": _release,
    "decide": _decide,
    "approve_rest": _approve_rest,
}
