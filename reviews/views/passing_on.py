"""A submission in other hands: handed over to a colleague; and who else has it open."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.views import staff_page
from reviews.forms.passing_on import HandOverForm
from reviews.pages.coming_from import way_back
from reviews.permissions import load_for_review
from reviews.services import submissions
from reviews.services.presence import sign_of_life
from reviews.services.submissions import SUBMISSION_TRANSITIONS
from reviews.templatetags.reviews import who_reads
from reviews.views.acting import done

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest
    from reviews.models import Submission


@staff_page
def hand_over(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    """Choose a colleague and write the note."""
    submission = load_for_review(request.user, submission_id)
    form = HandOverForm(submission.reviewer, posted_or_kept(request))
    writes = request.method == "POST" and form.is_valid()
    if writes and done(form, lambda: _hand_over(request, submission, form)):
        messages.success(request, _("Handed over to %(person)s.") % {"person": form.cleaned_data["to"]})
        return redirect(way_back(request))
    may = SUBMISSION_TRANSITIONS["hand_over"].allowed(request.user, submission)
    context = {"submission": submission, "offer": submission.offer, "form": form, "may": may}
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "reviews/hand_over.html", context, status=status)


def _hand_over(request: PersonRequest, submission: Submission, form: HandOverForm) -> None:
    asked = form.cleaned_data
    submissions.hand_over(actor=request.user, submission=submission, to=asked["to"], note=asked["note"])


@staff_page(post_only=True)
def reading(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    """A sign of life from an open desk; the answer says who else has it open."""
    submission = load_for_review(request.user, submission_id)
    others = sign_of_life(actor=request.user, about=submission)
    context = {"reading_at": request.path, "line": who_reads(others)}
    return render(request, "reviews/_presence.html", context)
