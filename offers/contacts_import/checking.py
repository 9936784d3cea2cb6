"""Cells into contacts, with every problem of every row."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cosell.locations import WORLDWIDE, country_codes, state_codes
from offers.checks import country_of_state, has_control_character, is_control, tidy
from offers.contacts_import.cells import by_column, fitted
from offers.contacts_import.columns import REQUIRED, Column
from offers.contacts_import.problems import Problem
from offers.contacts_import.reading import Table, TableRow
from offers.contacts_import.rows import ContactRow
from offers.contacts_import.suggestions import known_role, suggest_country, suggest_role, suggest_state
from offers.models import Contact, ContactRole

TEXTS: Final = (Column.NAME, Column.EMAIL, Column.JOB_TITLE)
BETWEEN_CODES: Final = re.compile(r"([,;|/\n])")
SPACED_CODES: Final = re.compile(r"[A-Za-z]{2}(\s+[A-Za-z]{2})+")
TOLD_EVERY: Final = 250  # rows
MOST_UNKNOWN: Final = 10  # codes of one cell that are told at once; the next ones show when these are mended


@dataclass(frozen=True, slots=True)
class Checked:
    """``rows`` holds the contacts of the rows without a problem; all problems stand in the order of the file."""

    rows: tuple[ContactRow, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Cells:
    """One row by column, gathering its problems."""

    number: int
    values: dict[Column, str]
    problems: list[Problem] = field(default_factory=list)

    def add(
        self, code: str, column: Column | None, value: str = "", suggestion: str = "", **params: object
    ) -> None:
        self.problems.append(Problem(self.number, column, code, value, suggestion, params))


def check_table(table: Table, *, tell: Callable[[int], None] = lambda done: None) -> Checked:
    """Check every cell of every row, and that no person stands twice in the same role.

    ``tell`` hears, every few hundred rows, how many are done.
    """
    problems = list(_problems_of_header(table))
    rows: list[ContactRow] = []
    first_seen: dict[tuple[str, str], int] = {}
    for done, row in enumerate(table.rows):
        if done % TOLD_EVERY == 0:
            tell(done)
        cells = _cells_of(table, row)
        contact = _check_row(cells)
        _check_twin(cells, first_seen)
        if contact and not cells.problems:
            rows.append(contact)
        problems += cells.problems
    return Checked(tuple(rows), tuple(problems))


def _problems_of_header(table: Table) -> Iterator[Problem]:
    for column in Column:
        times = table.columns.count(column)
        if times > 1:
            yield Problem(table.header.number, column, "repeated_column")
        elif not times and column in REQUIRED:
            yield Problem(table.header.number, column, "missing_column")


def _cells_of(table: Table, row: TableRow) -> _Cells:
    """The row's cells by column, with what is wrong with the row as a whole."""
    values, gathered = fitted(table, row)
    cells = _Cells(row.number, dict(by_column(table, values)))
    if gathered:
        codes = cells.values[Column.COUNTRIES]
        cells.add("unquoted_countries", Column.COUNTRIES, codes, suggestion=f'"{codes}"')
    elif len(values) > len(table.columns):
        cells.add("too_many_cells", None, (table.separator or ", ").join(values[len(table.columns) :]))
    return cells


def _check_row(cells: _Cells) -> ContactRow | None:
    """The contact of a row, or None where a cell is missing or cannot be read; either way with all its problems."""
    for column in REQUIRED:
        if column in cells.values and not cells.values[column]:
            cells.add("required", column)
    name, email, job_title = (_check_text(cells, column) for column in TEXTS)
    role = _check_role(cells)
    countries = _check_countries(cells)
    states = _check_states(cells, countries)
    if name and email and job_title and role and countries:
        return ContactRow(name, email, job_title, role, countries, states)
    return None


def _check_twin(cells: _Cells, first_seen: dict[tuple[str, str], int]) -> None:
    """A person who stands there already in the same role, whatever else is wrong with the row."""
    email, role = tidy(cells.values.get(Column.EMAIL, "")), known_role(cells.values.get(Column.ROLE, ""))
    if not email or role is None or not _is_email(email):
        return
    first = first_seen.setdefault((email.lower(), str(role.value)), cells.number)
    if first != cells.number:
        cells.add("duplicate", Column.EMAIL, email, first=first)


def _check_text(cells: _Cells, column: Column) -> str:
    text = tidy(cells.values.get(column, ""))
    most = getattr(Contact._meta.get_field(column.value), "max_length", 0)
    if len(text) > most:
        cells.add("too_long", column, text[:40] + "…", most=most)
    if has_control_character(text):
        without = "".join(letter for letter in text if not is_control(letter))
        cells.add("control_character", column, text, suggestion=tidy(without))
    elif column == Column.EMAIL and text and not _is_email(text):
        cells.add("email", column, text, suggestion=_suggest_email(text))
    return text


@lru_cache(2)
def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _suggest_email(text: str) -> str:
    """The address inside ``Ann Lee <ann@contoso.com>`` or ``mailto:ann@contoso.com``, or one without its blanks."""
    found = re.search(r"[^\s<>\"',;:()]+@[^\s<>\"',;:()]+", _with_at(text))
    candidate = found[0].rstrip(".") if found else ""
    return candidate if candidate != text and candidate and _is_email(candidate) else ""


def _with_at(text: str) -> str:
    return re.sub(r"\s*[(\[]\s*at\s*[)\]]\s*|\s+@\s+", "@", text, flags=re.IGNORECASE)


def _check_role(cells: _Cells) -> str:
    text = tidy(cells.values.get(Column.ROLE, ""))
    role = known_role(text) if text else None
    if text and role is None:
        roles = ", ".join(str(each.label) for each in ContactRole)
        cells.add("role", Column.ROLE, text, suggestion=suggest_role(text), roles=roles)
    return str(role.value) if role else ""


def _check_countries(cells: _Cells) -> tuple[str, ...]:
    text = cells.values.get(Column.COUNTRIES, "")
    if SPACED_CODES.fullmatch(text):
        words = text.upper().split()
        cells.add("country_separator", Column.COUNTRIES, text, suggestion=", ".join(words))
        return tuple(word for word in words if word in country_codes())
    found, unknown = _sorted_out(text, country_codes() | {WORLDWIDE})
    for token in unknown:
        cells.add("country", Column.COUNTRIES, token, suggestion=suggest_country(token))
    return (WORLDWIDE,) if WORLDWIDE in found else found


def _check_states(cells: _Cells, countries: tuple[str, ...]) -> tuple[str, ...]:
    found, unknown = _sorted_out(cells.values.get(Column.STATES, ""), state_codes())
    for token in unknown:
        cells.add("state", Column.STATES, token, suggestion=suggest_state(token, countries))
    if not countries or WORLDWIDE in countries:
        return found
    for code in found:
        if country_of_state(code) not in countries:
            cells.add("state_without_country", Column.STATES, code, country=country_of_state(code))
    return tuple(code for code in found if country_of_state(code) in countries)


def _sorted_out(text: str, known: frozenset[str]) -> tuple[tuple[str, ...], list[str]]:
    """The known codes of a cell, each once, and the first of the unknown ones as they stand there."""
    tokens = dict.fromkeys(codes_in(text))
    found = dict.fromkeys(token.upper() for token in tokens if token.upper() in known)
    return tuple(found), [token for token in tokens if token.upper() not in known][:MOST_UNKNOWN]


def codes_in(text: str) -> list[str]:
    """What stands between the separators of a cell."""
    return [token for part in BETWEEN_CODES.split(text)[::2] if (token := part.strip())]
