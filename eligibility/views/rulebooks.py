"""Rulebooks: the list, a draft with its thresholds beside those in force, its preview, and putting it in force."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.transitions import SomebodyWasFaster
from cosell.views import admin_page
from eligibility.forms.rulebook import ThresholdsForm
from eligibility.job_pages import job_context
from eligibility.models import JobKind, Rulebook, RulebookState
from eligibility.queries import language, rulebook_in_force, rules_of
from eligibility.rulebook_differences import differences_between
from eligibility.services import rulebooks as services
from eligibility.services.assessing import today

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseBase

    from cosell.requests import PersonRequest

PAGE_SIZE = 25


@admin_page
def rulebooks(request: PersonRequest) -> HttpResponse:
    """Every rulebook, the newest first."""
    rows = Rulebook.objects.select_related("created_by", "made_from")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "eligibility/rulebooks.html", {"page": page, "in_force": rulebook_in_force()})


@admin_page(post_only=True)
def draft(request: PersonRequest) -> HttpResponseBase:
    """A draft from the rulebook in force."""
    made = services.draft_from(actor=request.user, source=rulebook_in_force())
    messages.success(request, _("This draft starts with the figures in force. Change them, then preview it."))
    return redirect("eligibility:rulebook", made.public_id)


@admin_page
def rulebook(request: PersonRequest, rulebook_id: uuid.UUID) -> HttpResponseBase:
    """One rulebook: thresholds with every difference marked, and what it would change or has changed."""
    one = _load(rulebook_id)
    form = ThresholdsForm(posted_or_kept(request), instance=one) if one.state == RulebookState.DRAFT else None
    if request.method == "POST":
        if form is None:
            messages.error(request, _("Only a draft can be changed."))
            return redirect(request.path)
        if form.is_valid() and _saved(request, form):
            return redirect(request.path)
        one = _load(rulebook_id)  # the form has filled its own instance with what was typed
    return render(request, "eligibility/rulebook.html", _context(request, one, form))


def _saved(request: PersonRequest, form: ThresholdsForm) -> bool:
    try:
        done = form.save_concurrently(request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    if done:
        form.say_merged(request)
        messages.success(request, _("The draft is saved. Preview it to see what it would change."))
    return done


def _context(request: PersonRequest, one: Rulebook, form: ThresholdsForm | None) -> dict[str, Any]:
    in_force = rulebook_in_force()
    is_draft = one.state == RulebookState.DRAFT
    compared = in_force if is_draft else one.made_from
    kind = JobKind.PREVIEW if is_draft else JobKind.ACTIVATION
    job = one.jobs.select_related("rulebook", "started_by").filter(kind=kind).first()
    rules = rules_of(one)
    return {
        "rulebook": one,
        "form": form,
        "is_draft": is_draft,
        "in_force": in_force,
        "compared": compared,
        "today": today(),
        "differences": differences_between(compared, one),
        "rules": rules,
        "revenue_note": rules.notes["revenue"].text(language()) if "revenue" in rules.notes else "",
        "obstacle": services.why_not_in_force(one) if is_draft else "",
        "outdated": is_draft
        and job is not None
        and services.valid_preview(one) is None
        and job.state == "done",
        "job": job,
        **(job_context(request, job) if job else {}),
    }


@admin_page(post_only=True)
def preview(request: PersonRequest, rulebook_id: uuid.UUID) -> HttpResponseBase:
    """Work out what a draft would change."""
    one = _load(rulebook_id)
    try:
        services.preview(actor=request.user, rulebook=one)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("eligibility:rulebook", one.public_id)


@admin_page(post_only=True)
def put_in_force(request: PersonRequest, rulebook_id: uuid.UUID) -> HttpResponseBase:
    """From now on it counts; every offer is assessed again."""
    one = _load(rulebook_id)
    if request.POST.get("revision") != str(one.revision):
        messages.error(request, _("This draft was changed after you opened its page. Look at it again."))
        return redirect("eligibility:rulebook", one.public_id)
    try:
        services.put_in_force(actor=request.user, rulebook=one)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except SomebodyWasFaster as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("This rulebook is in force. Every offer is now assessed by it."))
    return redirect("eligibility:rulebook", one.public_id)


@admin_page(post_only=True)
def discard(request: PersonRequest, rulebook_id: uuid.UUID) -> HttpResponseBase:
    """The draft is of no use any more."""
    one = _load(rulebook_id)
    try:
        services.discard(actor=request.user, rulebook=one)
    except SomebodyWasFaster as refusal:
        messages.error(request, str(refusal))
        return redirect("eligibility:rulebook", one.public_id)
    messages.success(request, _("The draft is discarded."))
    return redirect("eligibility:rulebooks")


def _load(rulebook_id: uuid.UUID) -> Rulebook:
    rows = Rulebook.objects.select_related("created_by", "changed_by", "made_from")
    return get_object_or_404(rows, public_id=rulebook_id)
