"""What every list does alike: sort by the address, then page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

PAGE_SIZE = 25


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    sorts: Mapping[str, Sequence[str]],
    default: str,
    size: int = PAGE_SIZE,
    count: int | None = None,
) -> Page[Any]:
    """One page of ``rows``. ``?sort=name`` or ``?sort=-name`` picks an order of ``sorts``, ``?page=2`` the page.

    ``sorts`` gives, for each name in the address, the fields to order by, upwards; ``-pk`` or ``pk`` should be the last
    so that the order is total. An unknown sort or page is the default one, never an error. ``count`` is how many rows
    there are, where the caller has counted them already.
    """
    pages = Paginator(rows.order_by(*_wanted(request.GET.get("sort", ""), sorts, default)), size)
    if count is not None:
        vars(pages)["count"] = count  # in place of the cached property that would ask
    return pages.get_page(request.GET.get("page"))


def page_of_list(request: HttpRequest, rows: Sequence[Any], size: int = PAGE_SIZE) -> Page[Any]:
    """One page of what is no query: ``?page=2``."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def first_of(rows: Sequence[Any], *, count: int, size: int = PAGE_SIZE) -> Page[Any]:
    """The first page of a list of so many, where its rows are there already."""
    pages = Paginator(rows, size)
    vars(pages)["count"] = count
    return pages.page(1)


def order_of(sort: str, sorts: Mapping[str, Sequence[str]]) -> list[str]:
    """The fields to order by, of a sort that is among ``sorts``: ``name`` or ``-name``."""
    fields = sorts[sort.removeprefix("-")]
    return [_turned(field) for field in fields] if sort.startswith("-") else list(fields)


def _wanted(sort: str, sorts: Mapping[str, Sequence[str]], default: str) -> list[str]:
    return order_of(sort if sort.removeprefix("-") in sorts else default, sorts)


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
