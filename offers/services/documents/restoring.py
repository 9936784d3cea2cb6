"""An older version comes back as a new one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.audit.services import record
from offers.models import DocumentState, DocumentText, DocumentVersion, Offer
from offers.services.documents.slots import next_number
from offers.services.touching import touch

# What belongs to the content; verdicts, names of people and times do not.
COPIED = (
    "original_name",
    "declared_bytes",
    "declared_sha256",
    "file_key",
    "media_type",
    "size",
    "sha256",
    "pages",
    "page_word",
    "page_images",
    "page_sizes",
    "scanned",
    "findings",
    "checked_at",
    "channel",
    "checklist",
    "azure_services",
)


@transaction.atomic
def restore_version(*, actor: User, version: DocumentVersion) -> DocumentVersion:
    """Make a new version with the content of an older one. It is handed in with the next *Publish*, like any other.

    It stands on the same file as the old one. Raises ValidationError where that cannot be restored.
    """
    document = version.document
    Offer.objects.select_for_update().get(pk=document.offer_id)  # numbers are given out one at a time
    number = next_number(document)
    _demand_restorable(version)
    document.versions.filter(state=DocumentState.READY).update(state=DocumentState.SUPERSEDED)
    restored = DocumentVersion.objects.create(
        document=document,
        number=number,
        state=DocumentState.READY,
        uploaded_by=actor,
        uploaded_at=timezone.now(),
        restored_from=version,
        **{name: getattr(version, name) for name in COPIED},
    )
    for text in DocumentText.objects.filter(version=version):
        DocumentText.objects.create(version=restored, text=text.text)
    touch(actor=actor, offer=document.offer)
    record(
        "offers.document_restored",
        actor=actor,
        subject=version.original_name,
        partner=document.offer.partner,
        offer_public_id=document.offer.public_id,
        kind=document.kind,
        version=number,
        restored=version.number,
    )
    return restored


def _demand_restorable(version: DocumentVersion) -> None:
    newest = version.document.versions.exclude(
        state__in=[DocumentState.RECEIVING, DocumentState.ABANDONED, DocumentState.REJECTED]
    ).first()
    if not version.is_clean:
        raise ValidationError(_("The file of this version is not kept any more. Upload it again."))
    if newest == version or (newest and newest.sha256 and newest.sha256 == version.sha256):
        raise ValidationError(_("This is what stands there already."))
