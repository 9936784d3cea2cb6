"""The three calls of an upload from the browser: announce, send blocks, commit. They answer in JSON.

The bytes never pass through a transaction or through memory: a block streams from the socket into the store.
"""

import json
import uuid
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cosell.requests import PersonRequest
from cosell.views import partner_page
from offers import files
from offers.models import DocumentVersion
from offers.queries import load_offer
from offers.queries.documents import load_document, load_upload
from offers.services import documents

MOST_ANNOUNCEMENT_BYTES = 10_000


@partner_page(post_only=True)
def begin(request: PersonRequest, offer_id: uuid.UUID) -> JsonResponse:
    """Announce a file: ``{"kind", "name", "size", "document"?}`` → where to send its blocks."""
    offer = load_offer(request.user, offer_id, edit=True)
    try:
        wanted = _announcement(request)
        document = load_document(request.user, offer, wanted["document"]) if wanted["document"] else None
        version = documents.begin_upload(
            actor=request.user,
            offer=offer,
            kind=document.kind if document else wanted["kind"],
            name=wanted["name"],
            size=wanted["size"],
            document=document,
        )
    except ValidationError as error:
        return _refused(error)
    return JsonResponse(_described(version), status=201)


@partner_page
@require_GET
def progress(request: PersonRequest, version_id: uuid.UUID) -> JsonResponse:
    """Where an upload stands: its state and the blocks that are still missing. For going on after a broken line."""
    return JsonResponse(_described(load_upload(request.user, version_id)))


@transaction.non_atomic_requests
@partner_page
@require_http_methods(["PUT"])
def block(request: PersonRequest, version_id: uuid.UUID, index: int) -> JsonResponse:
    """One block of the file as the raw body. Sending it again replaces it."""
    version = load_upload(request.user, version_id)
    try:
        received = documents.store_block(
            version=version,
            index=index,
            body=files.IncomingBody(cast(IO[bytes], request), documents.BLOCK_BYTES),
        )
    except ValidationError as error:
        return _refused(error)
    return JsonResponse({"received": received})


@partner_page(post_only=True)
def commit(request: PersonRequest, version_id: uuid.UUID) -> JsonResponse:
    """All blocks were sent. 409 with the missing ones if not; else the checks begin."""
    version = load_upload(request.user, version_id)
    missing = documents.commit_upload(actor=request.user, version=version)
    if missing:
        problem = _("Parts of the file have not arrived. They are sent again.")
        return JsonResponse({"missing": missing, "problems": [problem]}, status=409)
    return JsonResponse({"state": version.state, "document": str(version.document.public_id)})


def _announcement(request: PersonRequest) -> dict[str, Any]:
    fault = ValidationError(_("The upload could not be announced. Load the page again and retry."))
    if len(request.body) > MOST_ANNOUNCEMENT_BYTES:
        raise fault
    try:
        given = json.loads(request.body)
        document = uuid.UUID(given["document"]) if given.get("document") else None
        size = given["size"]
        if isinstance(size, bool) or not isinstance(size, int) or size < 0:
            raise fault
        return {
            "kind": str(given.get("kind", "")),
            "name": str(given["name"]),
            "size": size,
            "document": document,
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise fault from error


def _described(version: DocumentVersion) -> dict[str, Any]:
    at = {"version_id": version.public_id}
    receiving = version.state == "receiving"
    return {
        "id": str(version.public_id),
        "document": str(version.document.public_id),
        "state": version.state,
        "block_bytes": documents.BLOCK_BYTES,
        "block_url": reverse("offers:upload_block", kwargs={**at, "index": 0}).replace("/0/", "/{index}/"),
        "commit_url": reverse("offers:upload_commit", kwargs=at),
        "missing": documents.blocks_missing(version) if receiving else [],
    }


def _refused(error: ValidationError) -> JsonResponse:
    return JsonResponse({"problems": error.messages}, status=422)
