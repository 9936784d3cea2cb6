"""The partner files a request to work with a cloud specialist."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import Role, User
from cosell.accounts.permissions import demand
from cosell.notifications.services import notify
from offers.models import CloudSpecialistRequest, Offer, RequestState, RequestWhy
from offers.permissions import may_edit_offer
from reviews import clock
from reviews.services.specialist.moving import bounded, note_request, path_for_desk


@transaction.atomic
def file_request(*, actor: User, offer: Offer, needs: str, creation_key: uuid.UUID) -> CloudSpecialistRequest:
    """File a request for the offer. The same ``creation_key`` again gives the request that it made before.

    Raises PermissionDenied for anybody but an owner or editor, ValidationError without text, too long, while
    another request is open, or after one was completed: the newest counts, so a new one would undo it.
    """
    demand(may_edit_offer(actor, offer))
    if again := offer.specialist_requests.filter(creation_key=creation_key).first():
        return again
    _refuse_when_completed(offer)
    text = bounded("needs", needs)
    if not text:
        raise ValidationError({"needs": _("Say what you need, so that the specialist can prepare.")})
    request = _request(actor, offer, text, creation_key)
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        return _filed_already(offer, creation_key)
    note_request("offers.request_filed", actor, request)
    _tell_reviewers(request)
    return request


def _request(actor: User, offer: Offer, needs: str, creation_key: uuid.UUID) -> CloudSpecialistRequest:
    now = timezone.now()
    request = CloudSpecialistRequest(
        creation_key=creation_key, offer=offer, needs=needs, requested_by=actor, requested_at=now
    )
    if offer.specialist_requests.exists():
        request.why = RequestWhy.AGAIN
    for name, value in clock.running(request, now).items():
        setattr(request, name, value)
    return request


def _refuse_when_completed(offer: Offer) -> None:
    if offer.specialist_requests.filter(state=RequestState.COMPLETED).exists():
        raise ValidationError(
            _("The request for this offer was completed already; another one is not needed.")
        )


def _filed_already(offer: Offer, creation_key: uuid.UUID) -> CloudSpecialistRequest:
    again = offer.specialist_requests.filter(creation_key=creation_key).first()
    if again is None:
        raise ValidationError(_("A request for this offer is open already. Wait for its outcome."))
    return again


def _tell_reviewers(request: CloudSpecialistRequest) -> None:
    """Those who may take it: reviewers without a conflict of interest."""
    partner = request.offer.partner
    reviewers = User.objects.filter(role=Role.REVIEWER).exclude(memberships__partner=partner)
    notify(
        "offers.request_filed",
        reviewers.exclude(conflicts__partner=partner),
        path=path_for_desk(request),
        offer=request.offer.name,
        partner=partner.name,
    )
