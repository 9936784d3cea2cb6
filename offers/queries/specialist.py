"""Cloud-specialist requests of an offer."""

from django.db.models import QuerySet

from offers.models import CloudSpecialistRequest, Offer


def requests_of(offer: Offer) -> QuerySet[CloudSpecialistRequest]:
    """Every request of the offer, with the people who had to do with it. The first one, the newest, counts."""
    return offer.specialist_requests.select_related("requested_by", "specialist")
