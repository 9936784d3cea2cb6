"""From the first byte to the queue of checks.

The browser announces a file, sends it in blocks of 8 MB and commits. Nothing that was acknowledged is lost: a block
counts as soon as it is stored, and a broken connection goes on with the blocks that are missing.
"""

import math
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.audit.services import record
from cosell.nudges import nudge
from offers import files
from offers.intake.formats import ACCEPTED_EXTENSIONS
from offers.intake.limits import Limits
from offers.intake.names import clean_name, extension_of
from offers.models import DiagramChannel, Document, DocumentKind, DocumentState, DocumentVersion, Offer
from offers.services.documents.slots import next_number, slot_for

BLOCK_BYTES = 8 * 1024 * 1024


def limits() -> Limits:
    """What a file may be, from the settings."""
    return Limits(
        max_bytes=settings.UPLOAD_LIMIT_BYTES,
        max_video_bytes=settings.UPLOAD_LIMIT_VIDEO_BYTES,
        one_pager_pages=settings.ONE_PAGER_PAGE_LIMIT,
    )


def block_count(size: int) -> int:
    return max(1, math.ceil(size / BLOCK_BYTES))


def problems_before_upload(name: str, size: int) -> list[str]:
    """What can be said before a byte is sent: a sentence for each fault."""
    problems = []
    if extension_of(name) not in ACCEPTED_EXTENSIONS:
        accepted = ", ".join(ACCEPTED_EXTENSIONS)
        problems.append(
            _("This type of file is not accepted. Accepted: %(accepted)s.") % {"accepted": accepted}
        )
    elif size > limits().bytes_for(extension_of(name)):
        limit = limits().bytes_for(extension_of(name)) // (1024 * 1024)
        problems.append(
            _("The file is larger than %(limit)s MB. Make it smaller and upload it again.") % {"limit": limit}
        )
    if size == 0:
        problems.append(_("The file is empty. Check it on your computer and upload it again."))
    return problems


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
) -> DocumentVersion:
    """Announce a file of ``size`` bytes for a kind of document, or for a slot to be replaced.

    Raises ValidationError with a sentence for each fault. Nothing of the name becomes part of a path.
    """
    problems = problems_before_upload(name, size)
    if kind not in DocumentKind.values:
        problems.append(_("Choose what kind of document this is."))
    if problems:
        raise ValidationError(problems)
    Offer.objects.select_for_update().get(pk=offer.pk)  # slots and numbers are given out one at a time
    slot = document or slot_for(offer, kind)
    return DocumentVersion.objects.create(
        document=slot,
        number=next_number(slot),
        original_name=clean_name(name),
        declared_bytes=size,
        uploaded_by=actor,
        quarantine_key=files.new_key(),
        channel=(channel or DiagramChannel.PARTNER_CENTER)
        if slot.kind == DocumentKind.ARCHITECTURE_DIAGRAM
        else "",
    )


def store_block(*, version: DocumentVersion, index: int, body: files.IncomingBody) -> int:
    """Store one block of an announced file; sending it again replaces it. Returns its bytes.

    Raises ValidationError for a block that the file cannot have, or one that is too long.
    """
    if version.state != DocumentState.RECEIVING:
        raise ValidationError(_("This upload has ended already."))
    if not 0 <= index < block_count(version.declared_bytes):
        raise ValidationError(_("The file has no such part."))
    try:
        return files.store_block(version.quarantine_key, index, body)
    except files.BodyTooLarge as error:
        raise ValidationError(_("A part of the file is longer than announced.")) from error


def blocks_missing(version: DocumentVersion) -> list[int]:
    """The blocks that are still to be sent, or to be sent again because they are incomplete."""
    count = block_count(version.declared_bytes)
    arrived = files.stored_blocks(version.quarantine_key, count)
    return [index for index in range(count) if arrived.get(index) != _expected_bytes(version, index)]


def _expected_bytes(version: DocumentVersion, index: int) -> int:
    return min(BLOCK_BYTES, version.declared_bytes - index * BLOCK_BYTES)


@transaction.atomic
def commit_upload(*, actor: User, version: DocumentVersion) -> list[int]:
    """All blocks were sent: hand the file to the checks. Returns the blocks that are missing (empty: it is done).

    Committing twice is no fault.
    """
    from offers.tasks import check_document  # the task imports the services

    if version.state != DocumentState.RECEIVING:
        return []
    missing = blocks_missing(version)
    if missing:
        return missing
    moved = DocumentVersion.objects.filter(pk=version.pk, state=DocumentState.RECEIVING).update(
        state=DocumentState.PROCESSING, uploaded_at=timezone.now()
    )
    if moved:
        version.state = DocumentState.PROCESSING
        _record_upload(actor, version)
        nudge(check_document, version.pk)
    return []


def _record_upload(actor: User, version: DocumentVersion) -> None:
    offer = version.document.offer
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
    version = begin_upload(
        actor=actor,
        offer=offer,
        kind=kind,
        name=upload.name or "",
        size=size,
        channel=channel,
        document=document,
    )
    stream = upload.open()
    for index in range(block_count(size)):
        piece = stream.read(BLOCK_BYTES)
        files.store_block(version.quarantine_key, index, files.IncomingBody(BytesIO(piece), BLOCK_BYTES))
    commit_upload(actor=actor, version=version)
    return version
