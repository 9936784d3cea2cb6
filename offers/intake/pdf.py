"""Checks of PDF files.

PDFium says whether a browser will open the file; pypdf shows the objects, which PDFium does not.
"""

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from offers.intake.context import Inspection, Stage, page_findings, refuse
from offers.intake.findings import Code, Finding, RefusalError

# How deep values may lie inside one object; honest files need three or four.
DEEPEST_VALUE = 50
# What pypdf raises on files that are not what they should be.
_BROKEN = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError)

# What an object is known by: a key that it has, or a value of its key /S, /Subtype or /Type.
_KEYS = {
    "/JS": Code.PDF_JAVASCRIPT,
    "/JavaScript": Code.PDF_JAVASCRIPT,
    "/EF": Code.PDF_EMBEDDED_FILES,
    "/EmbeddedFiles": Code.PDF_EMBEDDED_FILES,
    "/XFA": Code.PDF_DYNAMIC_FORM,
}
_VALUES = {
    "/JavaScript": Code.PDF_JAVASCRIPT,
    "/Launch": Code.PDF_LAUNCH,
    "/ImportData": Code.PDF_LAUNCH,
    "/EmbeddedFile": Code.PDF_EMBEDDED_FILES,
    "/FileAttachment": Code.PDF_EMBEDDED_FILES,
    "/RichMedia": Code.PDF_EMBEDDED_FILES,
}


def _spelled(name: str) -> str:
    """A pattern for a PDF name, any letter of which may be written as # and its hexadecimal code."""
    letters = "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name.removeprefix("/"))
    return f"/{letters}(?![A-Za-z])"


_ACTIVE_NAME = re.compile("|".join(map(_spelled, sorted({*_KEYS, *_VALUES}))).encode())


def browser_can_open(inspection: Inspection) -> Iterator[Finding]:
    try:
        inspection.once(open_in_pdfium)[0].close()
    except (pypdfium2.PdfiumError, IndexError):
        yield refuse(Code.DAMAGED)


def objects_are_readable(inspection: Inspection) -> Iterator[Finding]:
    """A file that only its owner's password protects opens without one, and is taken."""
    reader = inspection.once(open_reader)
    if reader.is_encrypted and not reader.decrypt(""):
        yield refuse(Code.ENCRYPTED)


def no_javascript(inspection: Inspection) -> Iterator[Finding]:
    if Code.PDF_JAVASCRIPT in inspection.once(active_contents):
        yield refuse(Code.PDF_JAVASCRIPT)


def no_launch_actions(inspection: Inspection) -> Iterator[Finding]:
    if Code.PDF_LAUNCH in inspection.once(active_contents):
        yield refuse(Code.PDF_LAUNCH)


def no_embedded_files(inspection: Inspection) -> Iterator[Finding]:
    if Code.PDF_EMBEDDED_FILES in inspection.once(active_contents):
        yield refuse(Code.PDF_EMBEDDED_FILES)


def no_dynamic_form(inspection: Inspection) -> Iterator[Finding]:
    if Code.PDF_DYNAMIC_FORM in inspection.once(active_contents):
        yield refuse(Code.PDF_DYNAMIC_FORM)


def pages_are_counted(inspection: Inspection) -> Iterator[Finding]:
    """The pages that there are, not only those that the file declares; counted no further than the limit."""
    limit = inspection.limits.pages_for(inspection.kind)
    declared = len(inspection.once(open_in_pdfium))
    found = 0 if declared > limit else _count_pages(inspection.once(open_reader), limit)
    inspection.pages = max(declared, found)
    yield from page_findings(inspection)


STAGES: tuple[Stage, ...] = (
    (browser_can_open,),
    (objects_are_readable,),
    (no_javascript, no_launch_actions, no_embedded_files, no_dynamic_form, pages_are_counted),
)


def open_in_pdfium(inspection: Inspection) -> pypdfium2.PdfDocument:
    """Raises RefusalError."""
    try:
        document = pypdfium2.PdfDocument(inspection.path)
    except pypdfium2.PdfiumError as error:
        raise RefusalError(Code.ENCRYPTED if "password" in str(error).lower() else Code.DAMAGED) from error
    return inspection.keep(document)


def open_reader(inspection: Inspection) -> PdfReader:
    """Raises RefusalError."""
    try:
        return inspection.keep(PdfReader(inspection.path))
    except _BROKEN as error:
        raise RefusalError(Code.DAMAGED) from error


def active_contents(inspection: Inspection) -> set[Code]:
    """Which kinds of active content any object of the file carries, reachable or not. Raises RefusalError.

    Reading every object costs about 0.1 ms each, so the bytes are searched first: most files hold none of the
    names, and where a name is only a word in a text, the objects tell. An object that cannot be read is refused.
    """
    reader = inspection.once(open_reader)
    if not any(map(_ACTIVE_NAME.search, _readable_bytes(reader, inspection.path.read_bytes()))):
        return set()
    return {code for item in _all_objects(reader) for code in _codes_of(item)}


def _readable_bytes(reader: PdfReader, source: bytes) -> Iterator[bytes]:
    """The file as it is, then what its object streams hold."""
    yield source
    for number in {stream for stream, _ in reader.xref_objStm.values()}:
        container = _object(reader, number, 0)
        if isinstance(container, StreamObject):
            yield _unpacked(container)


def _unpacked(stream: StreamObject) -> bytes:
    try:
        return stream.get_data()
    except _BROKEN as error:
        raise RefusalError(Code.DAMAGED) from error


def _all_objects(reader: PdfReader) -> Iterator[PdfObject | None]:
    yield reader.trailer
    for generation, places in list(reader.xref.items()):
        for number in list(places):
            yield _object(reader, number, generation)
    for number in list(reader.xref_objStm):
        yield _object(reader, number, 0)


def _object(reader: PdfReader, number: int, generation: int) -> PdfObject | None:
    """One object. Raises RefusalError: what cannot be read here, another reader may well act upon."""
    try:
        return reader.get_object(IndirectObject(number, generation, reader))
    except _BROKEN as error:
        raise RefusalError(Code.DAMAGED) from error


def _codes_of(item: Any, depth: int = 0) -> Iterator[Code]:
    """What one object carries itself; the objects that it points to are visited on their own."""
    if depth > DEEPEST_VALUE:
        raise RefusalError(Code.DAMAGED)
    if isinstance(item, DictionaryObject):
        yield from (_KEYS[key] for key in item if key in _KEYS)
        told = (item.raw_get(key) for key in ("/S", "/Subtype", "/Type") if key in item)
        yield from (_VALUES[value] for value in told if isinstance(value, str) and value in _VALUES)
        inner: Iterator[Any] = iter([item.raw_get(key) for key in item])
    else:
        inner = iter(list.__iter__(item)) if isinstance(item, ArrayObject) else iter(())
    for value in inner:
        if isinstance(value, DictionaryObject | ArrayObject):
            yield from _codes_of(value, depth + 1)


def _count_pages(reader: PdfReader, limit: int) -> int:
    """The leaves of the page tree, whatever /Count says; at most limit + 1 of them are looked at."""
    waiting: list[Any] = [reader.trailer["/Root"]["/Pages"]]  # type: ignore[index]  # pypdf types every value alike
    seen: set[int] = set()
    pages = 0
    while waiting and pages <= limit:
        node = waiting.pop()
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            continue
        seen.add(id(node))
        kids = node.get("/Kids")
        if isinstance(kids, ArrayObject):
            waiting.extend(kid.get_object() for kid in kids[: limit + 1])
        else:
            pages += 1
    return pages
