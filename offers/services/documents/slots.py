"""The slots of an offer: found or made for an upload, removed by the partner."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from offers.models import Document, DocumentKind, DocumentState, Offer
from offers.services.touching import touch


def slot_for(offer: Offer, kind: str) -> Document:
    """The slot an upload of this kind goes into; *other* documents get one each. The offer's row must be locked."""
    if kind == DocumentKind.OTHER:
        _demand_room_for_other(offer)
        return Document.objects.create(offer=offer, kind=kind)
    return offer.documents.filter(kind=kind, removed_at__isnull=True).first() or Document.objects.create(
        offer=offer, kind=kind
    )


def _demand_room_for_other(offer: Offer) -> None:
    taken = offer.documents.filter(kind=DocumentKind.OTHER, removed_at__isnull=True).count()
    if taken >= settings.OTHER_DOCUMENTS_LIMIT:
        raise ValidationError(
            _("An offer has at most %(limit)s other documents. Remove or replace one of them first."),
            params={"limit": settings.OTHER_DOCUMENTS_LIMIT},
        )


def free_unused_slot(document: Document) -> None:
    """A slot that was made for an upload that never ended takes no room among the *other* documents."""
    if not document.versions.exclude(state=DocumentState.ABANDONED).exists():
        Document.objects.filter(pk=document.pk).update(removed_at=timezone.now())


def next_number(document: Document) -> int:
    return int(document.versions.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def remove_document(*, actor: User, document: Document) -> bool:
    """Take a document out of the offer. Its versions stay for the record and count no more. False: it was gone."""
    gone = Document.objects.filter(pk=document.pk, removed_at__isnull=True).update(removed_at=timezone.now())
    if gone:
        touch(actor=actor, offer=document.offer)
        record(
            "offers.document_removed",
            actor=actor,
            subject=document.get_kind_display(),
            partner=document.offer.partner,
            offer_public_id=document.offer.public_id,
            kind=document.kind,
        )
        say_facts_changed(offers=[document.offer_id])
    return bool(gone)
