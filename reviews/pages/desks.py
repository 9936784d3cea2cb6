"""A desk of the reviewers: queues that are shown side by side over the same rows, with their columns and counts."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cosell.accounts.models import User
from cosell.lists import order_of
from cosell.prepared import GIVEN_NOW, GIVEN_USER, Given, Prepared, Statement, counted, sql_of
from reviews.queries import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Moment = datetime | Given
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """``sort`` names the field that a click on the heading sorts by; empty: it cannot be sorted."""

    name: str
    label: _StrOrPromise
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """``holds`` says for a person which rows stand in it; ``order`` is a sort as in the address: ``-decided``.

    ``empty`` and ``hint`` are said where nothing stands in it. ``counted``: how many stand in it is shown on its tab;
    what only ever grows is not counted. ``acts`` can be done on several rows at once (reviews/services/bulk.py).
    """

    slug: str
    title: _StrOrPromise
    holds: Callable[[Person, Moment], Q]
    columns: tuple[Column, ...]
    order: str
    empty: _StrOrPromise
    hint: _StrOrPromise = ""
    counted: bool = True
    acts: tuple[str, ...] = ()

    @property
    def sorts(self) -> dict[str, tuple[str, ...]]:
        """The fields to order by, for each column that can be sorted."""
        return {column.name: (column.sort, "pk") for column in self.columns if column.sort}


def counted_for(user: User) -> dict[str, dict[str, int]]:
    """What was counted for this person in this request, by the desk's name: nothing is counted twice."""
    counted_already: dict[str, dict[str, int]] = vars(user).setdefault("_queues_counted", {})
    return counted_already


class Desk:
    """Queues that are shown side by side, as tabs over the same rows."""

    def __init__(
        self,
        name: str,
        rows: Callable[[Person], QuerySet[Any]],
        shown: tuple[str, ...],
        queues: tuple[Queue, ...],
    ) -> None:
        self.name = name
        self.queues = queues
        self._rows = rows
        self._shown = shown
        fields = [field.replace("__", "_") for field in shown]
        self._row: Any = namedtuple("Row", fields)  # type: ignore[misc]  # its fields are known at run time only
        self._counts = Prepared(f"counts_of_{name}", lambda: sql_of(self._counted(GIVEN_USER, GIVEN_NOW)))
        self._first_pages = {queue.slug: self._first_page_of(queue) for queue in queues}

    def queue(self, slug: str) -> Queue:
        """The queue of this name, else the first."""
        return next((queue for queue in self.queues if queue.slug == slug), self.queues[0])

    def counts(self, user: User) -> dict[str, int]:
        """How many rows stand in each queue whose tab shows it, by its slug. One query."""
        counts = self._named(self._counts.rows(user=user.pk, now=timezone.now()))
        counted_for(user)[self.name] = counts
        return counts

    def counts_among(self, user: User, filtered: Q) -> dict[str, int]:
        """The same of what the filters leave. One query."""
        return self._named(self._counted(user, timezone.now(), filtered))

    def _named(self, found: Iterable[tuple[int, ...]]) -> dict[str, int]:
        slugs = [queue.slug for queue in self.queues if queue.counted]
        return dict(zip(slugs, next(iter(found), (0,) * len(slugs)), strict=True))

    def rows(self, user: Person, queue: Queue, now: Moment) -> QuerySet[Any, Any]:
        """The rows of a queue, each as what its cells show."""
        return self._rows(user).filter(queue.holds(user, now)).values_list(*self._shown)

    def first_page(self, user: User, queue: Queue) -> list[Any]:
        """Of a queue as it opens: in its own order, without a filter. One query."""
        return self.drawn_from(self._first_pages[queue.slug].rows(user=user.pk, now=timezone.now()))

    def drawn_from(self, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Rows with a name for each field: ``offer_name`` for ``offer__name``."""
        return [self._row._make(row) for row in rows]

    def _first_page_of(self, queue: Queue) -> Prepared:
        def make() -> Statement:
            rows = self.rows(GIVEN_USER, queue, GIVEN_NOW)
            return sql_of(rows.order_by(*order_of(queue.order, queue.sorts))[:PAGE_SIZE])

        return Prepared(f"first_page_of_{self.name}_{queue.slug}", make)

    def _counted(self, user: Person, now: Moment, filtered: Q | None = None) -> QuerySet[Any, Any]:
        held = [queue.holds(user, now) for queue in self.queues if queue.counted]
        rows = self._rows(user).filter(reduce(or_, held), filtered or Q())
        return counted(rows, *(Count("pk", filter=each) for each in held))
