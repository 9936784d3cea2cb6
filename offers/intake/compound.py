"""The compound file (OLE) of .doc, .xls and .ppt, opened carefully."""

import olefile

from offers.intake.context import Inspection
from offers.intake.findings import Code, RefusalError

ENCRYPTED_PACKAGE = "encrypted_package"

_MAIN_STREAMS = {
    "EncryptedPackage": ENCRYPTED_PACKAGE,
    "WordDocument": ".doc",
    "Workbook": ".xls",
    "Book": ".xls",
    "PowerPoint Document": ".ppt",
}


def open_compound(inspection: Inspection) -> olefile.OleFileIO:
    """The file as a compound file. Raises RefusalError."""
    stream = inspection.keep(inspection.path.open("rb"))
    try:
        return inspection.keep(olefile.OleFileIO(stream))
    except (OSError, ValueError, IndexError, TypeError, RecursionError) as error:
        raise RefusalError(Code.DAMAGED) from error


def real_extension(inspection: Inspection) -> str | None:
    """The extension that the main stream deserves, ENCRYPTED_PACKAGE, or None for another compound file."""
    compound = inspection.once(open_compound)
    return next((name for stream, name in _MAIN_STREAMS.items() if compound.exists(stream)), None)


def stream_of(inspection: Inspection, name: str) -> bytes:
    """A whole stream; a compound file is never larger than what it holds. Raises RefusalError."""
    try:
        with inspection.once(open_compound).openstream(name) as stream:
            content: bytes = stream.read()
    except (OSError, ValueError, IndexError, RecursionError) as error:
        raise RefusalError(Code.DAMAGED) from error
    return content
