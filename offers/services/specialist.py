"""Requests to work with a cloud specialist: filed by the partner, taken and closed by a reviewer."""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cosell.accounts.models import Role, User
from cosell.accounts.permissions import demand
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.notifications.services import notify
from cosell.transitions import Transition, carry_out, table
from offers.models import CloudSpecialistRequest, Offer, RequestState
from offers.permissions import may_close_request, may_edit_offer, may_take_request

TAKE, COMPLETE, DECLINE = "take", "complete", "decline"

REQUEST_TRANSITIONS = table(
    Transition(
        TAKE,
        gettext_lazy("Take the request"),
        frozenset({RequestState.OPEN}),
        RequestState.IN_PROGRESS,
        may_take_request,
        tells=("offers.request_taken",),
    ),
    Transition(
        COMPLETE,
        pgettext_lazy("a cloud-specialist request", "Complete"),
        frozenset({RequestState.IN_PROGRESS}),
        RequestState.COMPLETED,
        may_close_request,
        needs_reason=True,
        tells=("offers.request_completed",),
    ),
    Transition(
        DECLINE,
        pgettext_lazy("a cloud-specialist request", "Decline"),
        frozenset({RequestState.OPEN, RequestState.IN_PROGRESS}),
        RequestState.DECLINED,
        may_close_request,
        needs_reason=True,
        tells=("offers.request_declined",),
    ),
)


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
    text = _bounded("needs", needs)
    if not text:
        raise ValidationError({"needs": _("Say what you need, so that the specialist can prepare.")})
    request = CloudSpecialistRequest(creation_key=creation_key, offer=offer, needs=text, requested_by=actor)
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        return _filed_already(offer, creation_key)
    _note("offers.request_filed", actor, request)
    _tell_reviewers(request)
    return request


def take_request(*, actor: User, request: CloudSpecialistRequest) -> None:
    """Work on it as its specialist. Raises what ``carry_out`` raises."""
    _move(TAKE, actor, request, specialist=actor, taken_at=timezone.now())


def complete_request(*, actor: User, request: CloudSpecialistRequest, outcome: str) -> None:
    """The documentation was provided; ``outcome`` says how it ended. Raises what ``carry_out`` raises."""
    _move(COMPLETE, actor, request, outcome=_bounded("outcome", outcome), closed_at=timezone.now())


def decline_request(*, actor: User, request: CloudSpecialistRequest, outcome: str) -> None:
    """``outcome`` is the reason that the partner reads. Raises what ``carry_out`` raises."""
    _move(DECLINE, actor, request, outcome=_bounded("outcome", outcome), closed_at=timezone.now())


@transaction.atomic
def _move(action: str, actor: User, request: CloudSpecialistRequest, **changes: object) -> None:
    transition = REQUEST_TRANSITIONS[action]
    as_it_stands = CloudSpecialistRequest.objects.select_for_update()
    request.refresh_from_db(fields=["state", "specialist"], from_queryset=as_it_stands)
    carry_out(transition, request, actor=actor, reason=str(changes.get("outcome", "")), changes=changes)
    _note(transition.tells[0], actor, request)
    _tell_partner(transition.tells[0], actor, request)


def _bounded(field: str, text: str) -> str:
    """The text without blanks round it; the database keeps no bound of a long text, so that it is kept here."""
    most = getattr(CloudSpecialistRequest._meta.get_field(field), "max_length", 0)
    if len(text.strip()) > most:
        raise ValidationError({field: _("Write at most %(most)s characters.") % {"most": most}})
    return text.strip()


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


def _note(action: str, actor: User, request: CloudSpecialistRequest) -> None:
    offer = request.offer
    record(
        action,
        actor=actor,
        subject=offer.name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        request=str(request.public_id),
        state=request.state,
    )
    say_facts_changed(offers=[offer.pk])


def _tell_partner(code: str, actor: User, request: CloudSpecialistRequest) -> None:
    members = User.objects.filter(memberships__partner=request.offer.partner)
    path = reverse("offers:specialist", kwargs={"offer_id": request.offer.public_id})
    notify(code, members, path=path, offer=request.offer.name, person=str(actor), outcome=request.outcome)


def _tell_reviewers(request: CloudSpecialistRequest) -> None:
    """Those who may take it: reviewers who do not belong to the organisation."""
    partner = request.offer.partner
    reviewers = User.objects.filter(role=Role.REVIEWER).exclude(memberships__partner=partner)
    path = reverse("reviews:specialist_request", kwargs={"request_id": request.public_id})
    notify("offers.request_filed", reviewers, path=path, offer=request.offer.name, partner=partner.name)
