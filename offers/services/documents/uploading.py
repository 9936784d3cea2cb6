"""From the first byte to the queue of checks.

The browser announces a file, sends it in blocks of 8 MB and commits. Nothing that was acknowledged is lost: a block
counts as soon as it is stored, and a broken upload goes on, even days later, with the blocks that are missing.
"""

import hashlib
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.audit.services import record
from cosell.nudges import nudge
from offers import files
from offers.intake.names import clean_name
from offers.models import DiagramChannel, Document, DocumentKind, DocumentState, DocumentVersion, Offer
from offers.services.documents import announcing
from offers.services.documents.slots import free_unused_slot, next_number, slot_for
from offers.services.touching import touch


@transaction.atomic
def begin_upload(
    *,
    actor: User,
    offer: Offer,
    kind: str,
    name: str,
    size: int,
    channel: str = "",
    document: Document | None = None,
    sha256: str = "",
    fingerprint: str = "",
) -> DocumentVersion:
    """Announce a file of ``size`` bytes for a kind of document, or for a slot to be replaced.

    ``sha256`` of the whole file and ``fingerprint`` (SHA-256 of its first and last megabyte) are hex digits or empty.
    The same file sent half-way before is found again by them. Raises ValidationError with a sentence for each fault.
    """
    announcing.demand_acceptable(kind, name, size)
    Offer.objects.select_for_update().get(pk=offer.pk)  # slots and numbers are given out one at a time
    twin = announcing.half_sent_twin(offer, kind, document, name=name, size=size, fingerprint=fingerprint)
    if twin:
        return twin
    announcing.demand_new(offer, sha256)
    announcing.demand_room(offer, size)
    slot = document or slot_for(offer, kind)
    return DocumentVersion.objects.create(
        document=slot,
        number=next_number(slot),
        original_name=clean_name(name),
        declared_bytes=size,
        declared_sha256=sha256,
        fingerprint=fingerprint,
        uploaded_by=actor,
        quarantine_key=files.new_key(),
        channel=(channel or DiagramChannel.PARTNER_CENTER)
        if slot.kind == DocumentKind.ARCHITECTURE_DIAGRAM
        else "",
    )


def store_block(*, version: DocumentVersion, index: int, stream: IO[bytes], length: int) -> None:
    """Store one block of an announced file from a stream; sending it again replaces it.

    Raises ValidationError for a block that the file cannot have, ``files.BodyCutShort`` where the stream ends early,
    OSError where the store does not answer.
    """
    if version.state != DocumentState.RECEIVING:
        raise ValidationError(_("This upload has ended already."))
    expected = files.block_bytes(version.declared_bytes, index)
    if not expected:
        raise ValidationError(_("The file has no such part."))
    if length != expected:
        raise ValidationError(_("A part of the file is not as long as announced."))
    files.quarantine().receive(version.quarantine_key, index, files.IncomingBody(stream, length))


def blocks_missing(version: DocumentVersion) -> list[int]:
    """The blocks that are still to be sent, or to be sent again because they are incomplete."""
    size = version.declared_bytes
    count = files.block_count(size)
    arrived = files.quarantine().arrived(version.quarantine_key, count)
    return [index for index in range(count) if arrived.get(index) != files.block_bytes(size, index)]


def commit_upload(*, actor: User, version: DocumentVersion) -> list[int]:
    """All blocks were sent: hand the file to the checks. Returns the blocks that are missing (empty: it is done).

    Committing twice is no fault. The store is asked outside the transaction: it may be slow.
    """
    if version.state != DocumentState.RECEIVING:
        return []
    missing = blocks_missing(version)
    if not missing:
        files.quarantine().seal(version.quarantine_key, files.block_count(version.declared_bytes))
        _hand_to_checks(actor, version)
    return missing


@transaction.atomic
def _hand_to_checks(actor: User, version: DocumentVersion) -> None:
    from offers.tasks import check_document  # the task imports the services

    moved = DocumentVersion.objects.filter(pk=version.pk, state=DocumentState.RECEIVING).update(
        state=DocumentState.PROCESSING, uploaded_at=timezone.now()
    )
    version.state = DocumentState.PROCESSING
    if moved:
        _record_upload(actor, version)
        nudge(check_document, version.pk)


def _record_upload(actor: User, version: DocumentVersion) -> None:
    offer = version.document.offer
    touch(actor=actor, offer=offer)
    record(
        "offers.document_uploaded",
        actor=actor,
        subject=version.original_name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        kind=version.document.kind,
        version=version.number,
        bytes=version.declared_bytes,
    )


@transaction.atomic
def discard_upload(*, version: DocumentVersion) -> bool:
    """Give up an upload that did not end, and delete what came of it. Returns False where it has ended already."""
    moved = DocumentVersion.objects.filter(pk=version.pk, state=DocumentState.RECEIVING).update(
        state=DocumentState.ABANDONED
    )
    if moved:
        free_unused_slot(version.document)
        key = version.quarantine_key
        transaction.on_commit(lambda: files.quarantine().drop(key), robust=True)  # else the sweep finds it
    return bool(moved)


def upload_whole(
    *,
    actor: User,
    offer: Offer,
    kind: str,
    upload: UploadedFile,
    channel: str = "",
    document: Document | None = None,
) -> DocumentVersion:
    """A file that came in one piece (a form without JavaScript, the demo): the same acts, one after the other."""
    size = upload.size or 0
    stream = upload.open()
    version = begin_upload(
        actor=actor,
        offer=offer,
        kind=kind,
        name=upload.name or "",
        size=size,
        channel=channel,
        document=document,
        sha256=hashlib.file_digest(stream, "sha256").hexdigest(),
    )
    stream.seek(0)
    for index in range(files.block_count(size)):
        length = files.block_bytes(size, index)
        store_block(version=version, index=index, stream=stream, length=length)
    commit_upload(actor=actor, version=version)
    return version
