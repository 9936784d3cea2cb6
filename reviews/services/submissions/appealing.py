"""The partner asks for a second look at a decision: another reviewer judges again what was sent back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cosell.accounts.models import User
from cosell.facts import facts_gathered
from cosell.transitions import carry_out, demand_state
from offers.models import DocumentState
from offers.services import documents
from reviews import clock
from reviews.models import Appeal, AppealOutcome, MessageKind, Submission, SubmissionItem, Verdict, Why
from reviews.models.submission import REFUSED_BY_CHECKS
from reviews.queries import items_of
from reviews.services.conversation import keep_words
from reviews.services.submissions.appeals import bounded, open_appeal, tell_both
from reviews.services.submissions.effects import apply_verdict
from reviews.services.submissions.publishing import note_act, tell_reviewer
from reviews.services.submissions.reopening import hold_offer
from reviews.services.submissions.reviewing import locked
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS

KEPT = ("verdict", "reason_code", "reason", "reason_told", "verdict_by_id")
FRESH: dict[str, Any] = {
    "verdict": "",
    "reason_code": "",
    "reason": "",
    "reason_told": {},
    "verdict_by": None,
    "verdict_at": None,
}


@transaction.atomic
def appeal(*, actor: User, submission: Submission, reason: str) -> None:
    """Back into the queue, with its time anew, for any reviewer but the one who decided; they and the members are told.

    What was approved stays and counts; what was sent back waits for a verdict again. Raises ``PermissionDenied``,
    ``SomebodyWasFaster``, or ``ValidationError`` at ``reason``.
    """
    submission = locked(submission)
    hold_offer(submission)
    words, transition = bounded(reason), SUBMISSION_TRANSITIONS["appeal"]
    demand_state(transition, submission)
    first = _appealed(items_of(submission))
    kept = Appeal(
        submission=submission,
        reason=words,
        asked_by=actor,
        decision_at=submission.decided_at or timezone.now(),
        decided_by_id=submission.reviewer_id,
        due_at=submission.due_at,
        time_used=submission.time_used,
        first={str(item.public_id): _verdict_of(item) for item in first},
    )
    carry_out(transition, submission, actor=actor, reason=reason, changes=_anew(submission))
    kept.save()
    with facts_gathered():
        _ask_again(actor, submission, first)
    keep_words(actor=actor, about=submission, text=words, kind=MessageKind.APPEAL, field="reason")
    note_act("reviews.appealed", actor, submission, reason=words)
    _tell(submission, words)


def _appealed(items: list[SubmissionItem]) -> list[SubmissionItem]:
    """What a reviewer sent back, and what is still there to be looked at."""
    return [
        item
        for item in items
        if item.verdict == Verdict.SENT_BACK
        and item.reason_code != REFUSED_BY_CHECKS
        and (item.version is None or _waits_for_partner(item))
    ]


def _waits_for_partner(item: SubmissionItem) -> bool:
    assert item.version is not None  # noqa: S101 - the caller asked
    removed = item.version.document.removed_at is not None
    return item.version.state == DocumentState.CHANGES_REQUESTED and not removed


def _verdict_of(item: SubmissionItem) -> dict[str, Any]:
    at = item.verdict_at.isoformat() if item.verdict_at else None
    return {**{name: getattr(item, name) for name in KEPT}, "verdict_at": at}


def _anew(submission: Submission) -> dict[str, Any]:
    """The fields of a submission that begins its way through the queue again."""
    first, submission.time_used, now = submission.reviewer_id, timedelta(), timezone.now()
    return {
        "why": Why.APPEAL,
        "appealed_at": now,
        "first_reviewer_id": first,
        "decided_at": None,
        "reviewer_id": None,
        "second_rules": [],
        "taken_at": None,
        "warned_at": None,
        "escalated_at": None,
        "handover_note": "",
        "time_used": timedelta(),
        **clock.running(submission, now),
    }


def _ask_again(actor: User, submission: Submission, first: list[SubmissionItem]) -> None:
    again = [item.pk for item in first]
    submission.items.exclude(pk__in=again).update(settled=True)
    submission.items.filter(pk__in=again).update(**FRESH)
    for item in first:
        if item.version:
            item.version.document.offer = submission.offer
            documents.undo_verdict(actor=actor, version=item.version)


def _tell(submission: Submission, reason: str) -> None:
    tell_both(
        "reviews.appealed",
        submission,
        offer=submission.offer.name,
        number=submission.number,
        reason=reason,
    )


@transaction.atomic
def withdraw_appeal(*, actor: User, submission: Submission) -> None:
    """The first decision stands as it was; verdicts of the second look are dropped and not told. Its reviewer is told.

    Raises ``PermissionDenied`` or ``SomebodyWasFaster``.
    """
    submission = locked(submission)
    transition = SUBMISSION_TRANSITIONS["withdraw_appeal"]
    demand_state(transition, submission)
    if submission.appealed_at is None:
        carry_out(transition, submission, actor=actor)  # it says why not
    row, now, holder = open_appeal(submission), timezone.now(), submission.reviewer
    carry_out(transition, submission, actor=actor, changes=_as_decided(row))
    with facts_gathered():
        for item in items_of(submission):
            if kept := row.first.get(str(item.public_id)):
                _restore(actor, submission, item, kept)
    submission.items.update(settled=False)
    Appeal.objects.filter(pk=row.pk).update(outcome=AppealOutcome.WITHDRAWN, closed_at=now)
    note_act("reviews.appeal_withdrawn", actor, submission)
    tell_reviewer("reviews.appeal_withdrawn", submission, holder)


def _as_decided(row: Appeal) -> dict[str, Any]:
    return {
        "appealed_at": None,
        "first_reviewer_id": None,
        "second_rules": [],
        "decided_at": row.decision_at,
        "reviewer_id": row.decided_by_id,
        "running_since": None,
        "waiting_since": None,
        "due_at": row.due_at,
        "time_used": row.time_used,
    }


def _restore(actor: User, submission: Submission, item: SubmissionItem, kept: dict[str, Any]) -> None:
    for name in KEPT:
        setattr(item, name, kept[name])
    item.verdict_at = parse_datetime(kept["verdict_at"]) if kept["verdict_at"] else None
    item.azure_percent = None
    item.save()
    if item.version and item.may_be_judged:
        apply_verdict(actor, submission, item)
