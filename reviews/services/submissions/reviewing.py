"""A verdict on each item, before the decision."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.transitions import SomebodyWasFaster
from reviews.models import Submission, SubmissionItem, SubmissionState, Verdict
from reviews.permissions import may_work_on
from reviews.reasons import reasons_about

FULL_PERCENT = Decimal(100)
VERDICT_FIELDS = (
    "verdict", "reason_code", "reason", "reason_told", "azure_percent", "verdict_by", "verdict_at",
    "carried_from",
)  # fmt: skip


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
    if item.settled:
        raise ValidationError(_("This stays as it was decided: a second look was asked for at the others."))
    if not item.may_be_judged:
        raise ValidationError(_("This needs no verdict: the checks refused the file, or it was removed."))
    _demand_complete(item, verdict, reason_code, reason, azure_percent)
    sent_back = verdict == Verdict.SENT_BACK
    item.verdict = verdict
    item.reason_code, item.reason = (reason_code, reason.strip()) if sent_back else ("", "")
    item.reason_told = {}
    vars(item).pop("catalogue_reason", None)
    item.azure_percent = None if sent_back or not item.is_diagram else azure_percent
    item.verdict_by, item.verdict_at = actor, timezone.now()
    item.carried_from = None
    item.save(update_fields=VERDICT_FIELDS)


def locked(submission: Submission) -> Submission:
    """The row as it stands now, held until the end of the transaction: who has it may have changed meanwhile."""
    return _to_hold().get(pk=submission.pk)


def hold(submission: Submission) -> None:
    """The same, and the caller's object is brought up to date."""
    submission.refresh_from_db(from_queryset=_to_hold())


def _to_hold() -> QuerySet[Submission]:
    return Submission.objects.select_for_update(of=("self",)).select_related("offer__partner", "submitted_by")


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
