"""Checks of .doc, .xls and .ppt files, by the records that MS-DOC, MS-XLS and MS-PPT document."""

import struct
from collections.abc import Callable, Iterator

from offers.intake.compound import open_compound, stream_of
from offers.intake.context import Inspection, Stage, page_findings, refuse
from offers.intake.findings import Code, Finding, RefusalError

# MS-DOC 2.5.2, the base of the file information block; Word 95 begins it with numbers of its own.
_WORD_MAGICS = {0xA5EC, 0xA5DC, 0xA697, 0xA699}
_WORD_FLAGS_AT, _WORD_ENCRYPTED = 10, 0x0100
# MS-XLS 2.3.1, record types; 2.4.28, the kind of a sheet.
_BOF, _EOF, _FILE_PASS, _BOUND_SHEET, _MACRO_SHEET = 0x0809, 0x000A, 0x002F, 0x0085, 0x01
# MS-PPT 2.13.24, record types; 2.3.2, the token of an encrypted file.
_CONTAINER_VERSION, _DOCUMENT, _SLIDE_LIST, _SLIDE_PERSIST = 0xF, 0x03E8, 0x0FF0, 0x03F3
_VBA_INFO, _OLE_STORAGE = 0x0400, 0x1011
_SLIDES_INSTANCE = 0
_ENCRYPTED_TOKEN = 0xF3D1C4DF

_MACRO_STORAGES = {"macros", "vba", "_vba_project_cur", "_vba_project"}
_OBJECT_STREAMS = {"\x01ole10native", "\x01compobj", "contents", "package"}


def main_stream_is_readable(inspection: Inspection) -> Iterator[Finding]:
    if not _STARTS[inspection.extension](_main_stream(inspection)):
        yield refuse(Code.DAMAGED)


def not_encrypted(inspection: Inspection) -> Iterator[Finding]:
    if _ENCRYPTED[inspection.extension](inspection):
        yield refuse(Code.ENCRYPTED)


def no_macros(inspection: Inspection) -> Iterator[Finding]:
    storages = {name.lower() for path in _paths(inspection) for name in path}
    if storages & _MACRO_STORAGES or _has_macro_records(inspection):
        yield refuse(Code.MACROS)


def no_embedded_objects(inspection: Inspection) -> Iterator[Finding]:
    if any(map(_is_object, _paths(inspection))) or _has_object_records(inspection):
        yield refuse(Code.EMBEDDED_OBJECTS)


def pages_are_counted(inspection: Inspection) -> Iterator[Finding]:
    inspection.pages = _COUNTERS[inspection.extension](inspection)
    yield from page_findings(inspection)


STAGES: tuple[Stage, ...] = (
    (main_stream_is_readable,),
    (not_encrypted,),
    (no_macros, no_embedded_objects, pages_are_counted),
)


def _main_stream(inspection: Inspection) -> bytes:
    names = {".doc": ("WordDocument",), ".xls": ("Workbook", "Book"), ".ppt": ("PowerPoint Document",)}
    compound = inspection.once(open_compound)
    name = next(name for name in names[inspection.extension] if compound.exists(name))
    return stream_of(inspection, name)


def _paths(inspection: Inspection) -> list[list[str]]:
    paths: list[list[str]] = inspection.once(open_compound).listdir(streams=True, storages=True)
    return paths


def _is_object(path: list[str]) -> bool:
    """Word keeps objects in ObjectPool, Excel in storages named MBD and a number, with their own streams."""
    if len(path) == 1:
        return False
    folder, name = path[0].lower(), path[-1].lower()
    return folder == "objectpool" or folder.startswith("mbd") or name in _OBJECT_STREAMS


def _word_flags(stream: bytes) -> int:
    return int.from_bytes(stream[_WORD_FLAGS_AT : _WORD_FLAGS_AT + 2], "little")


def _word_is_encrypted(inspection: Inspection) -> bool:
    return bool(_word_flags(inspection.once(_main_stream)) & _WORD_ENCRYPTED)


