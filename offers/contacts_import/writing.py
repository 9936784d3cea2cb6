"""Contacts as a file that every spreadsheet opens, and that an import takes back unchanged."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import override

from offers.contacts_import.columns import Column, heading
from offers.contacts_import.formulas import protect
from offers.contacts_import.rows import ContactRow
from offers.models import ContactRole


def write_csv(rows: Iterable[ContactRow], *, language: str) -> bytes:
    """UTF-8 with its mark, headings and roles in ``language``, separated as that language's spreadsheets expect."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator_of(language)).writerows(lines(rows, language=language))
    return out.getvalue().encode("utf-8-sig")


def lines(rows: Iterable[ContactRow], *, language: str) -> Iterator[list[str]]:
    """The headings, then each row, every cell safe against formulas."""
    yield [heading(column, language) for column in Column]
    for row in rows:
        with override(language):
            cells = cells_of(row)
        yield [protect(cell) for cell in cells]


def separator_of(language: str) -> str:
    """French spreadsheets part cells by semicolons, as the comma is their decimal mark."""
    return ";" if language.startswith("fr") else ","


def cells_of(row: ContactRow) -> list[str]:
    """A row as a file holds it, the role by its name in the active language."""
    role = str(ContactRole(row.role).label)
    return [row.name, row.email, row.job_title, role, ", ".join(row.countries), ", ".join(row.states)]
