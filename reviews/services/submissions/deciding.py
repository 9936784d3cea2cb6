"""The decision: every verdict counts and is told, all at once; and taking an approval back afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.facts import facts_gathered
from cosell.notifications.services import notify
from cosell.transitions import SomebodyWasFaster, Transition, carry_out
from offers.services import documents
from reviews import clock
from reviews.models import SecondReviewRule, Submission, SubmissionItem, SubmissionState
from reviews.permissions import may_review_submission
from reviews.queries import items_of, members_of, seen_of
from reviews.reasons import words_to_tell
from reviews.services.second_rules import rules_that_ask
from reviews.services.submissions.appeals import answer_appeal, close_appeal
from reviews.services.submissions.arriving import tell_outcome
from reviews.services.submissions.effects import apply_verdict
from reviews.services.submissions.publishing import note_act
from reviews.services.submissions.reviewing import demand_in_review, locked
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS


class ChangedMeanwhile(SomebodyWasFaster):
    """Verdicts or items are not what the person saw when they pressed the button."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(submission)
        self.args = (
            _("Verdicts or items have changed since you opened this page. Look at them again, then decide."),
        )


@transaction.atomic
def decide(*, actor: User, submission: Submission, seen: str | None = None, reason: str = "") -> Submission:
    """Carry out every verdict in one transaction, and tell the partner's people once.

    A decision that admins want confirmed waits for a second reviewer first; then nothing counts and is told yet.
    ``seen`` is what the reviewer saw (``reviews.queries.seen_of``). ``reason`` is for the partner, where a second look
    was asked for. Returns the submission as it stands now. Raises ``PermissionDenied``, ``SomebodyWasFaster``, or
    ``ValidationError`` with one sentence for each item that has no verdict yet, or at ``reason``.
    """
    submission = locked(submission)
    demand_in_review(actor, submission)
    items = items_of(submission)
    demand_as_seen(submission, items, seen)
    if missing := [item for item in items if item.is_open]:
        raise ValidationError([_missing(item) for item in missing])
    if submission.appealed_at:
        answer_appeal(submission, reason)
    if rules := rules_that_ask(actor, submission, items):
        _hand_to_second(actor, submission, rules)
    else:
        settle(SUBMISSION_TRANSITIONS["decide"], actor=actor, submission=submission, items=items)
    return submission


def demand_as_seen(submission: Submission, items: Iterable[SubmissionItem], seen: str | None) -> None:
    """Go on if the items are still as the person saw them."""
    if seen is not None and seen != seen_of(items):
        raise ChangedMeanwhile(submission)


def _hand_to_second(actor: User, submission: Submission, rules: Iterable[SecondReviewRule]) -> None:
    changes: dict[str, Any] = {"second_rules": sorted({rule.kind for rule in rules})}
    if submission.waiting_since:
        changes |= clock.running(submission, timezone.now())
    carry_out(SUBMISSION_TRANSITIONS["hand_to_second"], submission, actor=actor, changes=changes)
    note_act("reviews.second_reviewer_asked", actor, submission, rules=changes["second_rules"])


def settle(
    transition: Transition,
    *,
    actor: User,
    submission: Submission,
    items: list[SubmissionItem],
    **also: Any,
) -> None:
    """Decided: the verdicts count and are told."""
    now = timezone.now()
    ends = {"decided_at": now, "appealed_at": None, "second_reviewer_id": None}
    changes = {**ends, **clock.stopped(submission, now), **also}
    was_appealed = submission.appealed_at is not None
    carry_out(transition, submission, actor=actor, changes=changes)
    _keep_words(items)
    with facts_gathered():
        for item in items:
            if item.may_be_judged:
                apply_verdict(actor, submission, item)
    verdicts = {str(item.public_id): item.verdict for item in items}
    note_act("reviews.decided", actor, submission, verdicts=verdicts)
    if was_appealed:
        close_appeal(actor, submission, items)
    else:
        tell_outcome(submission)


def _missing(item: SubmissionItem) -> ValidationError:
    return ValidationError(_("%(item)s has no verdict yet."), params={"item": item.label})


def _keep_words(items: list[SubmissionItem]) -> None:
    """The partner goes on reading what they are told now, however the catalogue is edited later."""
    judged = [item for item in items if not item.settled]
    for item in judged:
        item.reason_told = words_to_tell(item)
    SubmissionItem.objects.bulk_update([item for item in judged if item.reason_told], ["reason_told"])


@transaction.atomic
def revoke(*, actor: User, item: SubmissionItem, reason: str) -> None:
    """Take back the approval of a document of a decided submission, with the reason; the partner's people are told.

    Raises ``PermissionDenied``, ``ValidationError`` (no reason), or ``SomebodyWasFaster`` where it does not count any
    more.
    """
    submission = item.submission
    demand(may_review_submission(actor, submission))
    if item.version is None or submission.state != SubmissionState.DECIDED:
        raise ValidationError(_("This is not possible here."))
    item.version.document.offer = submission.offer
    if not documents.revoke_approval(actor=actor, version=item.version, reason=reason):
        raise SomebodyWasFaster(item)
    notify(
        "reviews.approval_revoked",
        members_of(submission.offer),
        path=reverse("offers:documents", args=[submission.offer.public_id]),
        offer=submission.offer.name,
        document=item.version.original_name,
        reason=reason,
    )