def _count_word_pages(inspection: Inspection) -> int | None:
    """What Word wrote into the properties; nothing else tells without laying the text out."""
    try:
        pages = inspection.once(open_compound).get_metadata().num_pages
    except (OSError, ValueError, IndexError, KeyError, struct.error) as error:
        raise RefusalError(Code.DAMAGED) from error
    return pages if isinstance(pages, int) and pages > 0 else None


def _sheet_records(inspection: Inspection) -> list[tuple[int, bytes]]:
    """The workbook's global records, type and content, to their end."""
    stream, at, records = inspection.once(_main_stream), 0, []
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        records.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
        if kind == _EOF:
            break
    return records


def _book_is_encrypted(inspection: Inspection) -> bool:
    return any(kind == _FILE_PASS for kind, _ in inspection.once(_sheet_records))


def _sheet_kinds(inspection: Inspection) -> list[int]:
    return [
        body[5] for kind, body in inspection.once(_sheet_records) if kind == _BOUND_SHEET and len(body) > 5
    ]


def _count_sheets(inspection: Inspection) -> int:
    return len(_sheet_kinds(inspection))


def _slide_records(inspection: Inspection) -> list[tuple[int, int, bytes]]:
    """Every record as type, instance and content; the content of a container is what follows."""
    stream, at, records = inspection.once(_main_stream), 0, []
    while at + 8 <= len(stream):
        version, kind, length = struct.unpack_from("<2HL", stream, at)
        holds_records = version & 0xF == _CONTAINER_VERSION
        records.append(
            (kind, version >> 4, b"" if holds_records else stream[at + 8 : at + 8 + min(length, 64)])
        )
        at += 8 if holds_records else 8 + length
    return records


def _show_is_encrypted(inspection: Inspection) -> bool:
    if not inspection.once(open_compound).exists("Current User"):
        return False
    return stream_of(inspection, "Current User")[12:16] == struct.pack("<L", _ENCRYPTED_TOKEN)


def _count_slides(inspection: Inspection) -> int | None:
    """The slides of the last document record: an older one stays behind whenever PowerPoint saves quickly.

    PowerPoint 95 has no such record.
    """
    slides, in_slide_list = None, False
    for kind, instance, _ in inspection.once(_slide_records):
        if kind == _DOCUMENT:
            slides = 0
        elif kind == _SLIDE_LIST:
            in_slide_list = instance == _SLIDES_INSTANCE
        elif kind == _SLIDE_PERSIST and in_slide_list and slides is not None:
            slides += 1
    return slides


def _has_macro_records(inspection: Inspection) -> bool:
    if inspection.extension == ".xls":
        return _MACRO_SHEET in _sheet_kinds(inspection)
    if inspection.extension == ".ppt":
        records = inspection.once(_slide_records)
        return any(kind == _VBA_INFO and body[4:8] != bytes(4) for kind, _, body in records)
    return False


def _has_object_records(inspection: Inspection) -> bool:
    if inspection.extension != ".ppt":
        return False
    return any(kind == _OLE_STORAGE for kind, _, _ in inspection.once(_slide_records))


_STARTS: dict[str, Callable[[bytes], bool]] = {
    ".doc": lambda stream: int.from_bytes(stream[:2], "little") in _WORD_MAGICS,
    ".xls": lambda stream: stream[:2] == _BOF.to_bytes(2, "little"),
    ".ppt": lambda stream: len(stream) >= 8,
}
_ENCRYPTED: dict[str, Callable[[Inspection], bool]] = {
    ".doc": _word_is_encrypted,
    ".xls": _book_is_encrypted,
    ".ppt": _show_is_encrypted,
}
_COUNTERS: dict[str, Callable[[Inspection], int | None]] = {
    ".doc": _count_word_pages,
    ".xls": _count_sheets,
    ".ppt": _count_slides,
}
