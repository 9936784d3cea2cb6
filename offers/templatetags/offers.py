"""What the pages of an offer show: tabs with what is left to do, who covers which country, codes in words.

``asks`` is what the tag ``asks_of`` of ``eligibility`` gives; nothing here imports that room.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from cosell.locations import country_name, state_name
from offers.contacts_import import Change, Column, ContactRow, Difference, Table
from offers.contacts_import.columns import column_name
from offers.contacts_import.reading import WORKBOOK
from offers.models import ContactRole, Offer
from offers.queries import (
    Coverage,
    cover,
    coverage_by_region,
    current_slots,
    eligible_countries,
    sales_coverage,
)

register = template.Library()
FEW = 8


@register.simple_tag(takes_context=True)
def co_sell_tabs(context: template.Context, offer: Offer, asks: Any) -> list[dict[str, Any]]:
    """The tabs of *Co-sell with Microsoft* with what is left to do in each; the one of this page's address is open."""
    current = _tab_of(context["request"].resolver_match.url_name)
    rows = [
        ("offers:co_sell", _("Listing"), _links_left(offer, asks), "warning"),
        ("offers:documents", _("Documents"), _documents_left(offer), "warning"),
        ("offers:contacts", _("Contacts"), _countries_left(offer, asks), "danger"),
    ]
    if not asks.by_materials or current == "specialist":
        rows.append(("reviews:specialist", _("Cloud specialist"), "", "neutral"))
    return [_tab(offer, name, label, count, tone, current) for name, label, count, tone in rows]


def _tab_of(url_name: str) -> str:
    """The tab that a page belongs to: some have several pages."""
    return next(
        (name for name in ("contact", "document", "specialist") if url_name.startswith(name)), url_name
    )


def _tab(offer: Offer, name: str, label: str, count: str, tone: str, current: str) -> dict[str, Any]:
    url = reverse(name, kwargs={"offer_id": offer.public_id})
    is_open = current in {name.partition(":")[2], name.partition(":")[2].removesuffix("s")}
    return {"label": label, "url": url, "current": is_open, "count": count, "tone": tone}


def _links_left(offer: Offer, asks: Any) -> str:
    missing = "landing_page_url" in asks.requirements and not offer.landing_page_url
    return _("1 missing") if missing else ""


def _documents_left(offer: Offer) -> str:
    to_fix = sum(slot.needs_fixing for slot in current_slots(offer))
    return ngettext("%(n)s to fix", "%(n)s to fix", to_fix) % {"n": to_fix} if to_fix else ""


def _countries_left(offer: Offer, asks: Any) -> str:
    if "sales_contact_per_country" not in asks.requirements:
        return ""
    missing = len(coverage_of(offer, asks).missing)
    return ngettext("%(n)s country", "%(n)s countries", missing) % {"n": missing} if missing else ""


@register.simple_tag
def coverage_of(offer: Offer, asks: Any) -> Coverage:
    """Which of the offer's eligible countries have a sales contact."""
    return sales_coverage(offer, eligible_countries(offer, asks.eligible_countries))


@register.simple_tag
def coverage_in_regions(offer: Offer, asks: Any) -> list[tuple[str, Coverage]]:
    """The same region by region, with who covers each country."""
    return coverage_by_region(offer, eligible_countries(offer, asks.eligible_countries))


@register.simple_tag
def coverage_lost(
    offer: Offer, asks: Any, before: Iterable[list[str]], after: Iterable[list[str]]
) -> list[str]:
    """The names of the eligible countries that ``before`` covers and ``after`` does not; each is lists of codes."""
    eligible = eligible_countries(offer, asks.eligible_countries)
    missing_before = {cell.code for cell in cover(eligible, before).missing}
    return [cell.name for cell in cover(eligible, after).missing if cell.code not in missing_before]


@register.filter
def draft_of(offer_type: str) -> Offer:
    """An offer that has nothing but a type, to ask what that type needs."""
    return Offer(type=offer_type)


@register.filter
def countries_in_words(codes: Iterable[str]) -> str:
    """ "France (FR), United States (US)", and after a few of them how many more there are."""
    return _few(_named(codes, country_name))


@register.filter
def states_in_words(codes: Iterable[str]) -> str:
    return _few(_named(codes, state_name))


def _named(codes: Iterable[str], name_of: Callable[[str], str]) -> list[str]:
    return [f"{name_of(code)} ({code})" for code in codes]


def _few(words: list[str]) -> str:
    shown, more = ", ".join(words[:FEW]), len(words) - FEW
    if more <= 0:
        return shown
    rest = ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
    return f"{shown} {rest}"


@register.filter
def recognised_in_words(table: Table) -> str:
    """ "UTF-8 · separated by semicolons": what an import was taken for."""
    if table.encoding == WORKBOOK:
        return _("Excel workbook")
    names = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}
    return f"{names.get(table.encoding, 'UTF-16')} · {separator_in_words(table.separator)}"


@register.filter
def columns_in_words(table: Table) -> list[tuple[str, str]]:
    """Each heading of the file that is known, with what it was taken for where the two differ."""
    pairs = zip(table.header.cells, table.columns, strict=True)
    named = [(cell, column_name(column)) for cell, column in pairs if column]
    return [(cell, "" if cell.casefold() == name.casefold() else name) for cell, name in named]


def separator_in_words(separator: str) -> str:
    names = {",": _("separated by commas"), ";": _("separated by semicolons"), "\t": _("separated by tabs")}
    return names.get(separator) or _("separated by %(separator)s") % {"separator": separator}


@register.filter
def counts_of(difference: Difference) -> list[tuple[int, str]]:
    """How many contacts are added, changed, removed and left alone, each with its word."""
    added, changed, removed = difference.added, difference.changed, difference.removed
    unchanged = difference.unchanged
    return [
        (added, npgettext("contacts", "added", "added", added)),
        (changed, npgettext("contacts", "changed", "changed", changed)),
        (removed, npgettext("contacts", "removed", "removed", removed)),
        (unchanged, npgettext("contacts", "stays as it is", "stay as they are", unchanged)),
    ]


@register.filter
def cells_of(change: Change) -> list[dict[str, str]]:
    """A contact's cells in words: what goes and what comes where it is changed, else what it ``holds``.

    Of codes, only those that go or come; the others stay.
    """
    cells = []
    for column in Column:
        cell = {"label": str(column_name(column))}
        if column in change.fields:
            assert change.before is not None  # noqa: S101 - what is changed has two sides
            cell["goes"] = _cell(change.before, column, but_for=change.row)
            cell["comes"] = _cell(change.row, column, but_for=change.before)
        else:
            cell["holds"] = _cell(change.row, column)
        cells.append(cell)
    return cells


def _cell(row: ContactRow, column: Column, but_for: ContactRow | None = None) -> str:
    """Of codes, all that ``but_for`` has not got; without it a few."""
    value = getattr(row, column)
    if column == Column.ROLE:
        return str(ContactRole(value).label)
    if not isinstance(value, tuple):
        return str(value)
    others = getattr(but_for, column) if but_for else ()
    name_of = country_name if column == Column.COUNTRIES else state_name
    words = _named((code for code in value if code not in others), name_of)
    return ", ".join(words) if but_for else _few(words)
