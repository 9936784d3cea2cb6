"""The text of a document, page by page, for search and for reading where no picture can be drawn."""

import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import Element

from offers.intake.archive import vetted
from offers.intake.formats import EXTENSION_OF_MEDIA_TYPE
from offers.intake.limits import Limits
from offers.intake.markup import elements_of, local_attributes, local_name, root_of
from offers.intake.package import main_part, part_named, relationship_id, relationships

# What no database column takes, and what no reader sees.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
MOST_SHARED_STRINGS = 100_000


def extract_text(path: Path, media_type: str, limits: Limits | None = None) -> list[str]:
    """The text of a checked file, one string per page, slide or sheet; empty for formats without text.

    At most `text_pages` strings of at most `text_characters` each. Raises what the libraries raise on a file
    that they cannot read: `extract_text_in_child` is the one to call.
    """
    limits = limits or Limits()
    read = _READERS.get(EXTENSION_OF_MEDIA_TYPE.get(media_type, ""))
    pages = islice(read(path, limits), limits.text_pages) if read else ()
    return [_CONTROL.sub("", page.replace("\r\n", "\n"))[: limits.text_characters].strip() for page in pages]


def _read_pdf(path: Path, limits: Limits) -> Iterator[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            yield text.get_text_range(0, min(text.count_chars(), limits.text_characters))
            text.close()
            page.close()


def _read_presentation(path: Path, limits: Limits) -> Iterator[str]:
    with path.open("rb") as stream, vetted(stream, limits) as archive:
        for _, slide in _listed_parts(archive, "sldId"):
            yield _joined(_paragraphs(archive, slide), limits)


def _read_document(path: Path, limits: Limits) -> Iterator[str]:
    """Pages end where Word's own last layout broke them, or where a break was asked for."""
    with path.open("rb") as stream, vetted(stream, limits) as archive:
        paragraphs: list[str] = []
        for text in _document_pieces(archive):
            if text is None and any(paragraphs):
                yield _joined(iter(paragraphs), limits)
                paragraphs = []
            elif text:
                paragraphs.append(text)
        yield _joined(iter(paragraphs), limits)


def _read_workbook(path: Path, limits: Limits) -> Iterator[str]:
    with path.open("rb") as stream, vetted(stream, limits) as archive:
        shared = _shared_strings(archive)
        for title, sheet in _listed_parts(archive, "sheet"):
            yield _joined(_with_title(title, _rows(archive, sheet, shared)), limits)


def _listed_parts(archive: zipfile.ZipFile, tag: str) -> Iterator[tuple[str, str]]:
    """Name and part of the slides or sheets, in the order in which the main part lists them."""
    main = main_part(archive) or ""
    targets = {arrow.id: part_named(archive, arrow.target) for arrow in relationships(archive, main)}
    for element in root_of(archive, main).iter():
        part = targets.get(relationship_id(element)) if local_name(element) == tag else None
        if part:
            yield element.get("name", ""), part


def _paragraphs(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    for element in elements_of(archive, part):
        if local_name(element) == "p":
            yield _text_of(element)


def _document_pieces(archive: zipfile.ZipFile) -> Iterator[str | None]:
    """The paragraphs of a document, with None where a page ends."""
    for element in elements_of(archive, main_part(archive) or ""):
        name = local_name(element)
        asked = name == "br" and local_attributes(element).get("type") == "page"
        if asked or name == "lastRenderedPageBreak":
            yield None
        elif name == "p":
            yield _text_of(element)


def _text_of(element: Element) -> str:
    """The text of all runs inside an element, with their tabs and line breaks."""
    return "".join(map(_piece_of_text, element.iter()))


def _piece_of_text(element: Element) -> str:
    match local_name(element):
        case "t":
            return element.text or ""
        case "tab":
            # With attributes it is the definition of a tab stop.
            return "" if element.attrib else "\t"
        case "br" | "cr":
            return "\n"
    return ""


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    name = part_named(archive, "xl/sharedStrings.xml")
    strings = (
        (_text_of(item) for item in elements_of(archive, name) if local_name(item) == "si")
        if name
        else iter(())
    )
    return list(islice(strings, MOST_SHARED_STRINGS))


def _rows(archive: zipfile.ZipFile, sheet: str, shared: list[str]) -> Iterator[str]:
    for element in elements_of(archive, sheet):
        if local_name(element) == "row":
            yield "\t".join(filter(None, (_cell_text(cell, shared) for cell in element)))


def _cell_text(cell: Element, shared: list[str]) -> str:
    value = next((inner.text or "" for inner in cell if local_name(inner) == "v"), "")
    if cell.get("t") != "s":
        return value or _text_of(cell)
    return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""


def _with_title(title: str, rows: Iterator[str]) -> Iterator[str]:
    yield title
    yield from rows


def _joined(lines: Iterator[str], limits: Limits) -> str:
    """The lines that are not blank, no more of them than the characters that are kept."""
    kept, length = [], 0
    for line in filter(str.strip, lines):
        kept.append(line)
        length += len(line) + 1
        if length > limits.text_characters:
            break
    return "\n".join(kept)


_READERS: dict[str, Callable[[Path, Limits], Iterator[str]]] = {
    ".pdf": _read_pdf,
    ".pptx": _read_presentation,
    ".docx": _read_document,
    ".xlsx": _read_workbook,
}
