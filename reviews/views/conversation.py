"""The conversation about an offer: read and written by the partner's people, and at the desk."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.transitions import possible
from cosell.views import partner_page, staff_page
from reviews.forms.conversation import MessageForm
from reviews.pages.coming_from import keeping
from reviews.pages.conversation import conversation_of
from reviews.permissions import load_for_review, load_submission, may_say
from reviews.services import submissions
from reviews.services.conversation import path_to_conversation, say
from reviews.services.submissions import SUBMISSION_TRANSITIONS
from reviews.views.acting import done, refusals_told
from reviews.views.going_on import back_to_desk

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest
    from reviews.models import Submission

ASK = "ask"


@partner_page
def conversation(request: PersonRequest, offer_id: uuid.UUID, submission_id: uuid.UUID) -> HttpResponse:
    """The partner's. What is written while a question is open is its answer."""
    writes = request.method == "POST"
    submission = load_submission(request.user, offer_id, submission_id, edit=writes)
    form = MessageForm(posted_or_kept(request))
    if writes and form.is_valid() and done(form, lambda: _say_as_partner(request, submission, form)):
        return redirect(path_to_conversation(submission, for_microsoft=False))
    return _show(request, "reviews/conversation.html", submission, form)


def _say_as_partner(request: PersonRequest, submission: Submission, form: MessageForm) -> None:
    text = form.cleaned_data["text"]
    if "go_on" in _acts(request, submission):
        submissions.answer(actor=request.user, submission=submission, text=text)
        messages.success(request, _("Answered. The review goes on."))
    else:
        say(actor=request.user, about=submission, text=text)
        messages.success(request, _("Sent."))


@staff_page
def desk_conversation(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    """Microsoft's: a message, or a question for whose answer the review waits."""
    submission = load_for_review(request.user, submission_id)
    form = MessageForm(posted_or_kept(request))
    writes = request.method == "POST"
    if writes and form.is_valid() and done(form, lambda: _say_as_reviewer(request, submission, form)):
        return redirect(keeping(request, path_to_conversation(submission, for_microsoft=True)))
    return _show(request, "reviews/desk_conversation.html", submission, form)


def _say_as_reviewer(request: PersonRequest, submission: Submission, form: MessageForm) -> None:
    text = form.cleaned_data["text"]
    if request.POST.get("act") == ASK:
        submissions.ask(actor=request.user, submission=submission, text=text)
        messages.success(request, _("Asked. The review waits for the partner; its time stands still."))
    else:
        say(actor=request.user, about=submission, text=text)
        messages.success(request, _("Sent."))


def _show(request: PersonRequest, template: str, submission: Submission, form: MessageForm) -> HttpResponse:
    context: dict[str, Any] = {
        "submission": submission,
        "offer": submission.offer,
        "about": submission,
        "write_at": request.get_full_path(),
        "talk": form,
        "entries": conversation_of(submission.offer),
        "acts": _acts(request, submission),
        "may_say": may_say(request.user, submission.offer),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)


def _acts(request: PersonRequest, submission: Submission) -> set[str]:
    return {row.action for row in possible(SUBMISSION_TRANSITIONS, request.user, submission)}


@staff_page(post_only=True)
def go_on(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    """The reviewer goes on without waiting for an answer."""
    submission = load_for_review(request.user, submission_id)
    with refusals_told(request):
        submissions.go_on(actor=request.user, submission=submission)
        messages.success(request, _("The review goes on; its time runs again."))
    return back_to_desk(request, submission_id)
