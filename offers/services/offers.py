"""Making an offer, changing it, and what Microsoft and the partner decide about its sale."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import Partner, User
from cosell.accounts.permissions import demand, may_edit_partner
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.notifications.services import notify
from cosell.revisions import update_if_unchanged
from offers.checks import offer_countries
from offers.models import Offer
from offers.permissions import may_edit_offer, may_judge_offer


@transaction.atomic
def create_offer(
    *,
    actor: User,
    partner: Partner,
    creation_key: uuid.UUID,
    type: str,  # noqa: A002 - the field's name
    name: str,
    summary: str,
    countries: Iterable[str],
    paid: bool,
    transactable: bool,
) -> Offer:
    """A new draft of the organisation. The same ``creation_key`` again gives the offer that it made before.

    Raises PermissionDenied for anybody but an owner or editor, ValidationError on an unknown type or country.
    """
    demand(may_edit_partner(actor, partner))
    offer = Offer(
        creation_key=creation_key,
        partner=partner,
        created_by=actor,
        changed_by=actor,
        type=type,
        name=name,
        summary=summary,
        countries=offer_countries(countries),
        paid=paid,
        transactable=transactable,
    )
    offer.clean_fields()
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
    except IntegrityError:
        if again := Offer.objects.filter(creation_key=creation_key, partner=partner).first():
            return again
        raise
    _record("offers.created", actor, offer, type=type)
    say_facts_changed(offers=[offer.pk])
    return offer


@transaction.atomic
def change_offer(*, actor: User, offer: Offer, changes: Mapping[str, Any]) -> None:
    """Write these fields, all of them checked. Raises ``SomebodyWasFaster`` if somebody saved the offer meanwhile."""
    demand(may_edit_offer(actor, offer))
    update_if_unchanged(offer, actor=actor, changes=changes)
    note_changes(actor=actor, offer=offer, fields=changes)


def note_changes(*, actor: User, offer: Offer, fields: Iterable[str]) -> None:
    """After fields of an offer were written, in the same transaction: the record, and the new facts."""
    _record("offers.changed", actor, offer, fields=sorted(fields))
    say_facts_changed(offers=[offer.pk])


@transaction.atomic
def make_live(*, actor: User, offer: Offer, at: datetime | None = None) -> None:
    """The reviewer's verdict that the offer meets the marketplace's publishing requirements. Live already: nothing."""
    demand(may_judge_offer(actor, offer))
    values = {"stopped_before": F("stopped_at"), "stopped_at": None}  # of the row as it stood
    if _update(offer, {"published_at__isnull": True}, published_at=at or timezone.now(), **values):
        _record("offers.made_live", actor, offer)
        say_facts_changed(offers=[offer.pk])


@transaction.atomic
def undo_live(*, actor: User, offer: Offer, since: datetime) -> None:
    """The verdict that made it live at this moment does not count any more. Live since another moment: nothing.

    What was stopped before is as stopped as it was, since the same day.
    """
    demand(may_judge_offer(actor, offer))
    values = {"stopped_at": F("stopped_before"), "stopped_before": None}
    if _update(offer, {"published_at": since}, published_at=None, **values):
        _record("offers.live_undone", actor, offer)
        say_facts_changed(offers=[offer.pk])


@transaction.atomic
def stop_selling(*, actor: User, offer: Offer) -> None:
    """Take a live offer off the marketplace. Raises ValidationError if it is not live."""
    demand(may_edit_offer(actor, offer))
    if not _update(offer, {"published_at__isnull": False}, published_at=None, stopped_at=timezone.now()):
        raise ValidationError(_("This offer is not live, so there is nothing to stop."))
    _record("offers.stopped", actor, offer)
    others = User.objects.filter(memberships__partner=offer.partner).exclude(pk=actor.pk)
    path = reverse("offers:properties", kwargs={"offer_id": offer.public_id})
    notify("offers.stopped", others, path=path, offer=offer.name, person=str(actor))
    say_facts_changed(offers=[offer.pk])


@transaction.atomic
def set_technical_validation(*, actor: User, offer: Offer, passed: bool | None) -> None:
    """The reviewer's finding; None: not judged."""
    demand(may_judge_offer(actor, offer))
    if passed != offer.technical_validation_passed and _update(offer, {}, technical_validation_passed=passed):
        _record("offers.technical_validation", actor, offer, passed=passed)
        say_facts_changed(offers=[offer.pk])


def _update(offer: Offer, expected: Mapping[str, Any], **values: Any) -> bool:
    """Write ``values`` if the row is still as ``expected``; ``offer`` is brought up to date."""
    if not Offer.objects.filter(pk=offer.pk, **expected).update(**values):
        return False
    offer.refresh_from_db(fields=list(values))
    return True


def _record(action: str, actor: User, offer: Offer, **data: Any) -> None:
    record(
        action,
        actor=actor,
        subject=offer.name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        **data,
    )
