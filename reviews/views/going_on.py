"""Where an act of the desk leads: back to the desk, or on to the next submission of the same filtered queue."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews.pages.coming_from import among, came_from, keeping, way_back
from reviews.services import submissions

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest


def back_to_desk(
    request: PersonRequest, submission_id: uuid.UUID, *, item: uuid.UUID | None = None, part: str = ""
) -> HttpResponse:
    """The desk at this item, and this ``part`` of its page."""
    address = reverse("reviews:desk", args=[submission_id])
    query = f"?item={item}" if item else ""
    return redirect(keeping(request, f"{address}{query}{part}"))


def open_next(request: PersonRequest) -> HttpResponse:
    """Take the most urgent one of the queue that the address names; the queue again where nothing is left."""
    query = came_from(request)
    submission = submissions.take_next(actor=request.user, among=among(request.user, query))
    if submission:
        return back_to_desk(request, submission.public_id)
    messages.info(request, _nothing_left(filtered=bool(query)))
    return redirect(way_back(request))


def _nothing_left(*, filtered: bool) -> str:
    if filtered:
        return _("Nothing is left in this queue that you may take. Other queues and filters may hold more.")
    return _("Nothing is waiting for a review that you may take.")
