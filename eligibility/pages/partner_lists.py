"""Partners as the programme's list shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from cosell.accounts.models import Partner
from eligibility.models import Status

PARTNER_SORTS = {
    "name": ("lower_name", "pk"),
    "offers": ("offer_count", "lower_name", "pk"),
    "ready": ("ready_count", "lower_name", "pk"),
    "incentivized": ("incentivized_count", "lower_name", "pk"),
}
INCENTIVIZED = (Status.AZURE_IP_INCENTIVIZED, Status.BUSINESS_APPLICATIONS_INCENTIVIZED)


def find_partners(asked: Mapping[str, Any]) -> QuerySet[Partner]:
    """By words in the names or the MPN ID, each with the number of its offers in each step of the ladder."""
    partners = Partner.objects.annotate(
        lower_name=Lower("name"),
        offer_count=Count("offers"),
        ready_count=_count(Q(offers__standing__shown=Status.CO_SELL_READY)),
        incentivized_count=_count(Q(offers__standing__shown__in=INCENTIVIZED)),
    )
    if words := asked.get("q", "").strip():
        partners = partners.filter(
            Q(name__icontains=words) | Q(legal_name__icontains=words) | Q(mpn_id__icontains=words)
        )
    return partners


def _count(condition: Q) -> Count:
    return Count("offers", filter=condition)
