"""A cloud-specialist request at work: words to the partner, in other hands, and who else has it open."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.views import staff_page
from reviews.forms.conversation import MessageForm
from reviews.forms.specialist import RequestHandOverForm
from reviews.services import specialist as services
from reviews.services.conversation import path_to_conversation, say
from reviews.services.presence import sign_of_life
from reviews.services.specialist import REQUEST_TRANSITIONS
from reviews.specialist_permissions import load_specialist_request
from reviews.templatetags.reviews import who_reads
from reviews.views.acting import done, refusals_told
from reviews.views.conversation import ASK
from reviews.views.specialist import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest
    from offers.models import CloudSpecialistRequest


@staff_page(post_only=True)
def conversation(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    """A message, or a question for whose answer the request waits."""
    row = load_specialist_request(request.user, request_id)
    form = MessageForm(request.POST)
    if form.is_valid() and done(form, lambda: _say(request, row, form)):
        return redirect(path_to_conversation(row, for_microsoft=True))
    return show(request, row, {"talk": form})


def _say(request: PersonRequest, row: CloudSpecialistRequest, form: MessageForm) -> None:
    text = form.cleaned_data["text"]
    if request.POST.get("act") == ASK:
        services.ask_about_request(actor=request.user, request=row, text=text)
        messages.success(request, _("Asked. The request waits for the partner; its time stands still."))
    else:
        say(actor=request.user, about=row, text=text)
        messages.success(request, _("Sent."))


@staff_page(post_only=True)
def go_on(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    """The specialist goes on without waiting for an answer."""
    row = load_specialist_request(request.user, request_id)
    with refusals_told(request):
        services.go_on_with_request(actor=request.user, request=row)
        messages.success(request, _("The request goes on; its time runs again."))
    return redirect("reviews:specialist_request", request_id=request_id)


@staff_page
def hand_over(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    """Choose a colleague and write the note."""
    row = load_specialist_request(request.user, request_id)
    form = RequestHandOverForm(row.specialist, posted_or_kept(request))
    writes = request.method == "POST" and form.is_valid()
    if writes and done(form, lambda: _hand_over(request, row, form)):
        messages.success(request, _("Handed over to %(person)s.") % {"person": form.cleaned_data["to"]})
        return redirect("reviews:specialist_queue")
    may = REQUEST_TRANSITIONS["hand_over"].allowed(request.user, row)
    context = {"row": row, "offer": row.offer, "form": form, "may": may}
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "reviews/specialist_hand_over.html", context, status=status)


def _hand_over(request: PersonRequest, row: CloudSpecialistRequest, form: RequestHandOverForm) -> None:
    asked = form.cleaned_data
    services.hand_over_request(actor=request.user, request=row, to=asked["to"], note=asked["note"])


@staff_page(post_only=True)
def reading(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    """A sign of life from an open page; the answer says who else has it open."""
    row = load_specialist_request(request.user, request_id)
    line = who_reads(sign_of_life(actor=request.user, about=row))
    return render(request, "reviews/_presence.html", {"reading_at": request.path, "line": line})
