"""One page of a queue: its tabs with counts, the filters of the address, the rows in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cosell.lists import page_of
from reviews.cells import cells_of
from reviews.filter_forms import QueueFilter, RequestFilter
from reviews.models import Submission, SubmissionItem, Verdict
from reviews.queues import SUBMISSIONS, Desk, Queue
from reviews.services.presence import readers_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from cosell.accounts.models import User
    from cosell.requests import PersonRequest

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """``tabs`` are shaped for the tabs component."""

    queue: Queue
    tabs: list[dict[str, Any]]
    form: RequestFilter
    page: Page[Any]

    @property
    def rows(self) -> SafeString:
        """The table's rows, drawn."""
        names = [column.name for column in self.queue.columns]
        labels = [str(column.label) for column in self.queue.columns]
        drawn = []
        for row in self.page:
            head, *others = cells_of(row, names, self.queue.slug)
            cells = format_html_join("", '<td data-label="{}">{}</td>', zip(labels[1:], others, strict=True))
            drawn.append(format_html('<tr><th scope="row">{}</th>{}</tr>', head, cells))
        return mark_safe("".join(drawn))  # noqa: S308 - each part was escaped

    @property
    def is_filtered(self) -> bool:
        return self.form.is_filtered


def listing(request: PersonRequest, desk: Desk) -> Listing:
    """What the address asks for: ``queue``, the filters, ``sort`` and ``page``."""
    queue = desk.queue(request.GET.get("queue", ""))
    user, counts = request.user, desk.counts(request.user)
    form = QueueFilter(request.GET) if desk is SUBMISSIONS else RequestFilter(request.GET)
    found = desk.rows(user).filter(queue.holds(user), form.condition)
    known = None if form.is_filtered else counts.get(queue.slug)
    page = page_of(request, found, sorts=queue.sorts, default=queue.order, size=PAGE_SIZE, count=known)
    if desk is SUBMISSIONS:
        page.object_list = with_progress(list(page.object_list), user)
    return Listing(queue, _tabs(request.GET, desk, queue, counts), form, page)


def with_progress(rows: list[Submission], user: User) -> list[Submission]:
    """Each with ``progress`` (its items by verdict) and ``readers`` (who else reads it now). Two queries."""
    keys = [row.pk for row in rows]
    every = {name: Count("pk", filter=Q(verdict=name)) for name in Verdict.values}
    items = SubmissionItem.objects.order_by().filter(submission__in=keys).values("submission")
    counted = {row.pop("submission"): row for row in items.annotate(total=Count("pk"), **every)}
    readers = readers_of(keys, besides=user)
    nothing = dict.fromkeys(("total", *Verdict.values), 0)
    for row in rows:
        vars(row).update(progress=counted.get(row.pk, nothing), readers=readers.get(row.pk, []))
    return rows


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
