"""Cloud-specialist requests of an offer."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from cosell.accounts.models import User
from offers.models import CloudSpecialistRequest, Offer
from offers.queries.offers import offers_visible_to


def requests_of(offer: Offer) -> QuerySet[CloudSpecialistRequest]:
    """Every request of the offer, the newest first, with the people who had to do with it."""
    return offer.specialist_requests.select_related("requested_by", "specialist")


def newest_request(offer: Offer) -> CloudSpecialistRequest | None:
    """The one that counts; None if none was ever filed."""
    return requests_of(offer).first()


def load_request(user: User | AnonymousUser, public_id: uuid.UUID) -> CloudSpecialistRequest:
    """The request with its offer and partner, if the person may see the offer; 404 if not."""
    visible = CloudSpecialistRequest.objects.filter(offer__in=offers_visible_to(user))
    request = (
        visible.select_related("offer__partner", "requested_by", "specialist")
        .filter(public_id=public_id)
        .first()
    )
    if request is None:
        raise Http404
    return request
