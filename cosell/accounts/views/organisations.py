"""A partner organisation: made, its business profile, and which one a person acts for."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cosell.accounts import services
from cosell.accounts.context import choose_partner, memberships
from cosell.accounts.forms import BusinessProfileForm, OrganisationForm
from cosell.accounts.models import Partner, Role
from cosell.accounts.permissions import demand, load_partner, may_edit_partner
from cosell.accounts.queries import profile_facts, waiting_invitations
from cosell.kept_posts import posted_or_kept
from cosell.views import PageFor, partner_or_staff_page, partner_page

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from cosell.requests import PersonRequest

newcomer_page = PageFor(frozenset({Role.PARTNER}))


@newcomer_page
def create(request: PersonRequest) -> HttpResponseBase:
    """Create an organisation, or accept an invitation that waits for this person."""
    form = OrganisationForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        partner = services.create_organisation(actor=request.user, name=form.cleaned_data["name"])
        choose_partner(request, partner)
        messages.success(
            request, _("%(organisation)s is created. Now its business profile.") % {"organisation": partner}
        )
        return redirect("accounts:business_profile", partner.public_id)
    context = {
        "form": form,
        "invitations": waiting_invitations(request.user),
        "has_one": bool(memberships(request)),
    }
    return render(request, "accounts/organisation_create.html", context)


@partner_or_staff_page
def business_profile(request: PersonRequest, partner_id: uuid.UUID) -> HttpResponseBase:
    """The business profile: a form for owners and editors, a page to read for everybody else who may see it."""
    partner = load_partner(request.user, partner_id)
    verdict = may_edit_partner(request.user, partner)
    if not verdict:
        if request.method == "POST":
            demand(verdict)
        facts = profile_facts(partner)
        return render(request, "accounts/business_profile_read.html", {"partner": partner, "facts": facts})
    return _edit_profile(request, partner)


def _edit_profile(request: PersonRequest, partner: Partner) -> HttpResponseBase:
    missing = partner.missing_profile_fields
    form = BusinessProfileForm(posted_or_kept(request), instance=partner)
    if request.method == "POST" and form.is_valid() and form.save_concurrently(request.user):
        form.say_merged(request)
        _say_saved(request, form.instance)
        return redirect("accounts:business_profile", partner.public_id)
    context = {"form": form, "partner": partner, "missing": [form.fields[name].label for name in missing]}
    return render(request, "accounts/business_profile.html", context)


def _say_saved(request: PersonRequest, partner: Partner) -> None:
    if partner.business_profile_complete:
        messages.success(request, _("The business profile is saved and complete."))
    else:
        messages.success(request, _("The business profile is saved. It is not complete yet."))


@partner_page(post_only=True)
def switch(request: PersonRequest) -> HttpResponseBase:
    """Act for another of my organisations from now on."""
    wanted = request.POST.get("partner", "")
    mine = {str(each.partner.public_id): each.partner for each in memberships(request)}
    if wanted not in mine:
        raise Http404
    choose_partner(request, mine[wanted])
    return redirect("home")


@partner_page(post_only=True)
def checklist(request: PersonRequest, partner_id: uuid.UUID) -> HttpResponseBase:
    """Hide the checklist of a new organisation from oneself, or show it again."""
    partner = load_partner(request.user, partner_id)
    services.show_checklist(actor=request.user, partner=partner, shown=request.POST.get("shown") == "yes")
    return redirect("home")
