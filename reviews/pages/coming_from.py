"""The filtered queue from which somebody came to the desk: the desk's addresses keep it as ``?from=QUERY``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reviews.forms.filters import FILTERS, LONGEST_QUERY, QueueFilter, condition_of
from reviews.pages.desks import Desk
from reviews.pages.queues import PARTS_OF_POOL, SUBMISSIONS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cosell.accounts.models import User

FROM = "from"
NAMES = sorted([*QueueFilter.NAMES, "queue"])
SLUGS = {queue.slug for queue in SUBMISSIONS.queues}


def query_of_queue(asked: Mapping[str, str]) -> str:
    """What of a queue's address says which rows it shows: its filters and its name, in one order."""
    kept = {name: asked[name] for name in NAMES if asked.get(name)}
    if kept.get("queue") not in SLUGS:
        kept.pop("queue", None)
    query = urlencode(kept)
    return query if len(query) <= LONGEST_QUERY else ""


def came_from(request: HttpRequest) -> str:
    """The query of the queue that the desk's address names; what no queue knows is left out."""
    return query_of_queue(_read(request.GET.get(FROM, "")))


def query_from(asked: Mapping[str, str]) -> str:
    """The same of a queue's own address, as the query of an address of the desk."""
    query = query_of_queue(asked)
    return f"?{urlencode({FROM: query})}" if query else ""


def keeping(request: HttpRequest, address: str) -> str:
    """An address of the desk that leads back to the same queue."""
    query = came_from(request)
    if not query:
        return address
    path, mark, part = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode({FROM: query})}{mark}{part}"


def way_back(request: HttpRequest) -> str:
    """The address of that queue."""
    query = came_from(request)
    return reverse("reviews:queue") + (f"?{query}" if query else "")


def among(user: User, query: str) -> Q:
    """Which submissions that queue shows."""
    return shown_of(SUBMISSIONS, user, _read(query))


def shown_of(desk: Desk, user: User, asked: Mapping[str, str]) -> Q:
    """Which rows *Take next* takes from; a queue of what is in hands narrows nothing, only its filters do."""
    queue = desk.queue(asked.get("queue", ""))
    filters = condition_of(FILTERS[desk.name], asked)
    return filters & queue.holds(user, timezone.now()) if queue.slug in PARTS_OF_POOL else filters


def _read(query: str) -> dict[str, str]:
    return dict(parse_qsl(query[:LONGEST_QUERY]))
