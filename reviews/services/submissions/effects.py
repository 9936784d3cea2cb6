"""What a verdict does once it counts, and how that is undone."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from cosell.accounts.models import User
from offers.models import Offer
from offers.services import documents
from offers.services.offers import make_live, undo_live
from reviews.models import ItemKind, Submission, SubmissionItem, Verdict
from reviews.reasons import reason_text


def apply_verdict(actor: User, submission: Submission, item: SubmissionItem) -> None:
    """The submission is decided: a document counts or is sent back, an offer goes live."""
    if item.version:
        _apply_to_document(actor, submission, item)
    elif item.kind == ItemKind.PUBLISHING and item.verdict == Verdict.APPROVED:
        offer = Offer.objects.select_related("partner").get(pk=submission.offer_id)
        if not offer.is_live:
            make_live(actor=actor, offer=offer, at=submission.decided_at)


def undo_verdict(
    actor: User, submission: Submission, item: SubmissionItem, decided_at: datetime | None
) -> None:
    """As if this item had not been decided at that moment. What was revoked or stopped since stays so."""
    if item.version:
        item.version.document.offer = submission.offer
        documents.undo_verdict(actor=actor, version=item.version)
    elif item.kind == ItemKind.PUBLISHING and item.verdict == Verdict.APPROVED and decided_at:
        offer = Offer.objects.select_related("partner").get(pk=submission.offer_id)
        undo_live(actor=actor, offer=offer, since=decided_at)


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
