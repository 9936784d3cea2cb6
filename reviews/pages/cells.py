"""The cells of a queue's rows. Made here and not by a template: a page has four hundred of them.

Each is HTML: what comes from people is escaped on the way in, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cosell.dates import date_format
from offers.models import OfferType, RequestWhy
from offers.models.specialist import OPEN_STATES as OPEN_REQUESTS
from reviews.models import Why
from reviews.models.submission import OPEN_STATES
from reviews.pages.desks import Column
from reviews.queries import Outcome
from reviews.templatetags.reviews import items_line, told_outcome, who_reads

Cell = Callable[[Any, "Around"], str]
SOME_ID = UUID(int=0)
OPEN = {*OPEN_STATES, *OPEN_REQUESTS}
ADDRESSES = {"submissions": "reviews:desk", "requests": "reviews:specialist_request"}


@dataclass(frozen=True, slots=True)
class Around:
    """What the cells of a page have in common.

    ``readers``: who reads a row's thing now, by its primary key. ``has_acts``: rows can be chosen for an act on several
    at once; ``chosen``: those that are. ``query`` says at the desk from which queue somebody came, and is escaped.
    """

    desk: str
    queue: str
    now: datetime
    readers: Mapping[int, Sequence[str]]
    has_acts: bool = False
    chosen: frozenset[str] = frozenset()
    query: str = ""


def rows_of(rows: Iterable[Any], columns: Sequence[Column], around: Around) -> str:
    """The rows of the table, as HTML."""
    names = [column.name for column in columns]
    labels = [f'<td data-label="{escape(str(column.label))}">' for column in columns[1:]]
    drawn = []
    for row in rows:
        head, *others = [CELLS[name](row, around) for name in names]
        cells = "".join([f"{label}{cell}</td>" for label, cell in zip(labels, others, strict=True)])
        drawn.append(f'<tr><th scope="row">{_chooser(row, around)}{head}</th>{cells}</tr>')
    return "".join(drawn)


def _chooser(row: Any, around: Around) -> str:
    """A box that belongs to the form below the table."""
    if not around.has_acts:
        return ""
    name = escape(_("Choose %(offer)s") % {"offer": f"{row.offer_name} #{row.number}"})
    checked = " checked" if str(row.public_id) in around.chosen else ""
    return (
        f'<input type="checkbox" class="row-choice" form="bulk" name="row" value="{row.public_id}"'
        f' aria-label="{name}" data-row-choice{checked}> '
    )


def _offer(row: Any, around: Around) -> str:
    address = _pattern(around.desk, get_script_prefix()).replace(str(SOME_ID), str(row.public_id))
    link = f'<a id="row-{row.public_id}" href="{address}{around.query}">{escape(row.offer_name)}</a>'
    line = who_reads(around.readers.get(row.pk, ()))
    return f'{link}<br><span class="small muted">{escape(line)}</span>' if line else link


@cache
def _pattern(desk: str, _prefix: str) -> str:
    """Where a row leads, without asking the table of addresses for each."""
    return reverse(ADDRESSES[desk], args=[SOME_ID])


def _partner(row: Any, around: Around) -> str:
    address = f"?queue={around.queue}&amp;partner={row.offer_partner_public_id}"
    return f'<a href="{address}">{escape(row.offer_partner_name)}</a>'


def _number(row: Any, _around: Around) -> str:
    return f'<span class="nowrap">#{row.number}</span>'


def _items(row: Any, _around: Around) -> str:
    return escape(items_line(row.total, row.approved + row.sent_back))


def _outcome(row: Any, _around: Around) -> str:
    return escape(told_outcome(Outcome(row.approved, row.sent_back)))


def _due(row: Any, around: Around) -> str:
    late = row.state in OPEN and row.due_at is not None and row.due_at < around.now
    return f"{_moment(row.due_at)} {_overdue(get_language())}" if late else _moment(row.due_at)


def _moment(value: datetime | None) -> str:
    return _shown(value, get_language(), timezone.get_current_timezone_name()) if value else "–"


@lru_cache(maxsize=4096)
def _shown(value: datetime, _language: str | None, _zone: str) -> str:
    """Kept: a queue draws itself anew every few seconds, and its rows stay where they are."""
    local = timezone.localtime(value)
    shown = escape(date_format(local, "DATETIME_FORMAT"))
    return f'<time datetime="{local.isoformat(timespec="seconds")}">{shown}</time>'


def _at(field: str) -> Cell:
    return lambda row, _around: _moment(getattr(row, field))


def _person(field: str) -> Cell:
    def cell(row: Any, _around: Around) -> str:
        return escape(getattr(row, f"{field}_name") or getattr(row, f"{field}_email") or "–")

    return cell


@lru_cache(maxsize=8)
def _overdue(_language: str | None) -> str:
    """A badge, drawn by its component; the same for every row."""
    return render_to_string("reviews/_overdue.html")


TYPES = dict(OfferType.choices)
WHYS = {"submissions": dict(Why.choices), "requests": dict(RequestWhy.choices)}
CELLS: Mapping[str, Cell] = {
    "offer": _offer,
    "partner": _partner,
    "type": lambda row, _around: escape(str(TYPES[row.offer_type])),
    "number": _number,
    "items": _items,
    "why": lambda row, around: escape(str(WHYS[around.desk][row.why])),
    "outcome": _outcome,
    "queued": _at("queued_at"),
    "due": _due,
    "taken": _at("taken_at"),
    "asked": _at("waiting_since"),
    "decided": _at("decided_at"),
    "requested": _at("requested_at"),
    "closed": _at("closed_at"),
    "reviewer": _person("reviewer"),
    "specialist": _person("specialist"),
    "requested_by": _person("requested_by"),
}
