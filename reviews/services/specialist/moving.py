"""What every act on a cloud-specialist request has in common: the lock, the change of state, the record, the news."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.notifications.services import notify
from cosell.transitions import carry_out
from offers.models import CloudSpecialistRequest
from reviews.queries import members_of
from reviews.services.specialist.states import REQUEST_TRANSITIONS


def hold(request: CloudSpecialistRequest) -> None:
    """Bring the row up to date, and hold it until the end of the transaction."""
    people = ("specialist", "requested_by", "handed_over_by")
    rows = CloudSpecialistRequest.objects.select_for_update(of=("self",))
    request.refresh_from_db(from_queryset=rows.select_related("offer__partner", *people))


def move(
    action: str,
    actor: User,
    request: CloudSpecialistRequest,
    record_as: str,
    *,
    reason: str = "",
    said: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Carry the act out and record it, with ``said`` beside what every entry says. Raises what ``carry_out`` raises."""
    carry_out(REQUEST_TRANSITIONS[action], request, actor=actor, reason=reason, changes=changes)
    note_request(record_as, actor, request, **(said or {}))


def note_request(action: str, actor: User | None, request: CloudSpecialistRequest, **data: Any) -> None:
    """Write an act on a request into the record; the offer's facts hold its state."""
    offer = request.offer
    record(
        action,
        actor=actor,
        subject=offer.name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        request=str(request.public_id),
        state=request.state,
        **data,
    )
    say_facts_changed(offers=[offer.pk])


def tell_partner(code: str, request: CloudSpecialistRequest, *, person: User, **words: str) -> None:
    """Tell every member of the organisation."""
    notify(
        code,
        members_of(request.offer),
        path=path_for_partner(request),
        offer=request.offer.name,
        person=str(person),
        **words,
    )


def path_for_partner(request: CloudSpecialistRequest) -> str:
    return reverse("reviews:specialist", args=[request.offer.public_id])


def path_for_desk(request: CloudSpecialistRequest) -> str:
    return reverse("reviews:specialist_request", args=[request.public_id])


def bounded(field: str, text: str) -> str:
    """The text without blanks round it; the database keeps no bound of a long text, so that it is kept here."""
    most = getattr(CloudSpecialistRequest._meta.get_field(field), "max_length", 0)
    if len(text.strip()) > most:
        raise ValidationError({field: _("Write at most %(most)s characters.") % {"most": most}})
    return text.strip()
