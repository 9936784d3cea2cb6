"""Offers that a person may see."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.frame import OfferInFrame
from offers.models import Offer
from offers.permissions import may_edit_offer


def offers_visible_to(user: User | AnonymousUser) -> QuerySet[Offer]:
    """The offers of the person's own organisations; all of them for Microsoft's people; none for anybody else."""
    if not isinstance(user, User) or not user.is_active:
        return Offer.objects.none()
    if user.is_staff_member:
        return Offer.objects.all()
    return Offer.objects.filter(partner__memberships__user=user)


def load_offer(user: User | AnonymousUser, public_id: uuid.UUID, *, edit: bool = False) -> Offer:
    """The offer with its partner, if the person may read it (404 if not) and, with ``edit``, change it (403 if not)."""
    offer = offers_visible_to(user).select_related("partner").filter(public_id=public_id).first()
    if offer is None or not isinstance(user, User):
        raise Http404
    if edit:
        demand(may_edit_offer(user, offer))
    return offer


def offer_in_frame(user: User, public_id: uuid.UUID) -> OfferInFrame | None:
    """What the navigation shows of an open offer, or None if the person may not read it. One query."""
    row = offers_visible_to(user).filter(public_id=public_id).values_list("name", "partner_id").first()
    return OfferInFrame(*row) if row else None
