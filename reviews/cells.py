"""The cells of a queue's rows. Made here and not by a template: a page has four hundred of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from offers.models import OfferType
from reviews.models import Why
from reviews.templatetags.reviews import desk_address, is_overdue, items_line, outcome_line, readers_line

Cell = str | SafeString


def cells_of(row: Any, names: list[str], queue: str) -> list[Cell]:
    """What stands in these columns of the row; ``queue`` is the slug that its links lead back to."""
    return [_partner(row, queue) if name == "partner" else CELLS[name](row) for name in names]


def _offer(row: Any) -> Cell:
    link = format_html('<a id="row-{}" href="{}">{}</a>', row.public_id, desk_address(row), row.offer.name)
    line = readers_line(row)
    return format_html('{} <span class="small muted">{}</span>', link, line) if line else link


def _partner(row: Any, queue: str) -> Cell:
    partner = row.offer.partner
    return format_html('<a href="?queue={}&amp;partner={}">{}</a>', queue, partner.public_id, partner.name)


def _number(row: Any) -> Cell:
    return format_html('<span class="nowrap">#{}</span>', row.number)


def _due(row: Any) -> Cell:
    moment = _moment(row.due_at)
    return format_html("{} {}", moment, _part("overdue", get_language())) if is_overdue(row) else moment


def _moment(value: datetime | None) -> Cell:
    if value is None:
        return "–"
    local = timezone.localtime(value)
    shown = date_format(local, "DATETIME_FORMAT")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


def _at(field: str) -> Callable[[Any], Cell]:
    return lambda row: _moment(getattr(row, field))


def _person(field: str) -> Callable[[Any], Cell]:
    return lambda row: str(getattr(row, field) or "–")


def _state(row: Any) -> Cell:
    return _part("state", get_language(), row.state, str(row.get_state_display()))


@lru_cache(maxsize=64)
def _part(name: str, _language: str | None, code: str = "", label: str = "") -> SafeString:
    """A badge, drawn by its component; the same for every row."""
    return render_to_string("reviews/_badge.html", {"name": name, "code": code, "label": label})


TYPES, WHYS = dict(OfferType.choices), dict(Why.choices)
CELLS: Mapping[str, Callable[[Any], Cell]] = {
    "offer": _offer,
    "type": lambda row: str(TYPES[row.offer.type]),
    "number": _number,
    "items": items_line,
    "why": lambda row: str(WHYS[row.why]),
    "outcome": outcome_line,
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
    "state": _state,
}
