"""Partner organisations and their business profiles."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cosell.accounts.models import MemberRole, Membership, Partner, User
from cosell.accounts.permissions import demand, may_edit_partner
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.revisions import update_if_unchanged


@transaction.atomic
def create_organisation(*, actor: User, name: str) -> Partner:
    """Make an organisation with this person as its owner.

    The same form posted twice gives the one that was made first: nobody owns two of the same name.
    """
    User.objects.select_for_update().get(pk=actor.pk)
    owned = Membership.objects.filter(user=actor, role=MemberRole.OWNER, partner__name__iexact=name)
    existing = owned.select_related("partner").first()
    if existing:
        return existing.partner
    partner = Partner.objects.create(name=name, changed_by=actor)
    Membership.objects.create(user=actor, partner=partner, role=MemberRole.OWNER)
    record("organisation.created", actor=actor, subject=name, partner=partner)
    return partner


@transaction.atomic
def change_business_profile(*, actor: User, partner: Partner, changes: Mapping[str, Any]) -> None:
    """Write these fields of the business profile, or raise ``SomebodyWasFaster`` and write nothing."""
    demand(may_edit_partner(actor, partner))
    update_if_unchanged(partner, actor=actor, changes=changes)
    record(
        "organisation.profile_changed",
        actor=actor,
        subject=partner.name,
        partner=partner,
        fields=sorted(changes),
    )
    say_facts_changed(partners=[partner.pk])
