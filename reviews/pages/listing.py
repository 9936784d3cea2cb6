"""One page of a queue: its tabs with counts, the filters of the address, the rows in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cosell.lists import first_of, page_of
from reviews.forms.filters import FILTERS, Filters, filters_of
from reviews.pages.cells import Around, rows_of
from reviews.pages.coming_from import query_from
from reviews.pages.desks import PAGE_SIZE, Desk, Queue
from reviews.pages.queues import SUBMISSIONS
from reviews.services.presence import REQUEST, SUBMISSION, names_of_readers

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from cosell.requests import PersonRequest


EVERY_ROW = "*"  # of those chosen: all that stand on the page


@dataclass(frozen=True, slots=True)
class Listing:
    """``tabs`` are shaped for the tabs component; ``rows`` are the table's, drawn.

    ``came_from`` is what the desk's addresses keep of this one, as a query.
    """

    queue: Queue
    tabs: list[dict[str, Any]]
    filters: Filters
    page: Page[Any]
    rows: SafeString
    came_from: str


def listing(request: PersonRequest, desk: Desk, chosen: Iterable[str] = ()) -> Listing:
    """What the address asks for: ``queue``, the filters, ``sort`` and ``page``."""
    queue, now = desk.queue(request.GET.get("queue", "")), timezone.now()
    filters = filters_of(FILTERS[desk.name], request.GET)
    who = request.user
    counts = desk.counts_among(who, filters.condition) if filters.is_filtered else desk.counts(who)
    page = _page(request, desk, queue, filters, counts, now)
    readers = names_of_readers(SUBMISSION if desk is SUBMISSIONS else REQUEST, besides=request.user)
    came_from = query_from(request.GET) if desk is SUBMISSIONS else ""
    around = Around(
        desk.name, queue.slug, now, readers, bool(queue.acts), _chosen(page, chosen), escape(came_from)
    )
    drawn = mark_safe(rows_of(page, queue.columns, around))  # noqa: S308 - escaped
    return Listing(queue, _tabs(request.GET, desk, queue, counts), filters, page, drawn, came_from)


def _chosen(page: Page[Any], chosen: Iterable[str]) -> frozenset[str]:
    asked = frozenset(chosen)
    return frozenset(str(row.public_id) for row in page) if EVERY_ROW in asked else asked


def _page(
    request: PersonRequest,
    desk: Desk,
    queue: Queue,
    filters: Filters,
    counts: Mapping[str, int],
    now: datetime,
) -> Page[Any]:
    known, plain = counts.get(queue.slug), not (filters.is_filtered or request.GET.get("sort"))
    if known is not None and plain and request.GET.get("page", "1") == "1":
        return first_of(desk.first_page(request.user, queue), count=known, size=PAGE_SIZE)
    rows = desk.rows(request.user, queue, now).filter(filters.condition)
    page = page_of(request, rows, sorts=queue.sorts, default=queue.order, size=PAGE_SIZE, count=known)
    page.object_list = desk.drawn_from(page.object_list)
    return page


def _tabs(query: QueryDict, desk: Desk, current: Queue, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The other queues keep the filters, and start on their first page in their own order."""
    kept, tabs = query.copy(), []
    for name in ("page", "sort"):
        kept.pop(name, None)
    for queue in desk.queues:
        kept["queue"] = queue.slug
        tabs.append(
            {
                "label": queue.title,
                "url": f"?{kept.urlencode()}",
                "current": queue is current,
                "count": counts.get(queue.slug),
                "tone": "warning" if queue.slug == "overdue" else "neutral",
            }
        )
    return tabs
