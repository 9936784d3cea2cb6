"""Reads that several callers use."""

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from cosell.accounts.models import Invitation, Membership, Partner, User
from cosell.locations import country_name


def members_of(partner: Partner) -> QuerySet[Membership]:
    """The members with their accounts, the longest-standing first."""
    return Membership.objects.filter(partner=partner).select_related("user", "partner")


def pending_invitations(partner: Partner) -> QuerySet[Invitation]:
    """Invitations that were not accepted, also the expired ones: an owner sees why nobody came."""
    return Invitation.objects.filter(partner=partner, accepted_at__isnull=True).select_related("invited_by")


def waiting_invitations(user: User) -> QuerySet[Invitation]:
    """What this person's (verified) address is invited to and can accept now."""
    waiting = Invitation.objects.filter(email=user.email.lower(), accepted_at__isnull=True)
    return waiting.filter(expires_at__gt=timezone.now()).select_related("partner", "invited_by")


def find_users(*, words: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """Accounts by part of a name or address, role and state ("active" or "inactive"), with their organisations."""
    users = User.objects.prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("partner"))
    )
    if words.strip():
        users = users.filter(Q(name__icontains=words.strip()) | Q(email__icontains=words.strip()))
    if role:
        users = users.filter(role=role)
    if state:
        users = users.filter(is_active=state == "active")
    return users


def profile_facts(partner: Partner) -> list[dict[str, str]]:
    """The business profile as ``{"label", "value"}`` rows for reading."""
    rows = []
    for name in Partner.PROFILE_FIELDS:
        value = getattr(partner, name)
        label = str(Partner._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # all are columns
        rows.append({"label": label, "value": country_name(value) if name == "country" and value else value})
    return rows
