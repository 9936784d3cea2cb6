"""Offers as lists show them: with their standing, narrowed down, in an order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower

from eligibility.models import OfferStatus, Status

if TYPE_CHECKING:
    from offers.models import Offer

LIVE = {
    "live": Q(published_at__isnull=False),
    "stopped": Q(published_at__isnull=True, stopped_at__isnull=False),
    "draft": Q(published_at__isnull=True, stopped_at__isnull=True),
}
SORTS = {
    "name": ("lower_name", "pk"),
    "partner": ("partner__name", "lower_name", "pk"),
    "type": ("type", "lower_name", "pk"),
    "status": ("rank", "lower_name", "pk"),
    "changed": ("changed_at", "pk"),
}


def with_standing(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Each offer with its partner and its newest assessment, without the facts, which no list shows."""
    ranks = [When(standing__shown=status, then=Value(rank)) for rank, status in enumerate(Status.values)]
    return (
        offers.select_related("partner", "standing__assessment")
        .defer("standing__assessment__facts")
        .annotate(rank=Case(*ranks, default=Value(0), output_field=IntegerField()), lower_name=Lower("name"))
    )


def narrowed(offers: QuerySet[Offer], asked: Mapping[str, Any]) -> QuerySet[Offer]:
    """By words in the names, status, type and whether it is live, as ``OfferFilter`` names them."""
    if words := asked.get("q", "").strip():
        offers = offers.filter(Q(name__icontains=words) | Q(partner__name__icontains=words))
    if status := asked.get("status"):
        offers = offers.filter(is_in(status))
    if offer_type := asked.get("type"):
        offers = offers.filter(type=offer_type)
    if live := asked.get("live"):
        offers = offers.filter(LIVE[live])
    return offers


def is_in(status: str) -> Q:
    """Offers that are shown in this status; those never assessed are not ready."""
    unassessed = Q(standing__isnull=True) if status == Status.NOT_READY else Q()
    return Q(standing__shown=status) | unassessed if unassessed else Q(standing__shown=status)


def counts_by_status(offers: QuerySet[Offer]) -> dict[str, int]:
    """How many of these offers have each status, every status by its code from the lowest up. One query."""
    statuses = offers.order_by().annotate(code=Coalesce("standing__shown", Value(str(Status.NOT_READY))))
    found = dict(statuses.values_list("code").annotate(count=Count("pk")))
    return {status: found.get(status, 0) for status in Status.values}


def standings_by_type() -> dict[str, dict[str, int]]:
    """Offers by type and status, over the whole programme. One query."""
    rows = OfferStatus.objects.order_by().values_list("offer__type", "shown").annotate(count=Count("pk"))
    table: dict[str, dict[str, int]] = {}
    for offer_type, status, count in rows:
        table.setdefault(offer_type, dict.fromkeys(Status.values, 0))[status] = count
    return table
