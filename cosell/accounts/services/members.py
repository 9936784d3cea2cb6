"""Who belongs to an organisation: invited, joined, given another role, removed. It always keeps an owner."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from cosell.accounts.models import Invitation, MemberRole, Membership, Partner, User
from cosell.accounts.permissions import demand, may_manage_members
from cosell.audit.services import record
from cosell.notifications.rendering import language_of
from cosell.notifications.services import notify, post_letter
from cosell.transitions import SomebodyWasFaster


@transaction.atomic
def invite(*, actor: User, partner: Partner, email: str, role: str) -> Invitation:
    """Offer a place to an address and write to it. ``ValidationError`` at ``email`` if it has one already.

    An expired invitation of the address is replaced.
    """
    demand(may_manage_members(actor, partner))
    _lock(partner)
    email = email.lower()
    _demand_not_yet_here(partner, email)
    invitation = Invitation.objects.create(partner=partner, email=email, role=role, invited_by=actor)
    record("organisation.invited", actor=actor, subject=email, partner=partner, role=role)
    _write_to_invited(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, actor: User, invitation: Invitation) -> None:
    """Take an invitation back, so that its link opens nothing. One that was accepted meanwhile stays."""
    demand(may_manage_members(actor, invitation.partner))
    gone, _rows = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True).delete()
    if not gone:
        raise SomebodyWasFaster(invitation)
    record(
        "organisation.invitation_withdrawn", actor=actor, subject=invitation.email, partner=invitation.partner
    )


@transaction.atomic
def accept_invitation(*, actor: User, invitation: Invitation) -> Membership:
    """Join. ``ValidationError`` if the invitation is for another address or no longer open."""
    if actor.email.lower() != invitation.email:
        raise ValidationError(
            _("This invitation is for another e-mail address than the one you are signed in with.")
        )
    now = timezone.now()
    open_ones = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, expires_at__gt=now)
    if not open_ones.update(accepted_at=now):
        raise ValidationError(_("This invitation is no longer open. Ask for a new one."))
    membership, joined = Membership.objects.get_or_create(
        user=actor, partner=invitation.partner, defaults={"role": invitation.role}
    )
    if joined:
        _tell_that_somebody_joined(membership)
    return membership


@transaction.atomic
def change_member_role(*, actor: User, membership: Membership, role: str) -> None:
    """Give a member another role. ``ValidationError`` if that would leave no owner."""
    partner = membership.partner
    demand(may_manage_members(actor, partner))
    _lock(partner)
    if role not in MemberRole.values:
        raise ValidationError(_("Choose one of the roles."))
    if role != MemberRole.OWNER:
        _demand_another_owner(membership)
    if not Membership.objects.filter(pk=membership.pk).exclude(role=role).update(role=role):
        return
    before, membership.role = membership.role, role
    subject = str(membership.user)
    record(
        "organisation.role_changed", actor=actor, subject=subject, partner=partner, before=before, after=role
    )
    if membership.user != actor:
        facts = {"organisation": partner.name, "role": role, "person": str(actor)}
        notify("accounts.member_role_changed", [membership.user], path=_members_path(partner), **facts)


@transaction.atomic
def remove_member(*, actor: User, membership: Membership) -> None:
    """Take somebody out of the organisation. ``ValidationError`` if it is the last owner."""
    demand(may_manage_members(actor, membership.partner))
    _end(actor, membership)
    if membership.user != actor:
        facts = {"organisation": membership.partner.name, "person": str(actor)}
        notify("accounts.member_removed", [membership.user], **facts)


@transaction.atomic
def leave(*, actor: User, partner: Partner) -> None:
    """Leave an organisation. ``ValidationError`` if one is its last owner or not a member."""
    membership = (
        Membership.objects.filter(user=actor, partner=partner).select_related("partner", "user").first()
    )
    if membership is None:
        raise ValidationError(_("You are not a member of this organisation."))
    _end(actor, membership)


def _end(actor: User, membership: Membership) -> None:
    _lock(membership.partner)
    _demand_another_owner(membership)
    Membership.objects.filter(pk=membership.pk).delete()
    action = "organisation.left" if membership.user_id == actor.pk else "organisation.member_removed"
    record(action, actor=actor, subject=str(membership.user), partner=membership.partner)


def _lock(partner: Partner) -> None:
    """Acts on the members of one organisation queue, so that two owners cannot remove each other at once."""
    Partner.objects.select_for_update().get(pk=partner.pk)


def _demand_another_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(partner=membership.partner, role=MemberRole.OWNER)
    if list(owners.values_list("pk", flat=True)) == [membership.pk]:
        raise ValidationError(
            _("%(person)s is the last owner. Make somebody else an owner first.")
            % {"person": membership.user}
        )


def _demand_not_yet_here(partner: Partner, email: str) -> None:
    if Membership.objects.filter(partner=partner, user__email__iexact=email).exists():
        raise ValidationError({"email": _("This person is a member already.")})
    waiting = Invitation.objects.filter(partner=partner, email=email, accepted_at__isnull=True)
    waiting.filter(expires_at__lte=timezone.now()).delete()
    if waiting.exists():
        raise ValidationError(
            {"email": _("This address is invited already. Withdraw that invitation to send a new one.")}
        )


def _members_path(partner: Partner) -> str:
    return reverse("accounts:members", kwargs={"partner_id": partner.public_id})


def _tell_that_somebody_joined(membership: Membership) -> None:
    partner, person = membership.partner, membership.user
    record("organisation.joined", actor=person, subject=str(person), partner=partner, role=membership.role)
    owners = User.objects.filter(memberships__partner=partner, memberships__role=MemberRole.OWNER).exclude(
        pk=person.pk
    )
    facts = {"person": str(person), "organisation": partner.name, "role": membership.role}
    notify("accounts.member_joined", owners, path=_members_path(partner), **facts)


def _write_to_invited(invitation: Invitation) -> None:
    """In the language of the invited; who has no account yet gets it in the language of who invites."""
    invited = User.objects.filter(email__iexact=invitation.email).first()
    link = settings.SITE_URL + reverse("accounts:invitation", kwargs={"token": invitation.token})
    context = {"invitation": invitation, "link": link, "site": settings.SITE_URL}
    names = {"person": invitation.invited_by, "organisation": invitation.partner.name}
    with override(language_of(invited) if invited else get_language()):
        post_letter(
            to=invitation.email,
            subject=_("%(person)s invites you to %(organisation)s in the Co-sell Center") % names,
            text=render_to_string("accounts/mail/invitation.txt", context),
            link=link,
        )


def show_checklist(*, actor: User, partner: Partner, shown: bool) -> None:
    """Whether this person sees the organisation's checklist. Their own choice alone, so it is not recorded."""
    hidden_at = None if shown else timezone.now()
    Membership.objects.filter(user=actor, partner=partner).update(checklist_hidden_at=hidden_at)
