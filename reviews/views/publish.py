"""*Review and publish*: what will be sent, what is still missing, and the way there and back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cosell.kept_posts import posted_or_kept
from cosell.views import partner_page
from eligibility.pages.overview import Group, Overview, overview_of
from offers.queries import load_offer
from offers.services import offers as offer_services
from reviews.forms.publish import PublishForm
from reviews.models import ItemKind
from reviews.pages.expected import expected_by
from reviews.permissions import may_publish
from reviews.queries import open_submission, submissions_of
from reviews.services import submissions
from reviews.services.preview import missing_after
from reviews.services.submissions import AlreadyPublished, Plan, plan_for
from reviews.views.acting import refusals_told
from reviews.views.changes import round_context
from reviews.views.exhibits import contact_rows, coverage_of, link_rows, listing_rows

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest
    from offers.models import Offer
    from reviews.models import Submission

SUBMISSIONS_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@partner_page
def publish(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=request.method == "POST")
    form, unsent = PublishForm(posted_or_kept(request)), ""
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            submission = _publish(request, offer, note)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if note in ("", submission.note):
                return redirect("reviews:submission", offer_id=offer_id, submission_id=submission.public_id)
            unsent = note
    status = 422 if request.method == "POST" else 200
    context = _context(request, offer, form)
    if context["current"] and form.errors:  # its form is not shown: what was typed stands above instead
        unsent = form["note"].value()
    context["unsent_note"] = unsent
    return render(request, "reviews/publish.html", context, status=status)


def _publish(request: PersonRequest, offer: Offer, note: str) -> Submission:
    """The new submission, or the open one where somebody (or the same press of the button) was faster."""
    try:
        with transaction.atomic():
            submission = submissions.publish(actor=request.user, offer=offer, note=note)
    except AlreadyPublished as already:
        messages.info(request, str(already))
        return already.submission
    messages.success(
        request, _("Published. Microsoft's reviewers have it as soon as your files are checked.")
    )
    return submission


def _context(request: PersonRequest, offer: Offer, form: PublishForm) -> dict[str, Any]:
    plan, current = plan_for(offer), open_submission(offer)
    may_edit = bool(may_publish(request.user, offer))
    overview = overview_of(offer, may_edit=may_edit)
    return {
        "offer": offer,
        "form": form,
        "may_edit": may_edit,
        "plan": plan,
        "obstacle": _obstacle(plan),
        "current": current,
        "expected": expected_by(current) if current else None,
        "earlier": submissions_of(offer)[:SUBMISSIONS_SHOWN],
        "assessed": bool(overview.groups),
        "missing": _missing(offer, overview, plan, current),
        **_parts(plan),
        **({} if current else round_context(offer, plan.snapshot)),
    }


def _missing(offer: Offer, overview: Overview, plan: Plan, current: Submission | None) -> list[Group]:
    """What stays to be done besides what is with Microsoft already, or will be when this is published."""
    if current:
        goes_live = current.items.filter(kind=ItemKind.PUBLISHING).exists()
        return missing_after(offer, overview.groups, handed_in=[], goes_live=goes_live)
    kinds = [version.document.kind for version in plan.sent]
    return missing_after(offer, overview.groups, handed_in=kinds, goes_live=plan.asks_to_go_live)


def _parts(plan: Plan) -> dict[str, Any]:
    snapshot = plan.snapshot
    return {
        "listing": listing_rows(snapshot["listing"]),
        "links": link_rows(snapshot["links"]),
        "contacts": contact_rows(snapshot["contacts"]),
        "coverage": coverage_of(snapshot["contacts"], snapshot["properties"]["countries"]),
    }


def _obstacle(plan: Plan) -> str:
    """Why nothing can be sent now; empty if it can."""
    try:
        submissions.demand_sendable(plan)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@partner_page(post_only=True)
def stop_selling(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=True)
    with refusals_told(request):
        offer_services.stop_selling(actor=request.user, offer=offer)
        messages.success(request, _("The offer is no longer sold. To sell it again, publish it again."))
    return redirect("reviews:publish", offer_id=offer_id)
