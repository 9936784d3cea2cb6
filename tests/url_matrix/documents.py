"""Documents: the tab, uploads in blocks, and the files themselves."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from offers import files
from offers.models import Document, DocumentState, DocumentVersion
from tests.url_matrix import Row, World, of_offer

READ = "sign-in 404 200 200 200 200 200"
ACT = "sign-in 404 403 302 302 403 403"
POST_ONLY = "sign-in 405 405 405 405 403 403"
PUT_ONLY = POST_ONLY
HIDDEN_FROM_MICROSOFT = "sign-in 404 200 200 200 404 404"


def make_version(world: World, **fields: Any) -> DocumentVersion:
    """A checked version with one page, whose file and picture lie in the clean store."""
    key = files.new_key()
    files.clean().save(files.clean_name_of(key), ContentFile(b"%PDF-1.7"))
    files.clean().save(files.page_name(key, 1), ContentFile(b"\x89PNG"))
    document = Document.objects.create(offer=world.offer, kind="other")
    values = {
        "state": DocumentState.READY,
        "file_key": key,
        "page_images": 1,
        "media_type": "application/pdf",
    }
    return DocumentVersion.objects.create(
        document=document, number=1, original_name="paper.pdf", declared_bytes=8, **{**values, **fields}
    )


def of_document(world: World) -> dict[str, Any]:
    return {**of_offer(world), "document_id": make_version(world).document.public_id}


def of_draft(world: World) -> dict[str, Any]:
    return {"version_id": make_version(world).public_id}


def of_published(world: World) -> dict[str, Any]:
    version = make_version(world, state=DocumentState.SUBMITTED, published_at=timezone.now())
    return {"version_id": version.public_id}


def of_quarantined(world: World) -> dict[str, Any]:
    version = make_version(world, state=DocumentState.PROCESSING, published_at=timezone.now(), file_key="")
    return {"version_id": version.public_id}


def of_upload(world: World) -> dict[str, Any]:
    version = make_version(world, state=DocumentState.RECEIVING, file_key="", quarantine_key=files.new_key())
    return {"version_id": version.public_id}


ROWS = {
    "offers:documents": Row(READ, of_offer),
    "offers:document_cards": Row(READ, of_offer),
    "offers:document_card": Row(READ, of_document),
    "offers:document_upload": [Row(POST_ONLY, of_offer), Row(ACT, of_offer, method="POST")],
    "offers:document_remove": [Row(POST_ONLY, of_document), Row(ACT, of_document, method="POST")],
    "offers:upload_begin": [
        Row(POST_ONLY, of_offer),
        Row("sign-in 404 403 422 422 403 403", of_offer, method="POST"),
    ],
    "offers:upload_progress": Row("sign-in 404 403 200 200 403 403", of_upload),
    "offers:upload_block": [
        Row(PUT_ONLY, lambda world: {**of_upload(world), "index": 0}),
        Row("sign-in 404 403 422 422 403 403", lambda world: {**of_upload(world), "index": 0}, method="PUT"),
    ],
    "offers:upload_commit": [
        Row(POST_ONLY, of_upload),
        Row("sign-in 404 403 409 409 403 403", of_upload, method="POST"),
    ],
    "offers:upload_discard": [Row(POST_ONLY, of_upload), Row(ACT, of_upload, method="POST")],
    "offers:version_download": [
        Row(READ, of_published),
        Row(HIDDEN_FROM_MICROSOFT, of_draft),
        Row("sign-in 404 403 403 403 403 403", of_quarantined),
    ],
    "offers:document_starter": [
        Row("sign-in 200 200 200 200 403 403", lambda world: {"kind": "customer_one_pager"}),
        Row("sign-in 404 404 404 404 403 403", lambda world: {"kind": "other"}),
    ],
    "offers:version_restore": [Row(POST_ONLY, of_draft), Row(ACT, of_draft, method="POST")],
    "offers:version_check_again": [Row(POST_ONLY, of_draft), Row(ACT, of_draft, method="POST")],
    "offers:diagram_checklist": [Row(POST_ONLY, of_draft), Row(ACT, of_draft, method="POST")],
    "offers:version_thumbnail": [
        Row(READ, of_published),
        Row(HIDDEN_FROM_MICROSOFT, of_draft),
        Row("sign-in 404 403 403 403 403 403", of_quarantined),
    ],
    "offers:version_page": [
        Row(READ, lambda world: {**of_published(world), "number": 1}),
        Row("sign-in 404 404 404 404 404 404", lambda world: {**of_published(world), "number": 2}),
        Row(HIDDEN_FROM_MICROSOFT, lambda world: {**of_draft(world), "number": 1}),
    ],
}
