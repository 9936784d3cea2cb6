"""Handing documents in, taking them back, and what Microsoft says of them. ``reviews`` calls these when it decides."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from offers.models import DocumentKind, DocumentState, DocumentVersion


@transaction.atomic
def hand_in(*, actor: User, versions: Iterable[DocumentVersion], at: datetime) -> None:
    """Publish these versions: checked ones wait for a verdict, the others go on being checked and follow."""
    ids = sorted(version.pk for version in versions)
    rows = list(
        DocumentVersion.objects.select_for_update()
        .filter(pk__in=ids)
        .select_related("document")
        .order_by("pk")
    )
    for row in rows:
        row.published_at = at
        if row.state == DocumentState.READY:
            row.state = DocumentState.SUBMITTED
    DocumentVersion.objects.bulk_update(rows, ["published_at", "state"])
    say_facts_changed(offers={row.document.offer_id for row in rows})


@transaction.atomic
def take_back(*, actor: User, versions: Iterable[DocumentVersion]) -> None:
    """The submission was withdrawn: what has no verdict yet is the partner's draft again."""
    ids = [version.pk for version in versions]
    mine = DocumentVersion.objects.filter(pk__in=ids)
    offers = set(mine.values_list("document__offer_id", flat=True))
    mine.filter(state=DocumentState.SUBMITTED).update(state=DocumentState.READY, published_at=None)
    mine.filter(state__in=[DocumentState.PROCESSING, DocumentState.REJECTED]).update(published_at=None)
    say_facts_changed(offers=offers)


@transaction.atomic
def approve_version(*, actor: User, version: DocumentVersion, azure_percent: Decimal | None = None) -> None:
    """It counts from now on, and its approved predecessor no more. A diagram needs its percentage (0–100)."""
    if version.document.kind == DocumentKind.ARCHITECTURE_DIAGRAM and azure_percent is None:
        raise ValidationError({"azure_percent": _("Say how much of the infrastructure runs on Azure.")})
    _reviewed(actor, version, DocumentState.APPROVED, azure_percent=azure_percent)
    DocumentVersion.objects.filter(
        document=version.document_id, state=DocumentState.APPROVED, number__lt=version.number
    ).update(state=DocumentState.SUPERSEDED, superseded_by=version.pk)
    _note("offers.document_approved", actor, version)


@transaction.atomic
def send_back_version(*, actor: User, version: DocumentVersion, reason: str) -> None:
    """The partner is to replace it; an approved predecessor goes on counting."""
    _reviewed(actor, version, DocumentState.CHANGES_REQUESTED, review_reason=reason)
    _note("offers.document_sent_back", actor, version, reason=reason)


@transaction.atomic
def revoke_approval(*, actor: User, version: DocumentVersion, reason: str) -> bool:
    """Take an approval back, with the reason. Returns False where it was not approved any more."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the partner knows what to do.")})
    moved = DocumentVersion.objects.filter(pk=version.pk, state=DocumentState.APPROVED).update(
        state=DocumentState.REVOKED, reviewed_at=timezone.now(), reviewed_by=actor, review_reason=reason
    )
    if moved:
        _note("offers.document_approval_revoked", actor, version, reason=reason)
    return bool(moved)


@transaction.atomic
def undo_verdict(*, actor: User, version: DocumentVersion) -> bool:
    """It waits for a verdict again, and what its approval had replaced counts again, as if nothing had been said.

    Returns False where its verdict does not stand any more: it was revoked, or removed from the record.
    """
    stood = DocumentVersion.objects.filter(
        pk=version.pk, state__in=[DocumentState.APPROVED, DocumentState.CHANGES_REQUESTED]
    )
    unread = {"reviewed_at": None, "reviewed_by": None, "review_reason": "", "azure_percent": None}
    if not stood.update(state=DocumentState.SUBMITTED, **unread):
        return False
    version.state = DocumentState.SUBMITTED
    replaced = DocumentVersion.objects.filter(superseded_by=version.pk, state=DocumentState.SUPERSEDED)
    replaced.update(state=DocumentState.APPROVED, superseded_by=None)
    _note("offers.document_verdict_undone", actor, version)
    return True


def _reviewed(actor: User, version: DocumentVersion, state: str, **fields: Any) -> None:
    values = {"state": state, "reviewed_at": timezone.now(), "reviewed_by": actor, **fields}
    DocumentVersion.objects.filter(pk=version.pk).update(**values)
    for name, value in values.items():
        setattr(version, name, value)


def _note(action: str, actor: User, version: DocumentVersion, **data: Any) -> None:
    offer = version.document.offer
    record(
        action,
        actor=actor,
        subject=version.original_name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        kind=version.document.kind,
        version=version.number,
        **data,
    )
    say_facts_changed(offers=[offer.pk])
