"""The queue of submissions, and *Take next*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cosell.views import staff_page
from reviews.listing import listing
from reviews.queues import SUBMISSIONS
from reviews.services import submissions

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest


@require_safe
@staff_page
def queue(request: PersonRequest) -> HttpResponse:
    return render(request, "reviews/queue.html", {"listing": listing(request, SUBMISSIONS)})


@staff_page(post_only=True)
def take_next(request: PersonRequest) -> HttpResponse:
    submission = submissions.take_next(actor=request.user)
    if submission is None:
        messages.info(request, _("Nothing is waiting for a review that you may take."))
        return redirect("reviews:queue")
    return redirect("reviews:desk", submission_id=submission.public_id)
