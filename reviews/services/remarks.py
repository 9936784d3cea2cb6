"""Comments on pages, and notes among the reviewers."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import Allowed, demand
from cosell.audit.services import record
from cosell.transitions import SomebodyWasFaster
from reviews.models import Audience, PageComment, ReviewNote, Submission, SubmissionItem
from reviews.permissions import may_review_submission
from reviews.services.submissions.reviewing import demand_in_review, locked

UNCHECKED = ["item", "author", "changed_at"]  # what the service itself sets


@transaction.atomic
def write_comment(
    *,
    actor: User,
    item: SubmissionItem,
    key: uuid.UUID,
    page: int,
    text: str,
    audience: str = Audience.REVIEWERS,
    x: Decimal | None = None,
    y: Decimal | None = None,
) -> PageComment:
    """Comment on a page of a document. Sent twice with the same ``key`` it is written once.

    Raises ``PermissionDenied``, ``SomebodyWasFaster``, or ``ValidationError`` by field.
    """
    demand_in_review(actor, locked(item.submission))
    _demand_page(item, page)
    if known := PageComment.objects.filter(public_id=key, item=item, author=actor).first():
        return known
    comment = PageComment(
        public_id=key, item=item, page=page, x=x, y=y, text=text.strip(), audience=audience, author=actor
    )
    comment.full_clean(exclude=UNCHECKED if x is not None else [*UNCHECKED, "x", "y"])
    comment.save(force_insert=True)
    _note("reviews.comment_written", actor, item.submission, page=page, audience=audience)
    return comment


@transaction.atomic
def change_comment(*, actor: User, comment: PageComment, revision: int, text: str, audience: str) -> None:
    """Only its author does. Raises as ``write_comment``, and where it was changed elsewhere since ``revision``."""
    submission = comment.item.submission
    demand_in_review(actor, locked(submission))
    demand(may_change(actor, comment))
    comment.text, comment.audience = text.strip(), audience
    comment.clean_fields(exclude=[*UNCHECKED, "x", "y"])
    values = {"text": comment.text, "audience": audience, "changed_at": timezone.now()}
    rows = PageComment.objects.filter(pk=comment.pk, revision=revision)
    if not rows.update(**values, revision=revision + 1):
        raise SomebodyWasFaster(comment)
    _note("reviews.comment_changed", actor, submission, page=comment.page, audience=audience)


@transaction.atomic
def remove_comment(*, actor: User, comment: PageComment) -> None:
    """Its author does, or whoever has the submission now: they answer for what the partner is told."""
    submission = comment.item.submission
    demand_in_review(actor, locked(submission))
    PageComment.objects.filter(pk=comment.pk).delete()
    _note("reviews.comment_removed", actor, submission, page=comment.page)


def may_change(actor: User, comment: PageComment) -> Allowed:
    return Allowed("" if comment.author_id == actor.pk else _("Only its author may change a comment."))


@transaction.atomic
def write_note(*, actor: User, submission: Submission, key: uuid.UUID, text: str) -> ReviewNote:
    """A note for whoever reviews it next. Raises ``PermissionDenied`` or ``ValidationError`` by field."""
    demand(may_review_submission(actor, submission))
    if known := ReviewNote.objects.filter(public_id=key, submission=submission, author=actor).first():
        return known
    note = ReviewNote(public_id=key, submission=submission, author=actor, text=text.strip())
    note.full_clean(exclude=["submission", "author"])
    note.save(force_insert=True)
    _note("reviews.note_written", actor, submission)
    return note


@transaction.atomic
def remove_note(*, actor: User, note: ReviewNote) -> None:
    """Only its author does. Raises ``PermissionDenied``."""
    demand(may_review_submission(actor, note.submission))
    demand(Allowed("" if note.author_id == actor.pk else _("Only its author may remove a note.")))
    note.delete()
    _note("reviews.note_removed", actor, note.submission)


def _demand_page(item: SubmissionItem, page: int) -> None:
    pages = max(item.version.pages or 0, item.version.page_images, 1) if item.version else 0
    if not 1 <= page <= pages:
        raise ValidationError({"page": _("There is no such page.")})


def _note(action: str, actor: User, submission: Submission, **data: Any) -> None:
    """For Microsoft's people alone, and never what was written."""
    offer = submission.offer
    record(
        action,
        actor=actor,
        subject=offer.name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        staff_only=True,
        submission=submission.number,
        **data,
    )
