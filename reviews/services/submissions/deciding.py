"""The decision: every verdict counts and is told, all at once; and taking an approval back afterwards."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.facts import facts_gathered
from cosell.notifications.services import notify
from cosell.transitions import SomebodyWasFaster, carry_out
from offers.models import Offer
from offers.services import documents
from offers.services.offers import make_live
from reviews import clock
from reviews.models import ItemKind, Submission, SubmissionItem, SubmissionState, Verdict
from reviews.permissions import may_review_submission
from reviews.queries import items_of, members_of
from reviews.reasons import reason_text, words_to_tell
from reviews.services.submissions.arriving import tell_outcome
from reviews.services.submissions.publishing import note_act
from reviews.services.submissions.reviewing import demand_in_review, locked
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS


@transaction.atomic
def decide(*, actor: User, submission: Submission) -> None:
    """Carry out every verdict in one transaction, and tell the partner's people once.

    Raises ``PermissionDenied``, ``SomebodyWasFaster``, or ``ValidationError`` with one sentence for each item that
    has no verdict yet.
    """
    submission = locked(submission)
    demand_in_review(actor, submission)
    items = items_of(submission)
    if missing := [item for item in items if item.is_open]:
        raise ValidationError([_missing(item) for item in missing])
    transition, now = SUBMISSION_TRANSITIONS["decide"], timezone.now()
    changes = {"decided_at": now, **clock.stopped(submission, now)}
    carry_out(transition, submission, actor=actor, changes=changes)
    _keep_words(items)
    with facts_gathered():
        for item in items:
            if item.may_be_judged:
                _apply(actor, submission, item)
    verdicts = {str(item.public_id): item.verdict for item in items}
    note_act("reviews.decided", actor, submission, verdicts=verdicts)
    tell_outcome(submission)


def _missing(item: SubmissionItem) -> ValidationError:
    return ValidationError(_("%(item)s has no verdict yet."), params={"item": item.label})


def _keep_words(items: list[SubmissionItem]) -> None:
    """The partner goes on reading what they are told now, however the catalogue is edited later."""
    for item in items:
        item.reason_told = words_to_tell(item)
    SubmissionItem.objects.bulk_update([item for item in items if item.reason_told], ["reason_told"])


def _apply(actor: User, submission: Submission, item: SubmissionItem) -> None:
    if item.version:
        _apply_to_document(actor, submission, item)
    elif item.kind == ItemKind.PUBLISHING and item.verdict == Verdict.APPROVED:
        offer = Offer.objects.select_related("partner").get(pk=submission.offer_id)
        if not offer.is_live:
            make_live(actor=actor, offer=offer)


def _apply_to_document(actor: User, submission: Submission, item: SubmissionItem) -> None:
    assert item.version is not None  # noqa: S101 - the caller asked
    item.version.document.offer = submission.offer
    if item.verdict == Verdict.APPROVED:
        documents.approve_version(actor=actor, version=item.version, azure_percent=item.azure_percent)
    else:
        documents.send_back_version(
            actor=actor, version=item.version, reason=_reason_for_partner(submission, item)
        )


def _reason_for_partner(submission: Submission, item: SubmissionItem) -> str:
    """The reason kept with the document is a text: in the language of the person who handed it in."""
    language = submission.submitted_by.language if submission.submitted_by else ""
    with translation.override(language or translation.get_language()):
        return reason_text(item)


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
