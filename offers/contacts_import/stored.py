"""Contacts that are stored already as a table, as if they had been read from a file."""

from collections.abc import Iterable

from offers.contacts_import.columns import Column, heading
from offers.contacts_import.reading import Table, TableRow
from offers.contacts_import.rows import ContactRow


def table_of_contacts(rows: Iterable[ContactRow]) -> Table:
    """The role by its code. Unlike a file's table it may have no rows: then there were no contacts."""
    header = TableRow(1, tuple(heading(column, "en") for column in Column))
    lines = (TableRow(number, _cells(row)) for number, row in enumerate(rows, start=2))
    return Table("", "", header, tuple(Column), tuple(lines))


def _cells(row: ContactRow) -> tuple[str, ...]:
    return row.name, row.email, row.job_title, row.role, ", ".join(row.countries), ", ".join(row.states)
