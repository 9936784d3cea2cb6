"""The documents tab of *Co-sell with Microsoft*."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cosell.requests import PersonRequest, public_id_of
from cosell.transitions import SomebodyWasFaster
from cosell.views import partner_or_staff_page, partner_page
from offers import starters
from offers.diagram import DiagramPoint
from offers.intake.formats import ACCEPTED_EXTENSIONS
from offers.models import DocumentKind, Offer
from offers.permissions import may_edit_offer
from offers.queries import Slot, current_slots, load_offer
from offers.queries.documents import elsewhere, half_sent, load_document, load_version
from offers.services import documents as services


@partner_or_staff_page
@require_safe
def documents(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id)
    context = _context(request, offer)
    waiting = half_sent(offer) if context["may_edit"] else []
    return render(request, "offers/documents/page.html", {**context, "half_sent": waiting})


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
        document = load_document(request.user, offer, public_id_of(wanted))
    kind = document.kind if document else request.POST.get("kind", "")
    services.upload_whole(actor=request.user, offer=offer, kind=kind, upload=given, document=document)


@partner_page(post_only=True)
def remove(request: PersonRequest, offer_id: uuid.UUID, document_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=True)
    document = load_document(request.user, offer, document_id)
    if services.remove_document(actor=request.user, document=document):
        messages.success(request, _("%(document)s was removed.") % {"document": document.get_kind_display()})
    return redirect("offers:documents", offer_id=offer.public_id)


@partner_page(post_only=True)
def restore(request: PersonRequest, version_id: uuid.UUID) -> HttpResponse:
    """An older version comes back as a new one, to be handed in with the next *Publish*."""
    version = load_version(request.user, version_id)
    offer = load_offer(request.user, version.document.offer.public_id, edit=True)
    try:
        restored = services.restore_version(actor=request.user, version=version)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        told = {"old": version.number, "new": restored.number}
        messages.success(
            request, _("Version %(old)s is back as version %(new)s. Publish to hand it in.") % told
        )
    return redirect("offers:documents", offer_id=offer.public_id)


@partner_page(post_only=True)
def check_again(request: PersonRequest, version_id: uuid.UUID) -> HttpResponse:
    """A file that was given up for our reasons gets its three tries anew."""
    version = load_version(request.user, version_id)
    offer = load_offer(request.user, version.document.offer.public_id, edit=True)
    try:
        services.check_again(actor=request.user, version=version)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except SomebodyWasFaster as faster:
        messages.info(request, str(faster))
    else:
        messages.success(request, _("The file is being checked again; this takes a few seconds."))
    return redirect("offers:documents", offer_id=offer.public_id)


@partner_page(post_only=True)
def checklist(request: PersonRequest, version_id: uuid.UUID) -> HttpResponse:
    """What the partner ticked about an architecture diagram."""
    version = load_version(request.user, version_id)
    offer = load_offer(request.user, version.document.offer.public_id, edit=True)
    try:
        services.tick_diagram(version=version, points=request.POST.getlist("points"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The checklist is kept. The reviewer sees it beside the diagram."))
    return redirect("offers:documents", offer_id=offer.public_id)


@partner_page
@require_safe
def starter(request: PersonRequest, kind: str) -> HttpResponse:
    """A document to start from, in the reader's language."""
    made = starters.starter(kind)
    if made is None:
        raise Http404
    answer = HttpResponse(made.content, content_type=made.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _context(request: PersonRequest, offer: Offer) -> dict[str, Any]:
    slots = current_slots(offer)
    return {
        "offer": offer,
        "slots": slots,
        "to_fix": sum(slot.needs_fixing for slot in slots),
        "accept": ",".join(ACCEPTED_EXTENSIONS),
        "kinds": DocumentKind.choices,
        "elsewhere": elsewhere(offer, slots),
        "diagram_points": DiagramPoint.choices,
        "diagram_options": _diagram_options(slots),
        "more_kinds": _kinds_with_room(slots),
        "may_edit": bool(may_edit_offer(request.user, offer)),
        "upload_words": json.dumps(_upload_words()),
    }


def _diagram_options(slots: list[Slot]) -> list[dict[str, Any]]:
    """The checklist as ticks, with those of the diagram's newest version."""
    diagram = next(slot for slot in slots if slot.kind == DocumentKind.ARCHITECTURE_DIAGRAM).current
    ticked = diagram.checklist if diagram else []
    return [
        {"value": point.value, "label": point.label, "checked": point in ticked} for point in DiagramPoint
    ]


def _upload_words() -> dict[str, str]:
    """What the script says while it uploads."""
    return {
        "looking": _("Looking at the file…"),
        "progress": _("Uploading: {percent} %"),
        "waiting": _("The connection is interrupted. It is tried again by itself."),
        "arrived": _("Arrived. It is being checked."),
        "cancelled": _("Cancelled. Nothing of the file was kept."),
        "broken": _(
            "The upload did not get through. What has arrived is kept: it goes on when you try again."
        ),
        "signedOut": _(
            "You have been signed out. Sign in again, then choose the file again: it goes on where it stopped."
        ),
        "close": _("Close"),
    }


def _kinds_with_room(slots: list[Slot]) -> list[tuple[str, str]]:
    empty = {slot.kind for slot in slots if slot.document is None}
    return [
        (kind, str(label))
        for kind, label in DocumentKind.choices
        if kind in empty or kind == DocumentKind.OTHER
    ]
