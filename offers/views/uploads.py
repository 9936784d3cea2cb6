"""The calls of an upload from the browser: announce, send blocks, commit, ask how it stands, discard. Answers are JSON.

The bytes never pass through a transaction or through memory: a block streams from the socket into the store.
"""

import json
import logging
import re
import uuid
from dataclasses import dataclass
from typing import IO, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cosell.requests import PersonRequest
from cosell.views import partner_page
from offers import files
from offers.intake.names import clean_name
from offers.models import DocumentState, DocumentVersion
from offers.queries import load_offer
from offers.queries.documents import load_document, load_upload
from offers.services import documents

logger = logging.getLogger(__name__)

MOST_ANNOUNCEMENT_BYTES = 10_000
HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the browser says of a file. ``resume`` names the half-sent upload that it is meant to go on with."""

    kind: str
    name: str
    size: int
    sha256: str
    fingerprint: str
    document: uuid.UUID | None
    resume: uuid.UUID | None


@partner_page(post_only=True)
def begin(request: PersonRequest, offer_id: uuid.UUID) -> JsonResponse:
    """Announce a file → where to send its blocks. The same file sent half-way before is gone on with."""
    offer = load_offer(request.user, offer_id, edit=True)
    try:
        wanted = _announcement(request)
        document = load_document(request.user, offer, wanted.document) if wanted.document else None
        if wanted.resume:
            _demand_same_file(load_upload(request.user, wanted.resume), wanted)
        version = documents.begin_upload(
            actor=request.user,
            offer=offer,
            kind=document.kind if document else wanted.kind,
            name=wanted.name,
            size=wanted.size,
            document=document,
            sha256=wanted.sha256,
            fingerprint=wanted.fingerprint,
        )
    except ValidationError as error:
        return _refused(error)
    return _described(version, status=201)


def _demand_same_file(half_sent: DocumentVersion, wanted: Announcement) -> None:
    is_same = (half_sent.declared_bytes, half_sent.fingerprint) == (wanted.size, wanted.fingerprint)
    if not is_same or half_sent.original_name != clean_name(wanted.name):
        raise ValidationError(
            _(
                "This is not the same file as the half-sent “%(name)s”. Choose that one, or discard "
                "what was sent of it."
            ),
            params={"name": half_sent.original_name},
        )


@partner_page
@require_GET
def progress(request: PersonRequest, version_id: uuid.UUID) -> JsonResponse:
    """Where an upload stands: its state, the blocks that are still missing, and a fresh right to send them."""
    return _described(load_upload(request.user, version_id))


@transaction.non_atomic_requests
@partner_page
@require_http_methods(["PUT"])
def block(request: PersonRequest, version_id: uuid.UUID, index: int) -> JsonResponse:
    """One block of the file as the raw body. Answers only when it is durably stored; sending it again replaces it."""
    version = load_upload(request.user, version_id)
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    try:
        documents.store_block(version=version, index=index, stream=cast(IO[bytes], request), length=length)
    except ValidationError as error:
        return _refused(error)
    except files.BodyCutShort:
        return _broken_off()
    except OSError as error:
        return _store_away(error)
    return JsonResponse({"received": length})


@transaction.non_atomic_requests
@partner_page(post_only=True)
def commit(request: PersonRequest, version_id: uuid.UUID) -> JsonResponse:
    """All blocks were sent. 409 with the missing ones if not; else the checks begin."""
    version = load_upload(request.user, version_id)
    try:
        missing = documents.commit_upload(actor=request.user, version=version)
    except OSError as error:
        return _store_away(error)
    if missing:
        problem = _("Parts of the file have not arrived. They are sent again.")
        return JsonResponse({"missing": missing, "problems": [problem]}, status=409)
    return JsonResponse({"state": version.state, "document": str(version.document.public_id)})


@partner_page(post_only=True)
def discard(request: PersonRequest, version_id: uuid.UUID) -> HttpResponse:
    """Give up an upload that did not end. The script is answered in JSON, the plain button by the page."""
    version = load_upload(request.user, version_id)
    discarded = documents.discard_upload(version=version)
    if request.accepts("text/html"):
        if discarded:
            messages.success(
                request, _("What was sent of “%(name)s” was deleted.") % {"name": version.original_name}
            )
        return redirect("offers:documents", offer_id=version.document.offer.public_id)
    return JsonResponse({"discarded": discarded})


def _announcement(request: PersonRequest) -> Announcement:
    fault = ValidationError(_("The upload could not be announced. Load the page again and retry."))
    if len(request.body) > MOST_ANNOUNCEMENT_BYTES:
        raise fault
    try:
        given = json.loads(request.body)
        size = given["size"]
        if isinstance(size, bool) or not isinstance(size, int) or not 0 <= size < 2**63:
            raise fault
        return Announcement(
            kind=str(given.get("kind", "")),
            name=str(given["name"]),
            size=size,
            sha256=_hash(given.get("sha256")),
            fingerprint=_hash(given.get("fingerprint")),
            document=_id(given.get("document")),
            resume=_id(given.get("resume")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise fault from error


def _hash(given: str | None) -> str:
    if given and not HASH.fullmatch(given):
        raise ValueError
    return given or ""


def _id(given: str | None) -> uuid.UUID | None:
    return uuid.UUID(given) if given else None


def _described(version: DocumentVersion, status: int = 200) -> JsonResponse:
    """Where the browser sends what: straight into the blob storage where there is one, else to this product."""
    at = {"version_id": version.public_id}
    try:
        receiving = version.state == DocumentState.RECEIVING
        missing = documents.blocks_missing(version) if receiving else []
        link = files.quarantine().link(version.quarantine_key) if receiving else None
    except OSError as error:
        return _store_away(error)
    through_us = reverse("offers:upload_block", kwargs={**at, "index": 0}).replace("/0/", "/{index}/")
    answer = {
        "id": str(version.public_id),
        "document": str(version.document.public_id),
        "state": version.state,
        "block_bytes": files.BLOCK_BYTES,
        "block_url": link.address if link else through_us,
        "direct": bool(link),
        "progress_url": reverse("offers:upload_progress", kwargs=at),
        "commit_url": reverse("offers:upload_commit", kwargs=at),
        "discard_url": reverse("offers:upload_discard", kwargs=at),
        "missing": missing,
    }
    return JsonResponse(answer, status=status)


def _refused(error: ValidationError) -> JsonResponse:
    return JsonResponse({"problems": error.messages}, status=422)


def _broken_off() -> JsonResponse:
    return JsonResponse({"problems": [_("A part of the file broke off. It is sent again.")]}, status=400)


def _store_away(error: OSError) -> JsonResponse:
    """The script waits and tries again; what has arrived stays."""
    logger.error("the store of uploads does not answer: %s", error)
    problem = _("Files cannot be stored at the moment. What has arrived is kept; go on in a few minutes.")
    return JsonResponse({"problems": [problem]}, status=503)
