"""A row's cells by column, as they are shown and checked; codes without quotes are gathered again."""

import re
from collections.abc import Mapping
from typing import Final

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
    gathered = _gathered(table, values) if len(values) > len(table.columns) else None
    return (gathered, True) if gathered else (values, False)


def _gathered(table: Table, values: list[str]) -> list[str] | None:
    """``… | US | CA | FR | …`` put back into one cell, if just that makes the row as long as the header."""
    if Column.COUNTRIES not in table.columns:
        return None
    start = table.columns.index(Column.COUNTRIES)
    after = len(table.columns) - start - 1
    for end in (len(values) - after, len(values)):
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
