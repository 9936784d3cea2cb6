"""Who may do what with a cloud-specialist request; and the loaders that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from cosell.accounts.permissions import YES, Allowed, demand, demand_or_hide, may_read_partner, may_review
from offers.models import CloudSpecialistRequest, RequestState
from reviews.permissions import may_publish, may_review_offer

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet

    from cosell.accounts.models import User


def may_handle(user: User | None, request: CloudSpecialistRequest) -> Allowed:
    """Reviewers and admins, but for what they filed, and for organisations of theirs or in declared conflict."""
    if user is None:
        return Allowed(_("Only Microsoft's reviewers may do this."))
    if request.requested_by_id == user.pk:
        return Allowed(_("You filed this request yourself, so somebody else has to work on it."))
    return may_review_offer(user, request.offer)


def may_work_on_request(user: User | None, request: CloudSpecialistRequest) -> Allowed:
    """What only its specialist does."""
    verdict = may_handle(user, request)
    if verdict and user is not None and request.specialist_id != user.pk:
        return _another_works_on_it()
    return verdict


def may_give_request_away(user: User | None, request: CloudSpecialistRequest) -> Allowed:
    """Back to the pool, or to a colleague: its specialist, and for whoever is away a programme admin."""
    verdict = may_handle(user, request)
    if verdict and user is not None and request.specialist_id != user.pk and not user.is_programme_admin:
        return _another_works_on_it()
    return verdict


def may_close_request(user: User | None, request: CloudSpecialistRequest) -> Allowed:
    """While it is open anybody who may handle it; once it is taken its specialist, or a programme admin for them."""
    if request.state != RequestState.IN_PROGRESS:
        return may_handle(user, request)
    return may_give_request_away(user, request)


def may_wait_with_request(user: User | None, request: CloudSpecialistRequest) -> Allowed:
    if request.waiting_since:
        return Allowed(_("It waits for the partner already."))
    return may_work_on_request(user, request)


def may_go_on_with_request(user: User | None, request: CloudSpecialistRequest) -> Allowed:
    """The partner has answered, or the specialist goes on without an answer."""
    if request.waiting_since is None:
        return Allowed(_("It does not wait for the partner."))
    if user is not None and may_publish(user, request.offer):
        return YES
    return may_work_on_request(user, request)


def may_provide(user: User, request: CloudSpecialistRequest) -> Allowed:
    """Documents are provided by owners and editors of the organisation, until the request is closed."""
    verdict = may_publish(user, request.offer)
    if verdict and not request.is_open:
        return Allowed(_("The request is closed. Hand in documents with Review and publish."))
    return verdict


def _another_works_on_it() -> Allowed:
    return Allowed(_("Another specialist works on this request."))


def load_specialist_request(user: User, request_id: uuid.UUID) -> CloudSpecialistRequest:
    """A request for the desk: 404 to everybody but staff, 403 with the reason where there is a conflict."""
    demand_or_hide(may_review(user))
    request = _requests().filter(public_id=request_id).first()
    if request is None:
        raise Http404
    demand(may_handle(user, request))
    return request


def load_own_request(
    user: User, offer_id: uuid.UUID, request_id: uuid.UUID, *, edit: bool = False
) -> CloudSpecialistRequest:
    """A request of an offer for the partner's pages: 404 to strangers, 403 to a viewer with ``edit``."""
    request = _requests().filter(public_id=request_id, offer__public_id=offer_id).first()
    if request is None:
        raise Http404
    demand_or_hide(may_read_partner(user, request.offer.partner))
    if edit:
        demand(may_publish(user, request.offer))
    return request


def _requests() -> QuerySet[CloudSpecialistRequest]:
    people = ("specialist", "requested_by", "handed_over_by")
    return CloudSpecialistRequest.objects.select_related("offer__partner", *people)
