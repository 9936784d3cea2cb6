"""Who may do what with rulebooks and with what a partner has earned: yes or no, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cosell.accounts.permissions import Allowed, may_administer

if TYPE_CHECKING:
    from cosell.accounts.models import User
    from eligibility.models import Rulebook


def may_keep_rulebooks(user: User | None, rulebook: Rulebook) -> Allowed:
    """Programme admins write rulebooks and put them in force; the product itself never does."""
    if user is None:
        return Allowed(_("Only programme admins may do this."))
    return may_administer(user)
