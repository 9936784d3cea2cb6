"""The faulty rows of a table, cell by cell, as they are put right on a page."""

from collections import Counter
from dataclasses import dataclass

from offers.contacts_import.cells import by_column, fitted, on_one_line
from offers.contacts_import.checking import Checked
from offers.contacts_import.columns import Column, column_name
from offers.contacts_import.problems import Problem
from offers.contacts_import.reading import Table, TableRow


@dataclass(frozen=True, slots=True)
class Flaw:
    """A problem with how many others are mended alike."""

    problem: Problem
    others: int

    @property
    def key(self) -> str:
        """What a press sends to point at it."""
        problem = self.problem
        return f"{problem.row}:{problem.column or ''}:{problem.code}:{problem.value}"

    @property
    def total(self) -> int:
        return self.others + 1


@dataclass(frozen=True, slots=True)
class GridCell:
    """``column`` is in the file unless ``is_absent``."""

    row: int
    column: Column
    value: str
    flaws: tuple[Flaw, ...]
    is_absent: bool = False

    @property
    def key(self) -> str:
        """The cell's id on the page."""
        return f"c{self.row}-{self.column}"

    @property
    def name(self) -> str:
        """What its input is called."""
        return f"cell-{self.row}-{self.column}"

    @property
    def is_role(self) -> bool:
        return self.column == Column.ROLE

    @property
    def label(self) -> str:
        return column_name(self.column)


@dataclass(frozen=True, slots=True)
class GridRow:
    """``flaws`` are those of the row as a whole."""

    number: int
    cells: tuple[GridCell, ...]
    flaws: tuple[Flaw, ...]


def grid(table: Table, checked: Checked, *, also: frozenset[int] = frozenset()) -> list[GridRow]:
    """Every row with a problem, and the rows numbered in ``also``, in the file's order."""
    alike = Counter(problem.kind for problem in checked.problems)
    by_row: dict[int, list[Flaw]] = {}
    for problem in checked.problems:
        by_row.setdefault(problem.row, []).append(Flaw(problem, alike[problem.kind] - 1))
    wanted = by_row.keys() | also
    return [_row(table, row, by_row.get(row.number, [])) for row in table.rows if row.number in wanted]


def _row(table: Table, row: TableRow, flaws: list[Flaw]) -> GridRow:
    values = by_column(table, fitted(table, row)[0])
    cells = (
        GridCell(
            row.number,
            column,
            on_one_line(column, values.get(column, "")),
            tuple(flaw for flaw in flaws if flaw.problem.column == column),
            column not in table.columns,
        )
        for column in Column
    )
    return GridRow(row.number, tuple(cells), tuple(flaw for flaw in flaws if flaw.problem.column is None))
