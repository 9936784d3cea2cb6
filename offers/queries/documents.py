"""Reads about documents: the slots of an offer as a page shows them, and one version for those who may see it."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, Sum
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand, may_edit_partner, membership_of
from offers.models import Document, DocumentKind, DocumentState, DocumentVersion, Offer

HIDDEN_STATES = (DocumentState.RECEIVING, DocumentState.ABANDONED)
NEED_FIXING = (DocumentState.REJECTED, DocumentState.CHANGES_REQUESTED, DocumentState.REVOKED)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a document. ``document`` is None while nothing was ever uploaded into it.

    ``current`` is the newest version, ``counting`` the approved one; they differ while a successor is on its way.
    """

    kind: str
    document: Document | None = None
    versions: list[DocumentVersion] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(DocumentKind(self.kind).label)

    @property
    def anchor(self) -> str:
        return (
            f"{self.kind}-{self.document.public_id}"
            if self.kind == DocumentKind.OTHER and self.document
            else self.kind
        )

    @property
    def current(self) -> DocumentVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def counting(self) -> DocumentVersion | None:
        return next((version for version in self.versions if version.state == DocumentState.APPROVED), None)

    @property
    def to_send(self) -> DocumentVersion | None:
        """The newest version that the next *Publish* would hand in; a refused one does not hide the one before it."""
        for version in self.versions:
            if version.state in {DocumentState.READY, DocumentState.PROCESSING} and not version.published_at:
                return version
            if version.state != DocumentState.REJECTED:
                return None
        return None

    @property
    def needs_fixing(self) -> bool:
        return self.current is not None and self.current.state in NEED_FIXING


def current_slots(offer: Offer) -> list[Slot]:
    """Every kind once, in the order of the kinds, then each *other* document. Two queries."""
    shown = DocumentVersion.objects.exclude(state__in=HIDDEN_STATES).select_related(
        "uploaded_by", "reviewed_by", "restored_from"
    )
    documents = offer.documents.filter(removed_at__isnull=True).prefetch_related(
        Prefetch("versions", shown.order_by("-number"))
    )
    by_kind: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_kind[document.kind].append(document)
    slots = []
    for kind in DocumentKind.values:
        filled = [Slot(kind, document, list(document.versions.all())) for document in by_kind[kind]]
        slots += filled if kind == DocumentKind.OTHER else filled or [Slot(kind)]
    return [slot for slot in slots if slot.kind != DocumentKind.OTHER or slot.versions]


def half_sent(offer: Offer) -> list[DocumentVersion]:
    """Uploads that stopped half-way and can be gone on with, the newest first."""
    waiting = DocumentVersion.objects.filter(
        document__offer=offer, document__removed_at__isnull=True, state=DocumentState.RECEIVING
    )
    return list(waiting.select_related("document", "uploaded_by").order_by("-uploaded_at"))


def bytes_kept_for(partner_id: int) -> int:
    """What the files of an organisation take, as announced: those on their way and those that are kept."""
    arriving = Q(state__in=[DocumentState.RECEIVING, DocumentState.PROCESSING])
    versions = DocumentVersion.objects.filter(document__offer__partner=partner_id, restored_from__isnull=True)
    kept = versions.filter(arriving | ~Q(file_key="")).aggregate(total=Sum("declared_bytes"))
    return int(kept["total"] or 0)


def same_content(offer: Offer, sha256: str, apart_from: int | None = None) -> DocumentVersion | None:
    """The newest version of a slot of this offer that has the very same content.

    What was refused or sent back may come again as it is: the customer's consent may be all that was missing.
    """
    for slot in current_slots(offer):
        newest = next((version for version in slot.versions if version.pk != apart_from), None)
        known = newest and (newest.sha256 or newest.declared_sha256)
        if newest and known == sha256 and newest.state not in NEED_FIXING:
            newest.document = slot.document or newest.document
            return newest
    return None


def elsewhere(offer: Offer, slots: list[Slot]) -> dict[str, list[str]]:
    """Where else in the organisation the files of these slots stand: SHA-256 → names of offers. One query."""
    hashes = {slot.current.sha256 for slot in slots if slot.current and slot.current.sha256}
    twins = (
        DocumentVersion.objects.filter(
            sha256__in=hashes, document__offer__partner=offer.partner_id, document__removed_at__isnull=True
        )
        .exclude(document__offer=offer)
        .exclude(state__in=[*HIDDEN_STATES, DocumentState.REJECTED, DocumentState.SUPERSEDED])
        .values_list("sha256", "document__offer__name")
        .order_by("document__offer__name")
        .distinct()
    )
    found: dict[str, list[str]] = defaultdict(list)
    for sha256, name in twins:
        found[sha256].append(name)
    return found


def load_document(user: User, offer: Offer, public_id: uuid.UUID) -> Document:
    """A slot of an offer that was loaded for this person already; 404 where it is gone."""
    document = offer.documents.filter(public_id=public_id, removed_at__isnull=True).first()
    if document is None:
        raise Http404
    document.offer = offer
    return document


def load_version(user: User, public_id: uuid.UUID) -> DocumentVersion:
    """A version, for its organisation's members, and for Microsoft's people once it was handed in to them.

    404 to everybody else. What a partner never published is theirs alone, save where a cloud specialist was asked
    for: the documentation is provided through them.
    """
    version = (
        DocumentVersion.objects.select_related("document__offer__partner").filter(public_id=public_id).first()
    )
    if version is None or version.state in HIDDEN_STATES or not _may_see(user, version):
        raise Http404
    return version


def _may_see(user: User, version: DocumentVersion) -> bool:
    offer = version.document.offer
    if membership_of(user, offer.partner):
        return True
    return user.is_staff_member and (version.published_at is not None or offer.specialist_requests.exists())


def load_upload(user: User, public_id: uuid.UUID) -> DocumentVersion:
    """An upload under way, for its organisation's editors: 404 to strangers, 403 to a viewer."""
    version = (
        DocumentVersion.objects.select_related("document__offer__partner").filter(public_id=public_id).first()
    )
    if version is None or membership_of(user, version.document.offer.partner) is None:
        raise Http404
    demand(may_edit_partner(user, version.document.offer.partner))
    return version


def demand_clean(version: DocumentVersion) -> None:
    """Go on if the checks have passed; a file in quarantine is read by nobody."""
    if not version.is_clean:
        raise PermissionDenied(_("This file has not passed the checks, so it cannot be opened."))


def editors_of(offer: Offer) -> list[User]:
    """Whom to tell of what must be done about an offer."""
    return list(
        User.objects.filter(memberships__partner=offer.partner_id, memberships__role__in=["owner", "editor"])
    )


def path_to_documents(offer: Offer) -> str:
    return reverse("offers:documents", kwargs={"offer_id": offer.public_id})
