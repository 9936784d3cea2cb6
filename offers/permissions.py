"""Who may do what with an offer: yes or no, with the reason."""

from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import Allowed, may_edit_partner, may_read_partner, may_review, membership_of
from offers.models import Offer


def may_read_offer(user: User, offer: Offer) -> Allowed:
    """Members of the organisation that owns it, and Microsoft's people."""
    return may_read_partner(user, offer.partner)


def may_edit_offer(user: User, offer: Offer) -> Allowed:
    """Owners and editors of the organisation that owns it."""
    return may_edit_partner(user, offer.partner)


def may_judge_offer(user: User | None, offer: Offer) -> Allowed:
    """Microsoft's reviewers, except for an organisation that they belong to themselves."""
    if user is None:
        return Allowed(_("Only Microsoft's reviewers may do this."))
    if verdict := may_review(user):
        return _not_own_organisation(user, offer)
    return verdict


def _not_own_organisation(user: User, offer: Offer) -> Allowed:
    if membership_of(user, offer.partner):
        return Allowed(_("Nobody judges an offer of their own organisation."))
    return Allowed()
