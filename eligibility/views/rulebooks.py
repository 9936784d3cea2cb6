"""Rulebooks: the list, a new draft, one rulebook with what it changes, its sections, and the acts of its life."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.requests import posted_text
from cosell.transitions import SomebodyWasFaster
from cosell.views import admin_page
from eligibility.editions import faulty_editions
from eligibility.forms.filters import TypeFilter
from eligibility.forms.rulebook import AsOfForm, NewRulebookForm, SectionForm
from eligibility.messages import fault_line
from eligibility.models import Rulebook, RulebookState
from eligibility.pages.rulebooks import overview_context, section_context
from eligibility.queries import rulebook_in_force
from eligibility.rulebook_fields import SECTIONS
from eligibility.services import rulebook_workflow as workflow
from eligibility.services import rulebooks as services
from eligibility.services.assessing import today

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseBase

    from cosell.requests import PersonRequest

PAGE_SIZE = 25
LONGEST_REASON = 2000


@admin_page
def rulebooks(request: PersonRequest) -> HttpResponse:
    """Every rulebook, the newest first."""
    rows = Rulebook.objects.select_related("created_by", "made_from").defer("data", "made_from__data")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "eligibility/rulebooks.html", {"page": page})


@admin_page
def draft(request: PersonRequest) -> HttpResponseBase:
    """A draft from an edition or from any rulebook."""
    initial = {"source": request.GET.get("from") or f"rulebook:{rulebook_in_force().public_id}"}
    form = NewRulebookForm(posted_or_kept(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.save(request.user)
        messages.success(
            request, _("The draft starts with everything of its source. Change it, then preview it.")
        )
        return redirect("eligibility:rulebook_section", made.public_id, "thresholds")
    return render(request, "eligibility/rulebook_new.html", {"form": form, "faulty": _faulty()})


def _faulty() -> dict[str, list[str]]:
    """Editions that no draft can be made from, each with a line for every fault in its file."""
    return {code: [fault_line(fault) for fault in faults] for code, faults in faulty_editions().items()}


@admin_page
def rulebook(request: PersonRequest, rulebook_id: uuid.UUID) -> HttpResponse:
    """Where it stands, every difference from the one that it replaces, and what it would change or has changed."""
    return render(request, "eligibility/rulebook.html", overview_context(request, _load(rulebook_id)))


@admin_page
def section(request: PersonRequest, rulebook_id: uuid.UUID, section: str) -> HttpResponseBase:
    """One section beside the rulebook in force; of a draft, to be changed. ``?type=saas``: one column of the matrix."""
    if section not in SECTIONS:
        raise Http404
    one = _load(rulebook_id)
    filters = TypeFilter(request.GET if section == "types" else {})
    form = (
        SectionForm(
            posted_or_kept(request),
            instance=one,
            section=section,
            offer_type=filters.asked.get("type", ""),
        )
        if one.state == RulebookState.DRAFT
        else None
    )
    if request.method == "POST":
        if form is None:
            messages.error(request, _("Only a draft can be changed."))
            return redirect(request.path)
        if form.is_valid() and form.save_or_say(request.user):
            form.say_merged(request)
            messages.success(request, _("The draft is saved. Preview it to see what it would change."))
            return redirect(request.get_full_path())
        one = _load(rulebook_id)  # the form has filled its own instance with what was typed
    return render(
        request, "eligibility/rulebook_section.html", section_context(request, one, section, form, filters)
    )


@admin_page(post_only=True)
def preview(request: PersonRequest, rulebook_id: uuid.UUID) -> HttpResponseBase:
    """Work out what a rulebook would change, by the facts of today or of another day."""
    one, form = _load(rulebook_id), AsOfForm(request.POST)
    if not form.is_valid():
        return _again(request, one, as_of=form)
    try:
        services.preview(actor=request.user, rulebook=one, as_of=form.cleaned_data["as_of"] or today())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("eligibility:rulebook", one.public_id)


# --- The acts of its life ---------------------------------------------------------------------------------------------


def _reason(request: PersonRequest) -> str:
    return posted_text(request, "reason")[:LONGEST_REASON]


ACTS: dict[str, tuple[Callable[[PersonRequest, Rulebook], None], Callable[[], str]]] = {
    "propose": (
        lambda request, one: workflow.propose(actor=request.user, rulebook=one),
        lambda: _("The rulebook is proposed. Every other admin is told; one of them approves or returns it."),
    ),
    "approve": (
        lambda request, one: workflow.approve(actor=request.user, rulebook=one),
        lambda: _("The rulebook is approved."),
    ),
    "return": (
        lambda request, one: workflow.return_to_draft(
            actor=request.user, rulebook=one, reason=_reason(request)
        ),
        lambda: _("The rulebook is returned to draft, and who proposed it is told why."),
    ),
    "take-back": (
        lambda request, one: workflow.take_back(actor=request.user, rulebook=one),
        lambda: _("The proposal is taken back: it is a draft again."),
    ),
    "cancel": (
        lambda request, one: workflow.cancel(actor=request.user, rulebook=one, reason=_reason(request)),
        lambda: _("The rulebook does not come into force. It is a draft again."),
    ),
    "discard": (
        lambda request, one: workflow.discard(actor=request.user, rulebook=one),
        lambda: _("The draft is discarded."),
    ),
}


@admin_page(post_only=True)
def act(request: PersonRequest, rulebook_id: uuid.UUID, act: str) -> HttpResponseBase:
    """One act of ``RULEBOOK_TRANSITIONS``, on exactly the revision that the person saw."""
    if act not in ACTS:
        raise Http404
    one, (carry_out, said) = _load(rulebook_id), ACTS[act]
    if request.POST.get("revision") != str(one.revision):
        messages.error(request, _("This rulebook was changed after you opened its page. Look at it again."))
        return redirect("eligibility:rulebook", one.public_id)
    try:
        carry_out(request, one)
    except ValidationError as refusal:
        if "reason" in getattr(refusal, "error_dict", {}):
            return _again(request, one, faults={act: " ".join(refusal.messages)})
        messages.error(request, " ".join(refusal.messages))
    except (SomebodyWasFaster, PermissionDenied) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said())
    return redirect("eligibility:rulebook", one.public_id)


def _again(request: PersonRequest, one: Rulebook, **came_back: object) -> HttpResponse:
    """The rulebook's page with what was typed and what is wrong with it."""
    return render(
        request, "eligibility/rulebook.html", overview_context(request, one) | came_back, status=422
    )


def _load(rulebook_id: uuid.UUID) -> Rulebook:
    rows = Rulebook.objects.select_related(
        "created_by", "changed_by", "proposed_by", "made_from", "replaced", "preview__against"
    )
    return get_object_or_404(rows, public_id=rulebook_id)
