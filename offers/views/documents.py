"""The documents tab of *Co-sell with Microsoft*."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cosell.requests import PersonRequest
from cosell.views import partner_or_staff_page, partner_page
from offers.intake.formats import ACCEPTED_EXTENSIONS
from offers.models import DocumentKind, Offer
from offers.permissions import may_edit_offer
from offers.queries import Slot, current_slots, load_offer
from offers.queries.documents import load_document
from offers.services import documents as services


@partner_or_staff_page
@require_safe
def documents(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id)
    return render(request, "offers/documents/page.html", _context(request, offer))


@partner_or_staff_page
@require_safe
def cards(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """The cards alone, to be put in place of those on the page when something about them has changed."""
    offer = load_offer(request.user, offer_id)
    return render(request, "offers/documents/_cards.html", _context(request, offer))


@partner_or_staff_page
@require_safe
def card(request: PersonRequest, offer_id: uuid.UUID, document_id: uuid.UUID) -> HttpResponse:
    """One card, which asks again every second while its file is being checked."""
    offer = load_offer(request.user, offer_id)
    context = _context(request, offer)
    slots: list[Slot] = context["slots"]
    slot = next((slot for slot in slots if slot.document and slot.document.public_id == document_id), None)
    if slot is None:
        raise Http404
    return render(request, "offers/documents/card.html", {**context, "slot": slot})


@partner_page(post_only=True)
def upload(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """A whole file from a form, for browsers without JavaScript."""
    offer = load_offer(request.user, offer_id, edit=True)
    try:
        _upload_from_form(request, offer)
    except ValidationError as error:
        for problem in error.messages:
            messages.error(request, problem)
    else:
        messages.success(request, _("The file has arrived. It is being checked; this takes a few seconds."))
    return redirect("offers:documents", offer_id=offer.public_id)


def _upload_from_form(request: PersonRequest, offer: Offer) -> None:
    given = request.FILES.get("file")
    if given is None:
        raise ValidationError(_("Choose a file first."))
    document = None
    if wanted := request.POST.get("document"):
        document = load_document(request.user, offer, uuid.UUID(wanted))
    kind = document.kind if document else request.POST.get("kind", "")
    services.upload_whole(actor=request.user, offer=offer, kind=kind, upload=given, document=document)


@partner_page(post_only=True)
def remove(request: PersonRequest, offer_id: uuid.UUID, document_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=True)
    document = load_document(request.user, offer, document_id)
    if services.remove_document(actor=request.user, document=document):
        messages.success(request, _("%(document)s was removed.") % {"document": document.get_kind_display()})
    return redirect("offers:documents", offer_id=offer.public_id)


def _context(request: PersonRequest, offer: Offer) -> dict[str, Any]:
    slots = current_slots(offer)
    return {
        "offer": offer,
        "slots": slots,
        "to_fix": sum(slot.needs_fixing for slot in slots),
        "accept": ",".join(ACCEPTED_EXTENSIONS),
        "kinds": DocumentKind.choices,
        "more_kinds": _kinds_with_room(slots),
        "may_edit": bool(may_edit_offer(request.user, offer)),
        "upload_words": json.dumps(_upload_words()),
    }


def _upload_words() -> dict[str, str]:
    """What the script says while it uploads."""
    return {
        "progress": _("Uploading: {percent} %"),
        "arrived": _("Arrived. It is being checked."),
        "cancelled": _("Cancelled. Nothing of the file was kept."),
        "broken": _("The upload did not get through. Check your connection, then choose the file again."),
        "signedOut": _("You have been signed out. Sign in again, then choose the file again."),
        "close": _("Close"),
    }


def _kinds_with_room(slots: list[Slot]) -> list[tuple[str, str]]:
    empty = {slot.kind for slot in slots if slot.document is None}
    return [
        (kind, str(label))
        for kind, label in DocumentKind.choices
        if kind in empty or kind == DocumentKind.OTHER
    ]
