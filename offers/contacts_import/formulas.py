"""Cells that a spreadsheet would take for a formula: marked with an apostrophe going out, unmarked coming in."""

import re
from typing import Final

# Also the full-width forms, which some spreadsheets read as the narrow ones.
_DANGEROUS: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def protect(cell: str) -> str:
    """The cell as text to every spreadsheet; a cell that looks protected already gets one more mark."""
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def unprotect(cell: str) -> str:
    """What ``protect`` was given."""
    return cell[1:] if cell.startswith("'") and _DANGEROUS.match(cell) else cell
