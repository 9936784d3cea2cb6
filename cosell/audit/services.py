"""Writing the record, in the transaction of the act itself; and sealing it."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from cosell.accounts.models import Partner, User
from cosell.audit.models import AuditEntry

SEAL_BATCH = 500
FIRST_SEAL = "0" * 64


def record(
    action: str,
    *,
    actor: User | None,
    subject: str = "",
    partner: Partner | None = None,
    offer_public_id: uuid.UUID | None = None,
    staff_only: bool = False,
    **data: Any,
) -> AuditEntry:
    """Add one act to the record. ``action`` is ``room.act``; ``actor`` is None for what the product did by itself.

    ``data`` must be JSON-shaped: codes and figures, never a sentence.
    """
    return AuditEntry.objects.create(
        action=action,
        actor=actor,
        actor_label=str(actor) if actor else "",
        partner=partner,
        offer_public_id=offer_public_id,
        subject_label=subject[:300],
        staff_only=staff_only,
        data=data,
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One of many acts that the product did by itself; as in ``record``."""

    subject: str
    partner: Partner
    offer_public_id: uuid.UUID
    data: Mapping[str, Any]


def record_all(action: str, acts: Iterable[Act]) -> None:
    """Add many acts of one kind, which nobody did in person. Written together."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            action=action,
            partner=act.partner,
            offer_public_id=act.offer_public_id,
            subject_label=act.subject[:300],
            data=dict(act.data),
        )
        for act in acts
    )


def sealed_text(entry: AuditEntry, before: str) -> str:
    """The seal of an entry: SHA-256 over its content and the seal before it, as 64 hex digits."""
    content = [
        before,
        entry.pk,
        entry.at.isoformat(),
        entry.action,
        entry.actor_label,
        str(entry.offer_public_id or ""),
        entry.subject_label,
        entry.data,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


@transaction.atomic
def seal_batch() -> int:
    """Chain the next unsealed entries, oldest first. Returns how many were sealed.

    Safe to run twice at once: the number of a seal is unique, so the slower of two sealers rolls back.
    """
    last = AuditEntry.objects.aggregate(number=Max("sealed_number"))["number"] or 0
    before = AuditEntry.objects.get(sealed_number=last).seal if last else FIRST_SEAL
    entries = list(AuditEntry.objects.filter(sealed_number__isnull=True).order_by("pk")[:SEAL_BATCH])
    for number, entry in enumerate(entries, start=last + 1):
        entry.sealed_number = number
        before = entry.seal = sealed_text(entry, before)
    AuditEntry.objects.bulk_update(entries, ["sealed_number", "seal"])
    return len(entries)


def first_broken_seal() -> AuditEntry | None:
    """The first entry whose seal does not fit its content and the entry before it; None if the chain holds."""
    before = FIRST_SEAL
    for entry in AuditEntry.objects.filter(sealed_number__isnull=False).order_by("sealed_number").iterator():
        if entry.seal != sealed_text(entry, before):
            return entry
        before = entry.seal
    return None
