"""Who may do what with rulebooks and with what a partner has earned: yes or no, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cosell.accounts.permissions import YES, Allowed, may_administer

if TYPE_CHECKING:
    from cosell.accounts.models import User
    from eligibility.models import Rulebook


def may_keep_rulebooks(user: User | None, rulebook: Rulebook | None = None) -> Allowed:
    """Programme admins write rulebooks; the product itself never does."""
    if user is None:
        return Allowed(_("Only programme admins may do this."))
    return may_administer(user)


def may_approve_rulebook(user: User | None, rulebook: Rulebook) -> Allowed:
    """A second admin: neither who proposed it nor who edited it last."""
    admin = may_keep_rulebooks(user)
    if user is None or not admin:
        return admin
    if user.pk == rulebook.proposed_by_id:
        return Allowed(_("You proposed this rulebook. A second admin approves it."))
    if user.pk == rulebook.changed_by_id:
        return Allowed(_("You edited this rulebook last. A second admin approves it."))
    return YES


def may_return_rulebook(user: User | None, rulebook: Rulebook) -> Allowed:
    """Any admin but the proposer, who takes it back instead."""
    admin = may_keep_rulebooks(user)
    if user is None or not admin:
        return admin
    if user.pk == rulebook.proposed_by_id:
        return Allowed(_("You proposed this rulebook. You may take it back."))
    return YES


def may_take_rulebook_back(user: User | None, rulebook: Rulebook) -> Allowed:
    """The proposer alone."""
    admin = may_keep_rulebooks(user)
    if user is None or not admin:
        return admin
    if user.pk != rulebook.proposed_by_id:
        return Allowed(_("Only the admin who proposed it takes it back. You may return it with a reason."))
    return YES


def only_the_product(user: User | None, rulebook: Rulebook) -> Allowed:
    """What happens by itself on a rulebook's day."""
    return YES if user is None else Allowed(_("This happens by itself on the rulebook's day."))
