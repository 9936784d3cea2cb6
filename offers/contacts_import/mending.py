"""A table put right: cells typed anew, suggestions taken, rows merged or left out. Every function gives a new table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from offers.contacts_import.cells import LISTS, by_column, fitted, on_one_line
from offers.contacts_import.checking import BETWEEN_CODES, check_table, codes_in
from offers.contacts_import.columns import Column, heading
from offers.contacts_import.limits import MOST_CELL
from offers.contacts_import.problems import Problem
from offers.contacts_import.reading import Table, TableRow

CODES: Final = ("country", "state")
ROWS: Final = ("unquoted_countries", "too_many_cells", "duplicate")  # mended by the row's shape
Values = dict[Column, str]
Change = Callable[[Values], int | None]  # gives how many cells the row has then, None: as many as before


@dataclass(frozen=True, slots=True)
class Fault:
    """Which problem a person points at, however often the table has changed since it was shown to them."""

    row: int
    column: Column | None
    code: str
    value: str

    def is_of(self, problem: Problem) -> bool:
        return (problem.row, problem.column, problem.code, problem.value) == (
            self.row,
            self.column,
            self.code,
            self.value,
        )


def with_cells(table: Table, typed: Mapping[tuple[int, Column], str]) -> Table:
    """What was typed into cells, by row and column; what stands there already leaves the row as it is."""
    by_row: dict[int, dict[Column, str]] = {}
    for (number, column), text in typed.items():
        if column in table.columns:
            by_row.setdefault(number, {})[column] = text[:MOST_CELL]
    return _changed(table, {number: _typing(cells) for number, cells in by_row.items()})


def with_suggestions(table: Table, chosen: Callable[[Problem], bool]) -> Table:
    """The suggestion of every problem that is chosen, as far as it has one."""
    by_row: dict[int, list[Problem]] = {}
    for problem in check_table(table).problems:
        if problem.is_mendable and chosen(problem):
            by_row.setdefault(problem.row, []).append(problem)
    width = len(table.columns)
    mended = _changed(table, {number: _taking(problems, width) for number, problems in by_row.items()})
    doubled = [problem for problems in by_row.values() for problem in problems if problem.code == "duplicate"]
    return _merged(mended, doubled)


def with_suggestion(table: Table, fault: Fault, *, everywhere: bool = False) -> Table:
    """The suggestion of one problem; ``everywhere``: of all that say the same of the same value."""
    found = next(filter(fault.is_of, check_table(table).problems), None)
    if found is None:
        return table
    kind = found.kind
    return with_suggestions(table, lambda each: each.kind == kind if everywhere else fault.is_of(each))


def without_row(table: Table, number: int) -> Table:
    """All rows but this one; the last one stays, since a table without any is none."""
    rows = tuple(row for row in table.rows if row.number != number)
    return replace(table, rows=rows) if rows else table


def with_column(table: Table, column: Column, old_heading: str = "") -> Table:
    """The column ``old_heading`` of the file taken for ``column``; without one, a new column to be filled in."""
    name = heading(column, "en")
    cells = list(table.header.cells)
    if old_heading in cells and table.columns[cells.index(old_heading)] is None:
        cells[cells.index(old_heading)] = name
    elif column not in table.columns and not old_heading:
        table = replace(table, rows=tuple(_widened(table, row) for row in table.rows))
        cells.append(name)
    return _with_header(table, cells)


def without_column(table: Table, column: Column) -> Table:
    """Only the first of several columns that are this one."""
    first = table.columns.index(column)
    cells = [
        "" if each == column and at != first else cell
        for at, (cell, each) in enumerate(zip(table.header.cells, table.columns, strict=True))
    ]
    return _with_header(table, cells)


def _with_header(table: Table, cells: list[str]) -> Table:
    return Table.from_json({**table.to_json(), "header": [table.header.number, *cells]})


def _widened(table: Table, row: TableRow) -> TableRow:
    cells = fitted(table, row)[0]
    return TableRow(row.number, (*cells, *[""] * (len(table.columns) - len(cells)), ""))


def _changed(table: Table, changes: Mapping[int, Change]) -> Table:
    rows = (
        _rewritten(table, row, changes[row.number]) if row.number in changes else row for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _rewritten(table: Table, row: TableRow, change: Change) -> TableRow:
    """A row that nothing changes stays as it was read, also where its codes are spread."""
    cells, _gathered = fitted(table, row)
    cells += [""] * (len(table.columns) - len(cells))
    before = dict(by_column(table, cells))
    after = dict(before)
    width = change(after)
    for column, text in after.items():
        if text != before.get(column):
            cells[table.columns.index(column)] = text
    return row if width is None and after == before else TableRow(row.number, tuple(cells[:width]))


def _typing(typed: Mapping[Column, str]) -> Change:
    def change(values: Values) -> None:
        for column, text in typed.items():
            if on_one_line(column, values.get(column, "")) != text:
                values[column] = text

    return change


def _taking(problems: Iterable[Problem], width: int) -> Change:
    """The suggestions of one row. It is written as wide as the header, whatever was spread or too many."""

    def change(values: Values) -> int:
        for problem in problems:
            _take(problem, values)
        return width

    return change


def _take(problem: Problem, values: Values) -> None:
    column = problem.column
    if problem.code == "state_without_country":
        values[Column.COUNTRIES] += f", {problem.params['country']}"
    elif column and problem.code in CODES:
        parts = BETWEEN_CODES.split(values[column])
        values[column] = "".join(
            problem.suggestion if part.strip() == problem.value else part for part in parts
        )
    elif column and problem.code not in ROWS:
        values[column] = problem.suggestion


def _merged(table: Table, doubled: Iterable[Problem]) -> Table:
    """Each row that names a person again left out, its codes added to the row that named them first."""
    first_of = {problem.row: problem.params["first"] for problem in doubled}
    more: dict[object, list[Mapping[Column, str]]] = {}
    for row in table.rows:
        if row.number in first_of:
            more.setdefault(first_of[row.number], []).append(by_column(table, fitted(table, row)[0]))
    changes = {row.number: _adding(more[row.number]) for row in table.rows if row.number in more}
    table = _changed(table, changes)
    return replace(table, rows=tuple(row for row in table.rows if row.number not in first_of))


def _adding(more: Iterable[Mapping[Column, str]]) -> Change:
    def change(values: Values) -> None:
        for column in set(LISTS) & set(values):
            texts = [values[column], *(each.get(column, "") for each in more)]
            values[column] = ", ".join(dict.fromkeys(code for text in texts for code in codes_in(text)))

    return change
