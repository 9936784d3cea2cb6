"""The reviewer's acts before the decision: take, release, and a verdict on each item."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.transitions import SomebodyWasFaster, carry_out
from reviews.models import Submission, SubmissionItem, SubmissionState, Verdict
from reviews.permissions import may_work_on
from reviews.queries import may_be_taken_by
from reviews.reasons import reasons_about
from reviews.services.submissions.publishing import note_act
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS

SECOND_CHANCES = 20
FULL_PERCENT = Decimal(100)


@transaction.atomic
def take(*, actor: User, submission: Submission) -> None:
    """The submission is this reviewer's from now on. Raises ``PermissionDenied`` or ``SomebodyWasFaster``."""
    changes = {"reviewer_id": actor.pk, "taken_at": timezone.now()}
    carry_out(SUBMISSION_TRANSITIONS["take"], submission, actor=actor, changes=changes)
    note_act("reviews.taken", actor, submission)


@transaction.atomic
def take_next(*, actor: User) -> Submission | None:
    """Take the one that has waited longest of those that this person may review; None if there is none.

    Many reviewers at once get different ones: where the database can, rows that others are just taking are skipped;
    elsewhere the slower one tries the next.
    """
    waiting, chances = may_be_taken_by(actor), SECOND_CHANCES
    if connection.features.has_select_for_update_skip_locked:
        waiting, chances = waiting.select_for_update(skip_locked=True, of=("self",)), 1
    for submission in waiting[:chances]:
        try:
            take(actor=actor, submission=submission)
        except SomebodyWasFaster:
            continue
        return submission
    return None


@transaction.atomic
def release(*, actor: User, submission: Submission) -> None:
    """Give it back to the queue, in its old place; verdicts made so far stay for whoever takes it next.

    Raises ``PermissionDenied`` or ``SomebodyWasFaster``.
    """
    submission = locked(submission)
    changes = {"reviewer_id": None, "taken_at": None}
    carry_out(SUBMISSION_TRANSITIONS["release"], submission, actor=actor, changes=changes)
    note_act("reviews.released", actor, submission)


@transaction.atomic
def save_verdict(
    *,
    actor: User,
    item: SubmissionItem,
    verdict: str,
    reason_code: str = "",
    reason: str = "",
    azure_percent: Decimal | None = None,
) -> None:
    """Keep a verdict, in place of an earlier one. It counts, and is told, when the submission is decided.

    ``reason_code`` is one of the catalogue, ``reason`` the reviewer's own words; sending back needs one of them.
    Raises ``PermissionDenied``, ``SomebodyWasFaster``, or ``ValidationError`` with every fault by field.
    """
    submission = locked(item.submission)
    demand_in_review(actor, submission)
    if not item.may_be_judged:
        raise ValidationError(_("This needs no verdict: the checks refused the file, or it was removed."))
    _demand_complete(item, verdict, reason_code, reason, azure_percent)
    sent_back = verdict == Verdict.SENT_BACK
    item.verdict = verdict
    item.reason_code, item.reason = (reason_code, reason.strip()) if sent_back else ("", "")
    item.azure_percent = None if sent_back or not item.is_diagram else azure_percent
    item.verdict_by, item.verdict_at = actor, timezone.now()
    item.save(update_fields=["verdict", "reason_code", "reason", "azure_percent", "verdict_by", "verdict_at"])


def locked(submission: Submission) -> Submission:
    """The row as it stands now, held until the end of the transaction: who has it may have changed meanwhile."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("offer__partner", "submitted_by")
    return rows.get(pk=submission.pk)


def demand_in_review(actor: User, submission: Submission) -> None:
    """Go on if this person is reviewing it now."""
    if submission.state != SubmissionState.IN_REVIEW:
        raise SomebodyWasFaster(submission)
    demand(may_work_on(actor, submission))


def _demand_complete(
    item: SubmissionItem, verdict: str, reason_code: str, reason: str, azure_percent: Decimal | None
) -> None:
    faults: dict[str, str] = {}
    if verdict not in Verdict.values:
        faults["verdict"] = _("Choose: approve or send back.")
    if reason_code and reason_code not in {each.code for each in reasons_about(item.subject)}:
        faults["reason_code"] = _("Choose one of the reasons listed.")
    if verdict == Verdict.SENT_BACK and not reason_code and not reason.strip():
        faults["reason"] = _("Choose a reason or write a note, so that the partner knows what to do.")
    if verdict == Verdict.APPROVED and item.is_diagram and azure_percent is None:
        faults["azure_percent"] = _("Say how much of the infrastructure runs on Azure.")
    if azure_percent is not None and not 0 <= azure_percent <= FULL_PERCENT:
        faults["azure_percent"] = _("A percentage lies between 0 and 100.")
    if faults:
        raise ValidationError(faults)
