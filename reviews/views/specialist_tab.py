"""The cloud-specialist tab of an offer: ask for one, work together through the request, follow what becomes of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.transitions import possible
from cosell.views import partner_or_staff_page, partner_page
from offers.permissions import may_edit_offer
from offers.queries import load_offer, requests_of
from reviews.forms.conversation import MessageForm
from reviews.forms.specialist import ProvideForm, RequestForm
from reviews.pages.expected import expected_by
from reviews.pages.papers import papers_of
from reviews.queries import open_submission
from reviews.services import specialist as services
from reviews.services.conversation import path_to_conversation, path_to_write, say
from reviews.services.specialist import REQUEST_TRANSITIONS
from reviews.specialist_permissions import load_own_request, may_handle
from reviews.views.acting import done

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpResponse

    from cosell.requests import PersonRequest
    from offers.models import CloudSpecialistRequest, Offer


@partner_or_staff_page
def specialist(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    writes = request.method == "POST"
    offer = load_offer(request.user, offer_id, edit=writes)
    form = RequestForm(posted_or_kept(request))
    if writes and form.is_valid() and done(form, lambda: _file(request, offer, form)):
        messages.success(request, _("Your request is filed. You will be told when a specialist takes it."))
        return redirect("reviews:specialist", offer_id=offer_id)
    return _show(request, offer, {"form": form})


def _file(request: PersonRequest, offer: Offer, form: RequestForm) -> None:
    services.file_request(actor=request.user, offer=offer, **form.cleaned_data)


@partner_page(post_only=True)
def conversation(request: PersonRequest, offer_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """What is written while a question is open is its answer."""
    row = load_own_request(request.user, offer_id, request_id, edit=True)
    form = MessageForm(request.POST)
    if form.is_valid() and done(form, lambda: _say(request, row, form)):
        return redirect(path_to_conversation(row, for_microsoft=False))
    return _show(request, row.offer, {"talk": form})


def _say(request: PersonRequest, row: CloudSpecialistRequest, form: MessageForm) -> None:
    text = form.cleaned_data["text"]
    if "go_on" in _acts(request, row):
        services.answer_about_request(actor=request.user, request=row, text=text)
        messages.success(request, _("Answered. The specialist goes on."))
    else:
        say(actor=request.user, about=row, text=text)
        messages.success(request, _("Sent."))


@partner_page(post_only=True)
def provide(request: PersonRequest, offer_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Hand in, through the request, what was uploaded and not handed in yet."""
    row = load_own_request(request.user, offer_id, request_id, edit=True)
    form = ProvideForm(request.POST)
    if form.is_valid() and done(form, lambda: _provide(request, row, form)):
        messages.success(request, _("Handed in. You read the verdicts here as soon as they are made."))
        return redirect(reverse("reviews:specialist", args=[offer_id]) + "#documents")
    return _show(request, row.offer, {"provide": form})


def _provide(request: PersonRequest, row: CloudSpecialistRequest, form: ProvideForm) -> None:
    services.provide_documents(actor=request.user, request=row, note=form.cleaned_data["note"])


def _show(request: PersonRequest, offer: Offer, faulty: dict[str, BaseForm]) -> HttpResponse:
    """The page; ``faulty`` holds the form that came back, by its name in the template."""
    requests = list(requests_of(offer))
    for each in requests:
        each.offer = offer
    newest = requests[0] if requests else None
    context = {
        "offer": offer,
        "form": RequestForm(),
        "newest": newest,
        "earlier": requests[1:],
        "may_edit": bool(may_edit_offer(request.user, offer)),
        **(_of_newest(request, newest) if newest else {}),
        **faulty,
    }
    return render(
        request, "reviews/specialist.html", context, status=422 if request.method == "POST" else 200
    )


def _of_newest(request: PersonRequest, row: CloudSpecialistRequest) -> dict[str, Any]:
    """Microsoft's people read the conversation and the documents on the desk, where conflicts are kept out."""
    state = {"expected": expected_by(row), "may_handle": False}
    if request.user.is_staff_member:
        return {**state, "may_handle": bool(may_handle(request.user, row))}
    papers = papers_of(row)
    write_at = path_to_write(row, for_microsoft=False)
    provide_at = reverse("reviews:specialist_provide", args=[row.offer.public_id, row.public_id])
    return {
        **state,
        "acts": _acts(request, row),
        "papers": papers,
        "to_send": [paper.slot for paper in papers if paper.slot.to_send],
        "open_submission": open_submission(row.offer),
        "provide": ProvideForm(posted_or_kept(request, target=provide_at)),
        "talk": MessageForm(posted_or_kept(request, target=write_at)),
    }


def _acts(request: PersonRequest, row: CloudSpecialistRequest) -> set[str]:
    return {each.action for each in possible(REQUEST_TRANSITIONS, request.user, row)}
