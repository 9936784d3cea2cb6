"""Excel workbooks: read in a child process that is bounded, written with the codes beside the contacts."""

import io
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from cosell.locations import WORLDWIDE, country_name
from offers.contacts_import.limits import MOST_CELL, MOST_COLUMNS, MOST_ROWS
from offers.contacts_import.problems import Unreadable
from offers.contacts_import.rows import ContactRow
from offers.contacts_import.writing import lines
from offers.intake.child import run
from offers.intake.limits import MB, Bounds
from offers.intake.sheet import SheetLimits
from offers.models import ContactRole
from offers.places import countries_by_region, states_by_country

ARCHIVE: Final = b"PK\x03\x04"
BOUNDS: Final = Bounds(seconds=30, cpu_seconds=20, memory_bytes=1024 * MB, written_bytes=32 * MB)
LIMITS: Final = SheetLimits(rows=MOST_ROWS + 1, columns=MOST_COLUMNS, cell=MOST_CELL)
WIDTHS: Final = (28, 34, 28, 34, 24, 20)


def read_workbook(data: bytes) -> list[tuple[int, list[str]]]:
    """The first sheet's rows that are not blank, each with its number. Raises ``Unreadable``."""
    with tempfile.TemporaryDirectory(prefix="contacts-") as folder:
        path = Path(folder) / "contacts.xlsx"
        path.write_bytes(data)
        order = {"path": str(path), "name": path.name, "limits": asdict(LIMITS)}
        answer = run("sheet", order, BOUNDS).answer
    if answer is None:
        raise Unreadable("damaged_workbook")
    if fault := answer.pop("fault", ""):
        raise Unreadable(fault, **answer)
    return [(row[0], row[1:]) for row in answer["rows"]]


def write_xlsx(rows: Iterable[ContactRow], *, language: str) -> bytes:
    """A sheet of contacts like ``write_csv``'s, and a sheet of the codes that may stand in it."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    with override(language):
        sheet.title = _("Contacts")
        _add_codes(book.create_sheet(_("Codes")))
    for line in lines(rows, language=language):
        sheet.append(line)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"  # text: Namibia stays NA, and nothing is a formula
            cell.data_type = "s" if cell.value else "n"
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add_codes(sheet: Any) -> None:
    groups = [
        (_("Roles"), [("", str(role.label)) for role in ContactRole]),
        (_("All countries"), [(WORLDWIDE, country_name(WORLDWIDE))]),
        *countries_by_region(),
        *states_by_country(),
    ]
    for title, choices in groups:
        sheet.append([title])
        for code, name in choices:
            sheet.append([code, name.removesuffix(f" ({code})")])
    sheet.column_dimensions["B"].width = 44
