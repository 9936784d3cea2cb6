"""A decision looked at again: confirmed or given back by a second reviewer, reopened, or appealed by the partner."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cosell.kept_posts import posted_or_kept
from cosell.transitions import SomebodyWasFaster
from cosell.views import admin_page, partner_page, staff_page
from reviews.forms.conversation import ReasonForm
from reviews.forms.settings import SecondReviewRuleForm
from reviews.models import SecondReviewRule, Submission
from reviews.pages.coming_from import way_back
from reviews.permissions import load_for_review, load_submission
from reviews.services import submissions
from reviews.services.second_rules import add_rule
from reviews.services.second_rules import remove_rule as take_out
from reviews.services.submissions import SUBMISSION_TRANSITIONS
from reviews.views.acting import refusals_told
from reviews.views.going_on import back_to_desk

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from cosell.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class Asking:
    """A page that asks for the reason of an act before it is done."""

    action: str
    do: Callable[..., object]
    heading: _StrOrPromise
    effect: _StrOrPromise
    help: _StrOrPromise
    button: _StrOrPromise
    done: _StrOrPromise


REOPEN = Asking(
    "reopen",
    submissions.reopen,
    gettext_lazy("Reopen the decision"),
    gettext_lazy(
        "What it approved or sent back counts no more, the statuses are assessed again, and the submission is in "
        "review with its verdicts as they are."
    ),
    gettext_lazy("What was wrong with the decision? The partner reads it, and is told at once."),
    pgettext_lazy("act", "Reopen"),
    gettext_lazy("Reopened. The partner was told."),
)
GIVE_BACK = Asking(
    "give_back",
    submissions.give_back,
    gettext_lazy("Give the decision back"),
    gettext_lazy("It does not count and is not told; the reviewer who made it has it again."),
    gettext_lazy("What should your colleague look at again? Only Microsoft's people read it."),
    pgettext_lazy("act", "Give back"),
    gettext_lazy("Given back. Your colleague was told."),
)
APPEAL = Asking(
    "appeal",
    submissions.appeal,
    gettext_lazy("Ask for a second look"),
    gettext_lazy(
        "Another reviewer looks again at what was sent back. What was approved stays and counts. You can ask once for "
        "each decision; to publish a new version instead, you need not ask."
    ),
    gettext_lazy("Why should it be approved? Both reviewers read it."),
    gettext_lazy("Ask for a second look"),
    gettext_lazy("Asked. Another reviewer takes a second look."),
)


@staff_page
def reopen(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    return _ask(request, submission, REOPEN) or back_to_desk(request, submission_id)


@staff_page
def give_back(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    return _ask(request, submission, GIVE_BACK) or redirect(way_back(request))


@partner_page
def appeal(request: PersonRequest, offer_id: uuid.UUID, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_submission(request.user, offer_id, submission_id, edit=request.method == "POST")
    done = _ask(request, submission, APPEAL, template="reviews/appeal.html")
    return done or redirect("reviews:submission", offer_id=offer_id, submission_id=submission_id)


def _ask(
    request: PersonRequest,
    submission: Submission,
    asking: Asking,
    template: str = "reviews/second_look_reason.html",
) -> HttpResponse | None:
    """The page; None once the act is done. A refusal stands above what was typed, which stays."""
    form = ReasonForm(asking.help, posted_or_kept(request))
    if request.method == "POST" and form.is_valid() and _done(request, submission, asking, form):
        messages.success(request, str(asking.done))
        return None
    may = SUBMISSION_TRANSITIONS[asking.action].allowed(request.user, submission)
    context: dict[str, Any] = {"submission": submission, "offer": submission.offer, "asking": asking}
    status = 422 if request.method == "POST" else 200
    return render(request, template, {**context, "form": form, "may": may}, status=status)


def _done(request: PersonRequest, submission: Submission, asking: Asking, form: ReasonForm) -> bool:
    try:
        with transaction.atomic():
            asking.do(actor=request.user, submission=submission, reason=form.cleaned_data["reason"])
    except ValidationError as faults:
        form.add_error(None, faults)
    except (SomebodyWasFaster, PermissionDenied) as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()


@staff_page(post_only=True)
def confirm(request: PersonRequest, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_for_review(request.user, submission_id)
    with refusals_told(request) as act:
        submissions.confirm(actor=request.user, submission=submission, seen=request.POST.get("seen"))
        messages.success(request, _("Confirmed. It counts from now on, and the partner was told."))
    return redirect(way_back(request)) if act.done else back_to_desk(request, submission_id)


@partner_page(post_only=True)
def withdraw_appeal(request: PersonRequest, offer_id: uuid.UUID, submission_id: uuid.UUID) -> HttpResponse:
    submission = load_submission(request.user, offer_id, submission_id, edit=True)
    with refusals_told(request):
        submissions.withdraw_appeal(actor=request.user, submission=submission)
        messages.success(request, _("Withdrawn. The decision stays as it was."))
    return redirect("reviews:submission", offer_id=offer_id, submission_id=submission_id)


@admin_page
def second_rules(request: PersonRequest) -> HttpResponse:
    """The decisions that a second reviewer has to confirm; a new rule."""
    form = SecondReviewRuleForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        add_rule(actor=request.user, rule=form.save(commit=False))
        messages.success(request, _("Added. It holds from the next decision on."))
        return redirect("reviews:second_rules")
    context = {"form": form, "rules": SecondReviewRule.objects.select_related("added_by")}
    return render(request, "reviews/second_rules.html", context, status=422 if form.errors else 200)


@admin_page(post_only=True)
def remove_second_rule(request: PersonRequest, rule_id: uuid.UUID) -> HttpResponse:
    take_out(actor=request.user, rule=get_object_or_404(SecondReviewRule, public_id=rule_id))
    messages.success(request, _("Removed. What waits for a second reviewer already goes on waiting."))
    return redirect("reviews:second_rules")
