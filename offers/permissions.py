"""Who may do what with an offer and with a cloud-specialist request: yes or no, with the reason."""

from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import Allowed, may_edit_partner, may_read_partner, may_review, membership_of
from offers.models import CloudSpecialistRequest, Offer, RequestState


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


def may_take_request(user: User | None, request: CloudSpecialistRequest) -> Allowed:
    return may_judge_offer(user, request.offer)


def may_close_request(user: User | None, request: CloudSpecialistRequest) -> Allowed:
    """While it is open any reviewer; once it is taken the specialist who took it, or a programme admin for them."""
    verdict = may_judge_offer(user, request.offer)
    if not verdict or user is None or request.state != RequestState.IN_PROGRESS:
        return verdict
    if request.specialist_id == user.pk or user.is_programme_admin:
        return verdict
    return Allowed(_("Another specialist works on this request."))


def _not_own_organisation(user: User, offer: Offer) -> Allowed:
    if membership_of(user, offer.partner):
        return Allowed(_("Nobody judges an offer of their own organisation."))
    return Allowed()
