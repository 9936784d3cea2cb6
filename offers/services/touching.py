"""Who changed an offer last, and when, where the change lies in what belongs to it: contacts, documents."""

from django.utils import timezone

from cosell.accounts.models import User
from offers.models import Offer


def touch(*, actor: User, offer: Offer) -> None:
    """The offer was changed now, by this person."""
    offer.changed_at, offer.changed_by = timezone.now(), actor
    Offer.objects.filter(pk=offer.pk).update(changed_at=offer.changed_at, changed_by=actor)
