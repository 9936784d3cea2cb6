"""One page of a queue: its tabs with counts, the filters of the address, the rows in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q, QuerySet

from cosell.accounts.models import Partner
from cosell.lists import page_of
from reviews.forms import QueueFilter
from reviews.queues import Desk, Queue

if TYPE_CHECKING:
    from django.http import QueryDict

    from cosell.accounts.models import User
    from cosell.requests import PersonRequest

FILTERS = ("q", "type", "partner")


@dataclass(frozen=True, slots=True)
class Listing:
    """``tabs`` are shaped for the tabs component."""

    queue: Queue
    tabs: list[dict[str, Any]]
    form: QueueFilter
    page: Page[Any]

    @property
    def is_filtered(self) -> bool:
        return any(self.form.data.get(name) for name in FILTERS)


def listing(request: PersonRequest, desk: Desk) -> Listing:
    """What the address asks for: ``queue``, ``q``, ``type``, ``partner``, ``sort`` and ``page``."""
    queue = desk.queue(request.GET.get("queue", ""))
    user = request.user
    rows = desk.rows(user)
    form = QueueFilter(request.GET, partners=_partners_of(rows))
    found = _filtered(rows.filter(queue.holds(user)), form)
    page = page_of(request, found, sorts=queue.sorts, default=queue.order)
    return Listing(queue, _tabs(request.GET, desk, queue, user), form, page)


def _partners_of(rows: QuerySet[Any]) -> QuerySet[Partner]:
    """The organisations that have anything in any of the queues."""
    return Partner.objects.filter(Exists(rows.order_by().filter(offer__partner=OuterRef("pk"))))


def _filtered(rows: QuerySet[Any], form: QueueFilter) -> QuerySet[Any]:
    form.is_valid()
    wanted = form.cleaned_data
    if offer_type := wanted.get("type"):
        rows = rows.filter(offer__type=offer_type)
    if partner := wanted.get("partner"):
        rows = rows.filter(offer__partner=partner)
    if text := wanted.get("q"):
        rows = rows.filter(Q(offer__name__icontains=text) | Q(offer__partner__name__icontains=text))
    return rows


def _tabs(query: QueryDict, desk: Desk, current: Queue, user: User) -> list[dict[str, Any]]:
    """The other queues keep the filters, and start on their first page in their own order."""
    kept = query.copy()
    for name in ("page", "sort"):
        kept.pop(name, None)
    counts, tabs = desk.counts(user), []
    for queue in desk.queues:
        kept["queue"] = queue.slug
        count = counts[queue.slug]
        tabs.append(
            {"label": queue.title, "url": f"?{kept.urlencode()}", "current": queue is current, "count": count}
        )
    return tabs
