"""Who belongs to an organisation: the list, invitations, roles, leaving."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts import services
from cosell.accounts.context import choose_partner, memberships
from cosell.accounts.forms import InvitationForm
from cosell.accounts.models import Invitation, MemberRole, Membership, Partner, User
from cosell.accounts.permissions import demand, load_partner, may_manage_members
from cosell.accounts.queries import members_of, pending_invitations
from cosell.kept_posts import posted_or_kept
from cosell.requests import without_nul
from cosell.transitions import SomebodyWasFaster
from cosell.views import partner_or_staff_page, partner_page, public_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from cosell.requests import PersonRequest


@partner_or_staff_page
def members(request: PersonRequest, partner_id: uuid.UUID) -> HttpResponseBase:
    """Members and invitations; owners invite here."""
    partner = load_partner(request.user, partner_id)
    verdict = may_manage_members(request.user, partner)
    if request.method == "POST":
        demand(verdict)
    form = InvitationForm(posted_or_kept(request)) if verdict else None
    if (
        request.method == "POST"
        and form
        and form.is_valid()
        and form.invite(actor=request.user, partner=partner)
    ):
        messages.success(request, _("%(email)s is invited.") % {"email": form.cleaned_data["email"]})
        return redirect("accounts:members", partner.public_id)
    return render(request, "accounts/members.html", _members_context(request, partner, form))


def _members_context(request: PersonRequest, partner: Partner, form: InvitationForm | None) -> dict[str, Any]:
    return {
        "partner": partner,
        "form": form,
        "may_manage": form is not None,
        "members": members_of(partner),
        "invitations": pending_invitations(partner) if form else [],
        "roles": MemberRole.choices,
        "now": timezone.now(),
        "is_member": any(each.partner_id == partner.pk for each in memberships(request)),
    }


@partner_page(post_only=True)
def change_role(request: PersonRequest, partner_id: uuid.UUID, membership_id: uuid.UUID) -> HttpResponseBase:
    partner, membership = _load_member(request.user, partner_id, membership_id)
    role = request.POST.get("role", "")
    return _do(
        request,
        partner,
        lambda: services.change_member_role(actor=request.user, membership=membership, role=role),
        _("The role of %(person)s is changed.") % {"person": membership.user},
    )


@partner_page(post_only=True)
def remove(request: PersonRequest, partner_id: uuid.UUID, membership_id: uuid.UUID) -> HttpResponseBase:
    partner, membership = _load_member(request.user, partner_id, membership_id)
    return _do(
        request,
        partner,
        lambda: services.remove_member(actor=request.user, membership=membership),
        _("%(person)s is no longer a member.") % {"person": membership.user},
    )


@partner_page(post_only=True)
def withdraw(request: PersonRequest, partner_id: uuid.UUID, invitation_id: uuid.UUID) -> HttpResponseBase:
    partner = _load_managed(request.user, partner_id)
    invitation = get_object_or_404(
        Invitation.objects.select_related("partner"), partner=partner, public_id=invitation_id
    )
    return _do(
        request,
        partner,
        lambda: services.withdraw_invitation(actor=request.user, invitation=invitation),
        _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email},
    )


@partner_page(post_only=True)
def leave(request: PersonRequest, partner_id: uuid.UUID) -> HttpResponseBase:
    partner = load_partner(request.user, partner_id)
    said = _("You have left %(organisation)s.") % {"organisation": partner}
    return _do(request, partner, lambda: services.leave(actor=request.user, partner=partner), said, to="home")


def invitation_of(token: str) -> Invitation | None:
    """The invitation that this link opens: not withdrawn, not used, not expired."""
    waiting = Invitation.objects.filter(
        token=without_nul(token), accepted_at__isnull=True, expires_at__gt=timezone.now()
    )
    return waiting.select_related("partner", "invited_by").first()


@public_page
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where an invitation's link leads: join, or sign in or sign up first."""
    found, user = invitation_of(token), request.user
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    if not user.is_authenticated:
        # The link came by mail to this address: who opens it and signs up with it need not verify it again.
        request.session["account_verified_email"] = found.email
    elif request.method == "POST" and user.email.lower() == found.email:
        return _accept(request, user, found)
    context = {
        "invitation": found,
        "fits": user.is_authenticated and user.email.lower() == found.email,
        "has_account": User.objects.filter(email__iexact=found.email).exists(),
    }
    return render(request, "accounts/invitation.html", context)


def _accept(request: HttpRequest, user: User, found: Invitation) -> HttpResponse:
    try:
        services.accept_invitation(actor=user, invitation=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("home")
    choose_partner(request, found.partner)
    said = _("You are now a member of %(organisation)s.")
    messages.success(request, said % {"organisation": found.partner})
    return redirect("home")


def _load_managed(user: User, partner_id: uuid.UUID) -> Partner:
    """The organisation, if this person manages its members: 404 to strangers, 403 to colleagues."""
    partner = load_partner(user, partner_id)
    demand(may_manage_members(user, partner))
    return partner


def _load_member(user: User, partner_id: uuid.UUID, membership_id: uuid.UUID) -> tuple[Partner, Membership]:
    partner = _load_managed(user, partner_id)
    return partner, get_object_or_404(members_of(partner), public_id=membership_id)


def _do(
    request: PersonRequest, partner: Partner, act: Callable[[], object], said: str, *, to: str = ""
) -> HttpResponseBase:
    """Do a member's act and say so, or say why it was refused; then back to the list (or to ``to``)."""
    back = redirect("accounts:members", partner.public_id)
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return back
    except SomebodyWasFaster as answer:
        messages.error(request, str(answer))
        return back
    messages.success(request, said)
    return redirect(to) if to else back
