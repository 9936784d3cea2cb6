"""Who may do what, as small predicates: yes or no, with the reason; and the loaders that ask them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from cosell.accounts.models import MemberRole, Membership, Partner, User

if TYPE_CHECKING:
    import uuid


@dataclass(frozen=True, slots=True)
class Allowed:
    """A yes (empty reason) or a no with the reason, in the reader's language."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Allowed()


def membership_of(user: User, partner: Partner) -> Membership | None:
    return Membership.objects.filter(user=user, partner=partner).first()


def may_read_partner(user: User, partner: Partner) -> Allowed:
    """Members read their own organisation; Microsoft's people read all."""
    if user.is_staff_member or membership_of(user, partner):
        return YES
    return Allowed(_("This organisation is not yours."))


def may_edit_partner(user: User, partner: Partner) -> Allowed:
    """Owners and editors change what the organisation owns; nobody at Microsoft does it for them."""
    membership = membership_of(user, partner)
    if membership and membership.may_edit:
        return YES
    return Allowed(_("Only owners and editors of the organisation may change this."))


def may_manage_members(user: User, partner: Partner) -> Allowed:
    membership = membership_of(user, partner)
    if membership and membership.role == MemberRole.OWNER:
        return YES
    return Allowed(_("Only an owner of the organisation may do this."))


def may_review(user: User) -> Allowed:
    return YES if user.is_staff_member else Allowed(_("Only Microsoft's reviewers may do this."))


def may_administer(user: User) -> Allowed:
    return YES if user.is_programme_admin else Allowed(_("Only programme admins may do this."))


def demand(verdict: Allowed) -> None:
    """Go on if allowed, else 403 with the reason."""
    if not verdict:
        raise PermissionDenied(verdict.reason)


def demand_or_hide(verdict: Allowed) -> None:
    """Go on if allowed, else 404: a stranger does not learn that it exists."""
    if not verdict:
        raise Http404(verdict.reason)


def load_partner(user: User, public_id: uuid.UUID, *, edit: bool = False) -> Partner:
    """The organisation, if the person may read it (404 if not) and, with ``edit``, change it (403 if not)."""
    partner = Partner.objects.filter(public_id=public_id).first()
    if partner is None:
        raise Http404
    demand_or_hide(may_read_partner(user, partner))
    if edit:
        demand(may_edit_partner(user, partner))
    return partner
