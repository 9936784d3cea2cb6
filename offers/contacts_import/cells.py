"""A row's cells by column, as they are shown and checked; codes without quotes are gathered again."""

import re
from collections.abc import Mapping
from typing import Final

from cosell.locations import country_codes, state_codes
from offers.checks import tidy
from offers.contacts_import.columns import Column
from offers.contacts_import.reading import Table, TableRow

LOOKS_LIKE_CODE: Final = re.compile(r"[A-Za-z]{2}|OOO", re.IGNORECASE)
LISTS: Final = (Column.COUNTRIES, Column.STATES)


def fitted(table: Table, row: TableRow) -> tuple[list[str], bool]:
    """The row's cells without empty ones beyond the header, and whether spread codes were gathered into one cell."""
    values = list(row.cells)
    while len(values) > len(table.columns) and not values[-1]:
        values.pop()
    is_long = len(values) > len(table.columns)
    gathered = _gathered(table, values) if is_long else _out_of_the_states(table, values)
    return (gathered, True) if gathered else (values, False)


def _out_of_the_states(table: Table, values: list[str]) -> list[str] | None:
    """``US | FR`` where the second stands under the states, and none of them can be meant."""
    at = table.columns.index(Column.STATES) if Column.STATES in table.columns else 0
    if at == 0 or table.columns[at - 1] != Column.COUNTRIES or len(values) <= at:
        return None
    country, state = values[at - 1].strip(' "').upper(), values[at].strip(' "').upper()
    is_spread = (
        country in country_codes() and state in country_codes() and f"{country}-{state}" not in state_codes()
    )
    return [*values[: at - 1], f"{country}, {state}", "", *values[at + 1 :]] if is_spread else None


def _gathered(table: Table, values: list[str]) -> list[str] | None:
    """``… | US | CA | FR | …`` put back into one cell, if just that makes the row as long as the header."""
    if Column.COUNTRIES not in table.columns:
        return None
    start = table.columns.index(Column.COUNTRIES)
    after = len(table.columns) - start - 1
    for end in (len(values), len(values) - after):
        codes = values[start:end]
        if len(codes) > 1 and all(LOOKS_LIKE_CODE.fullmatch(code.strip(' "')) for code in codes):
            return [*values[:start], ", ".join(code.strip(' "') for code in codes), *values[end:]]
    return None


def by_column(table: Table, values: list[str]) -> Mapping[Column, str]:
    """Our columns alone, each cell tidy line by line."""
    pairs = zip(table.columns, values, strict=False)
    return {column: tidy_lines(text) for column, text in pairs if column}


def tidy_lines(text: str) -> str:
    """Each line tidy, so that line breaks still part codes."""
    return "\n".join(filter(None, (tidy(line) for line in text.splitlines())))


def on_one_line(column: Column, text: str) -> str:
    """A cell as a one-line input shows it: lines of codes parted by commas."""
    return (", " if column in LISTS else " ").join(text.splitlines())
