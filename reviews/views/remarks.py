"""Comments on pages, and the notes of reviewers: written, changed, removed on the desk."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404

from cosell.transitions import SomebodyWasFaster
from cosell.views import staff_page
from reviews.forms.remarks import CommentForm, NoteForm, at_revision, without_place
from reviews.models import PageComment, ReviewNote, SubmissionItem
from reviews.permissions import load_for_review, load_item
from reviews.services import remarks
from reviews.views.acting import refusals_told
from reviews.views.desk import show
from reviews.views.going_on import back_to_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpResponse

    from cosell.requests import PersonRequest


@staff_page(post_only=True)
def write_comment(request: PersonRequest, submission_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    item = load_item(request.user, submission_id, item_id)
    form = CommentForm(request.POST)
    names = ("key", "page", "text", "audience", "x", "y")
    saved = _tried(form, lambda data: remarks.write_comment(
        actor=request.user, item=item, **{name: data[name] for name in names}
    ))  # fmt: skip
    return _answer(request, item, form, saved=saved)


@staff_page(post_only=True)
def change_comment(request: PersonRequest, submission_id: uuid.UUID, comment_id: uuid.UUID) -> HttpResponse:
    comment = _load_comment(request, submission_id, comment_id)
    form = without_place(CommentForm(at_revision(request.POST, comment)))
    seen = request.POST.get("revision", "")
    names = ("text", "audience")
    saved = _tried(form, lambda data: remarks.change_comment(
        actor=request.user, comment=comment, revision=int(seen) if seen.isdecimal() else 0,
        **{name: data[name] for name in names},
    ))  # fmt: skip
    return _answer(request, comment.item, form, saved=saved, changed=comment)


@staff_page(post_only=True)
def remove_comment(request: PersonRequest, submission_id: uuid.UUID, comment_id: uuid.UUID) -> HttpResponse:
    comment = _load_comment(request, submission_id, comment_id)
    with refusals_told(request):
        remarks.remove_comment(actor=request.user, comment=comment)
    return _at_page(request, comment.item, comment.page)


@staff_page(post_only=True)
def write_note(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    form = NoteForm(request.POST)
    saved = _tried(form, lambda data: remarks.write_note(
        actor=request.user, submission=submission, key=data["key"], text=data["note"]
    ))  # fmt: skip
    if not saved:
        return show(request, submission, note_form=form)
    return back_to_desk(request, submission_id, part="#notes")


@staff_page(post_only=True)
def remove_note(request: PersonRequest, submission_id: uuid.UUID, note_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    rows = ReviewNote.objects.select_related("submission__offer__partner", "submission__submitted_by")
    note = rows.filter(public_id=note_id, submission__offer=submission.offer).first()
    if note is None:
        raise Http404
    with refusals_told(request):
        remarks.remove_note(actor=request.user, note=note)
    return back_to_desk(request, submission_id, part="#notes")


def _tried(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """False: the form has the faults, or why it was refused, above what was typed; and nothing was written."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            act(form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, " ".join(fault.messages))
    except (SomebodyWasFaster, PermissionDenied) as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()


def _load_comment(request: PersonRequest, submission_id: uuid.UUID, comment_id: uuid.UUID) -> PageComment:
    submission = load_for_review(request.user, submission_id)
    rows = PageComment.objects.select_related("item__version__document", "author")
    comment = rows.filter(public_id=comment_id, item__submission=submission).first()
    if comment is None:
        raise Http404
    comment.item.submission = submission
    return comment


def _answer(
    request: PersonRequest,
    item: SubmissionItem,
    form: CommentForm,
    *,
    saved: bool,
    changed: PageComment | None = None,
) -> HttpResponse:
    """Back to the page that was commented on; a form with faults comes back as it was typed."""
    page = form.cleaned_data.get("page") or 1
    if saved:
        return _at_page(request, item, page)
    if not item.version:
        raise Http404
    return show(request, item.submission, comment=(item, page, form, changed))


def _at_page(request: PersonRequest, item: SubmissionItem, page: int) -> HttpResponse:
    return back_to_desk(request, item.submission.public_id, item=item.public_id, part=f"#page-{page}")
