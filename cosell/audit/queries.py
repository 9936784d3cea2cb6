"""Reads of the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cosell.audit.models import AuditEntry

if TYPE_CHECKING:
    import uuid

ROOMS = ("account", "organisation", "offers", "reviews", "eligibility", "mail")


def find_entries(asked: Mapping[str, Any]) -> QuerySet[AuditEntry]:
    """The newest first, by words (person or subject), room, ``since`` and ``until`` (days, both included)."""
    entries = AuditEntry.objects.select_related("partner")
    if words := asked.get("q", "").strip():
        entries = entries.filter(
            Q(actor_label__icontains=words)
            | Q(subject_label__icontains=words)
            | Q(partner__name__icontains=words)
        )
    if room := asked.get("room"):
        entries = entries.filter(action__startswith=f"{room}.")
    return between(entries, asked.get("since"), asked.get("until"))


def entries_of_offer(
    offer_id: uuid.UUID, *, for_staff: bool, asked: Mapping[str, Any]
) -> QuerySet[AuditEntry]:
    """What was recorded of an offer, the newest first; what is for Microsoft's people alone only for them."""
    entries = AuditEntry.objects.filter(offer_public_id=offer_id)
    if not for_staff:
        entries = entries.filter(staff_only=False)
    if about := asked.get("about"):
        entries = entries.filter(_about(about))
    return between(entries, asked.get("since"), asked.get("until"))


def _about(topic: str) -> Q:
    status = Q(action="eligibility.status_changed")
    return status if topic == "status" else Q(action__startswith=f"{topic}.")


def between(entries: QuerySet[AuditEntry], since: date | None, until: date | None) -> QuerySet[AuditEntry]:
    if since:
        entries = entries.filter(at__gte=_start_of(since))
    if until and until < date.max:  # after the calendar's last day there is nothing
        entries = entries.filter(at__lt=_start_of(until) + timedelta(days=1))
    return entries


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
