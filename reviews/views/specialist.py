"""The cloud specialists' desk: partners' requests, taken and closed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cosell.kept_posts import posted_or_kept
from cosell.transitions import possible
from cosell.views import staff_page
from offers.models import CloudSpecialistRequest
from offers.queries import current_slots
from offers.services.specialist import REQUEST_TRANSITIONS, complete_request, decline_request, take_request
from reviews.forms import OutcomeForm
from reviews.listing import listing
from reviews.permissions import load_specialist_request
from reviews.queues import REQUESTS
from reviews.services.submissions.snapshot import take_snapshot
from reviews.views.acting import refusals_told
from reviews.views.exhibits import profile_rows, property_rows

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest

CLOSING = {"complete": complete_request, "decline": decline_request}


@require_safe
@staff_page
def queue(request: PersonRequest) -> HttpResponse:
    shown = listing(request, REQUESTS)
    return render(request, "reviews/specialist_queue.html", {"listing": shown})


@require_safe
@staff_page
def specialist_request(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    row = load_specialist_request(request.user, request_id)
    target = reverse("reviews:specialist_close", args=[row.public_id])
    return show(request, row, OutcomeForm(posted_or_kept(request, target=target)))


def show(
    request: PersonRequest, row: CloudSpecialistRequest, form: OutcomeForm, status: int = 200
) -> HttpResponse:
    snapshot = take_snapshot(row.offer, [])
    context = {
        "row": row,
        "offer": row.offer,
        "form": form,
        "acts": {each.action for each in possible(REQUEST_TRANSITIONS, request.user, row)},
        "properties": property_rows(snapshot["properties"]),
        "profile": profile_rows(snapshot["business_profile"]),
        "slots": [slot for slot in current_slots(row.offer) if slot.current],
    }
    return render(request, "reviews/specialist_request.html", context, status=status)


@staff_page(post_only=True)
def take(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    row = load_specialist_request(request.user, request_id)
    with refusals_told(request):
        take_request(actor=request.user, request=row)
        messages.success(request, _("The request is yours. The partner was told."))
    return redirect("reviews:specialist_request", request_id=request_id)


@staff_page(post_only=True)
def close(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    """Complete or decline it; what was typed comes back where something is missing."""
    row = load_specialist_request(request.user, request_id)
    form = OutcomeForm(request.POST)
    with refusals_told(request) as act:
        closed = form.is_valid() and _close(request, row, form)
    if not act.done:
        return redirect("reviews:specialist_request", request_id=request_id)
    if not closed:
        return show(request, row, form, status=422)
    messages.success(request, _("The request is closed. The partner was told."))
    return redirect("reviews:specialist_queue")


def _close(request: PersonRequest, row: CloudSpecialistRequest, form: OutcomeForm) -> bool:
    act = CLOSING.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        with transaction.atomic():
            act(actor=request.user, request=row, outcome=form.cleaned_data["outcome"])
    except ValidationError as error:
        form.add_error("outcome", error.messages)
    return form.is_valid()
