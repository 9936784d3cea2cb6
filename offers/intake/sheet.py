"""The cells of an Excel workbook's first sheet, for tables that people import. Called in a confined child only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from offers.intake.findings import Code
from offers.intake.limits import MB, Limits
from offers.intake.pipeline import inspect_file

# A workbook of five thousand rows of text unpacks to a tenth of this.
SHEET_LIMITS = Limits(max_bytes=8 * MB, max_parts=500, max_unpacked_bytes=64 * MB)
BLANK_ROWS_THEN_END = 20_000
_COSTLY = {Code.UNPACKS_TOO_LARGE, Code.TOO_MANY_PARTS, Code.TOO_LARGE}


@dataclass(frozen=True)
class SheetLimits:
    """What a table may be at most, the row of column names among its rows."""

    rows: int
    columns: int
    cell: int


def read_sheet(path: Path, name: str, limits: SheetLimits) -> dict[str, Any]:
    """``{"rows": [[number, cell, …], …]}`` of the rows that are not blank, or ``{"fault": code, "cell": "B2"}``."""
    codes = {
        finding.code for finding in inspect_file(path, name, "other", SHEET_LIMITS).findings if finding.fatal
    }
    if codes:
        return {"fault": "costly_workbook" if codes & _COSTLY else "damaged_workbook"}
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, keep_links=False)
    try:
        return {"rows": list(_rows(book.worksheets[0], limits))}
    except _Refused as refused:
        return refused.fault
    finally:
        book.close()


class _Refused(Exception):
    def __init__(self, fault: str, **params: object) -> None:
        self.fault = {"fault": fault, **params}


def _rows(sheet: Any, limits: SheetLimits) -> Iterator[list[Any]]:
    last = kept = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_text(cell, number, at, limits) for at, cell in enumerate(row[: limits.columns + 1])]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.columns:
            raise _Refused("too_many_columns", limit=limits.columns)
        if cells:
            kept, last = kept + 1, number
            if kept > limits.rows:
                raise _Refused("too_many_rows", limit=limits.rows - 1)
            yield [number, *cells]
        elif number - last > BLANK_ROWS_THEN_END:
            return


def _text(cell: Any, row: int, at: int, limits: SheetLimits) -> str:
    """The cell as a CSV file would hold it."""
    value = cell.value
    if cell.data_type == "f":
        from openpyxl.utils import get_column_letter

        raise _Refused("formula", cell=f"{get_column_letter(at + 1)}{row}")
    text = "" if value is None else _plain(value)
    if len(text) > limits.cell:
        raise _Refused("cell_too_long", row=row, limit=limits.cell)
    return text.strip()


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
