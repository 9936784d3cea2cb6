"""The partner's page of a submission: where it stands, what was said of each part, what to do next."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cosell.transitions import possible
from cosell.views import partner_page
from reviews.models import SubmissionState
from reviews.pages.expected import expected_by
from reviews.permissions import load_submission
from reviews.queries import bring_told_comments, items_of, outcome_of
from reviews.services import submissions
from reviews.services.submissions import SUBMISSION_TRANSITIONS
from reviews.views.acting import refusals_told

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest


@require_safe
@partner_page
def submission(request: PersonRequest, offer_id: uuid.UUID, submission_id: uuid.UUID) -> HttpResponse:
    """Verdicts are shown once they were decided; until then they are the reviewer's own."""
    submission = load_submission(request.user, offer_id, submission_id)
    decided = submission.state == SubmissionState.DECIDED
    items = items_of(submission)
    if decided:
        bring_told_comments(items)
    context = {
        "submission": submission,
        "offer": submission.offer,
        "items": items,
        "decided": decided,
        "outcome": outcome_of(submission) if decided else None,
        "expected": expected_by(submission),
        "acts": {row.action for row in possible(SUBMISSION_TRANSITIONS, request.user, submission)},
    }
    return render(request, "reviews/submission.html", context)


@partner_page(post_only=True)
def withdraw(request: PersonRequest, offer_id: uuid.UUID, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_submission(request.user, offer_id, submission_id, edit=True)
    with refusals_told(request) as act:
        submissions.withdraw(actor=request.user, submission=submission)
        messages.success(request, _("Withdrawn. You can go on editing and publish again at any time."))
    if act.done:
        return redirect("reviews:publish", offer_id=offer_id)
    return redirect("reviews:submission", offer_id=offer_id, submission_id=submission_id)
