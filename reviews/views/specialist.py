"""The cloud specialists' desk: partners' requests, taken, released and closed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cosell.kept_posts import posted_or_kept
from cosell.transitions import possible
from cosell.views import staff_page
from offers.models import CloudSpecialistRequest
from reviews.forms.conversation import MessageForm
from reviews.forms.specialist import OutcomeForm
from reviews.models.submission import OPEN_STATES
from reviews.pages.coming_from import shown_of
from reviews.pages.listing import listing
from reviews.pages.papers import papers_of
from reviews.pages.queues import REQUESTS
from reviews.services import specialist as services
from reviews.services.conversation import path_to_write
from reviews.services.presence import REQUEST, readers_of
from reviews.services.specialist import REQUEST_TRANSITIONS
from reviews.services.submissions.snapshot import take_snapshot
from reviews.specialist_permissions import load_specialist_request
from reviews.templatetags.reviews import who_reads
from reviews.views.acting import refusals_told
from reviews.views.exhibits import profile_rows, property_rows

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpResponse

    from cosell.requests import PersonRequest

CLOSING = {"complete": services.complete_request, "decline": services.decline_request}


@require_safe
@staff_page
def queue(request: PersonRequest) -> HttpResponse:
    shown = listing(request, REQUESTS)
    return render(request, "reviews/specialist_queue.html", {"listing": shown})


@require_safe
@staff_page
def specialist_request(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    return show(request, load_specialist_request(request.user, request_id), {})


def show(request: PersonRequest, row: CloudSpecialistRequest, faulty: dict[str, BaseForm]) -> HttpResponse:
    """The page of a request; ``faulty`` holds the form that came back, by its name in the template."""
    context = {**_context(request, row), **faulty}
    return render(request, "reviews/specialist_request.html", context, status=422 if faulty else 200)


def _context(request: PersonRequest, row: CloudSpecialistRequest) -> dict[str, Any]:
    snapshot = take_snapshot(row.offer, [])
    target = reverse("reviews:specialist_close", args=[row.public_id])
    write_at = path_to_write(row, for_microsoft=True)
    return {
        "row": row,
        "offer": row.offer,
        "form": OutcomeForm(posted_or_kept(request, target=target)),
        "talk": MessageForm(posted_or_kept(request, target=write_at)),
        "acts": {each.action for each in possible(REQUEST_TRANSITIONS, request.user, row)},
        "properties": property_rows(snapshot["properties"]),
        "profile": profile_rows(snapshot["business_profile"]),
        "line": who_reads(readers_of(REQUEST, [row.pk], besides=request.user).get(row.pk, [])),
        "papers": papers_of(row),
        "overdue": bool(row.is_open and row.due_at and row.due_at < timezone.now()),
        "undecided": row.submissions.filter(state__in=OPEN_STATES).select_related("reviewer").first(),
    }


@staff_page(post_only=True)
def take_next(request: PersonRequest) -> HttpResponse:
    """The most urgent open one of the queue as it is filtered; the queue again where nothing is left."""
    among = shown_of(REQUESTS, request.user, request.GET)
    if row := services.take_next_request(actor=request.user, among=among):
        messages.success(request, _("The request is yours. The partner was told."))
        return redirect("reviews:specialist_request", request_id=row.public_id)
    messages.info(request, _("No open request is left here that you may take."))
    return redirect(f"{reverse('reviews:specialist_queue')}?{request.GET.urlencode()}")


@staff_page(post_only=True)
def take(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    row = load_specialist_request(request.user, request_id)
    with refusals_told(request):
        services.take_request(actor=request.user, request=row)
        messages.success(request, _("The request is yours. The partner was told."))
    return redirect("reviews:specialist_request", request_id=request_id)


@staff_page(post_only=True)
def release(request: PersonRequest, request_id: uuid.UUID) -> HttpResponse:
    row = load_specialist_request(request.user, request_id)
    with refusals_told(request) as act:
        services.release_request(actor=request.user, request=row)
        messages.success(request, _("It is back in the pool, in its old place. The partner was told."))
    if not act.done:
        return redirect("reviews:specialist_request", request_id=request_id)
    return redirect("reviews:specialist_queue")


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
        return show(request, row, {"form": form})
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
