"""Bytes into cells: kind of file, encoding, separator and headings are recognised, never asked for."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from offers.contacts_import.columns import Column, heading, recognise
from offers.contacts_import.formulas import unprotect
from offers.contacts_import.limits import MOST_BYTES, MOST_CELL, MOST_COLUMNS, MOST_ROWS
from offers.contacts_import.problems import Unreadable
from offers.contacts_import.workbook import ARCHIVE, read_workbook

SEPARATORS: Final = (",", ";", "\t", "|")
MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
WORKBOOK: Final = "xlsx"
OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
SEPARATOR_HINT: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
LOOK_AT: Final = 4096  # bytes or characters from the beginning that tell what a file is


@dataclass(frozen=True, slots=True)
class TableRow:
    """``number`` is the row number that a spreadsheet shows, its first row being 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's cells, trimmed, with what was recognised on the way. ``columns`` stand in the file's order; None is a
    column that is not ours.
    """

    encoding: str  # "xlsx" of a workbook, which has no separator
    separator: str
    header: TableRow
    columns: tuple[Column | None, ...]
    rows: tuple[TableRow, ...]

    @property
    def unknown_headings(self) -> list[str]:
        """The headings of the columns that are not ours."""
        pairs = zip(self.header.cells, self.columns, strict=True)
        return [cell for cell, column in pairs if cell and column is None]

    @property
    def ignored(self) -> str:
        return ", ".join(self.unknown_headings)

    def to_json(self) -> dict[str, Any]:
        return {
            "encoding": self.encoding,
            "separator": self.separator,
            "header": [self.header.number, *self.header.cells],
            "rows": [[row.number, *row.cells] for row in self.rows],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Table":
        """What ``to_json`` gave."""
        rows = tuple(TableRow(row[0], tuple(row[1:])) for row in data["rows"])
        header = TableRow(data["header"][0], tuple(data["header"][1:]))
        columns = tuple(recognise(cell) for cell in header.cells)
        return cls(data["encoding"], data["separator"], header, columns, rows)


def read_table(data: bytes) -> Table:
    """Every cell of a CSV file or of an Excel workbook's first sheet. Raises ``Unreadable`` where it is neither, or is
    beyond the limits.
    """
    if not data.strip():
        raise Unreadable("empty")
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", limit=MOST_BYTES // (1024 * 1024))
    if data.startswith(OLD_WORKBOOK):
        raise Unreadable("old_workbook")
    if data.startswith(ARCHIVE) and b"xl/" not in data:
        raise Unreadable("binary")
    if data.startswith(ARCHIVE):
        rows = (_row(number, list(cells)) for number, cells in read_workbook(data))
        return table_of(rows, encoding=WORKBOOK)
    text, encoding = _decode(data)
    if not text.strip():
        raise Unreadable("empty")
    separator, body = _separator_and_body(text)
    return table_of(_rows(body, separator), encoding=encoding, separator=separator)


def table_of(rows: Iterable[TableRow], *, encoding: str, separator: str = "") -> Table:
    """A table of rows whose first one that is not blank holds the column names. Raises ``Unreadable``."""
    filled = [row for row in rows if any(row.cells)]
    columns = tuple(recognise(cell) for cell in filled[0].cells) if filled else ()
    if not any(columns):
        raise Unreadable("no_header", columns=", ".join(heading(column, "en") for column in Column))
    if not filled[1:]:
        raise Unreadable("no_contacts")
    return Table(encoding, separator, filled[0], columns, tuple(filled[1:]))


def _decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by its mark, else UTF-16, UTF-8, Windows-1252, whichever fits first."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    for encoding in [marked] if marked else [*_unmarked_utf_16(data), "utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or (encoding == "cp1252" and CONTROLS.search(text[:LOOK_AT])):
            raise Unreadable("binary")
        return text, encoding
    raise Unreadable("undecodable")


def _unmarked_utf_16(data: bytes) -> list[str]:
    """UTF-16 without its mark: every second byte of Latin text is a zero."""
    start = data[:LOOK_AT]
    half = max(1, len(start) // 2)
    if start[1::2].count(0) > half * 0.4 and b"\x00" not in start[:1]:
        return ["utf-16-le"]
    return ["utf-16-be"] if start[0::2].count(0) > half * 0.4 else []


def _separator_and_body(text: str) -> tuple[str, str]:
    """The separator by Excel's own hint line, which is left out, else the one that gives the most known headings."""
    if hint := SEPARATOR_HINT.match(text):
        return hint[1], text[hint.end() :]
    first = next(line for line in text.splitlines() if line.strip())
    return max(SEPARATORS, key=lambda each: _fit(first, each)), text


def _fit(line: str, separator: str) -> tuple[int, int]:
    cells = next(csv.reader([line], delimiter=separator), [])
    return sum(recognise(cell) is not None for cell in cells), len(cells)


def _rows(text: str, separator: str) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number, begins_at = 0, 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS + 1:
                raise Unreadable("too_many_rows", limit=MOST_ROWS)
            yield _row(number, cells)
            last, begins_at = begins_at, reader.line_num
    except csv.Error as error:
        raise Unreadable("cell_too_long", row=number + 1, limit=MOST_CELL) from error
    if number and _is_open(text, last, separator):
        raise Unreadable("open_quote", row=number)


def _row(number: int, cells: list[str]) -> TableRow:
    if len(cells) > MOST_COLUMNS:
        raise Unreadable("too_many_columns", limit=MOST_COLUMNS)
    if any(len(cell) > MOST_CELL for cell in cells):
        raise Unreadable("cell_too_long", row=number, limit=MOST_CELL)
    return TableRow(number, tuple(unprotect(cell.strip()) for cell in cells))


def _is_open(text: str, line: int, separator: str) -> bool:
    """Whether the last row, which begins after this many lines, has a quotation mark that nothing closes."""
    raw = "".join(list(io.StringIO(text, newline=""))[line:])
    if raw.count('"') % 2 == 0:
        return False
    try:
        list(csv.reader(io.StringIO(raw, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return True
    return False
