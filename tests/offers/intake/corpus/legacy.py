"""Word, Excel and PowerPoint files of before 2007, record by record, as bytes."""

import struct
from collections.abc import Mapping

SECTOR = 512
FREE, END_OF_CHAIN, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5
# Shorter streams would lie in a stream of their own.
SHORTEST_STREAM = 4096


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams; "a/b" is the stream b in the storage a."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = _entries(streams, sectors, fat)
    directory = b"".join(entries)
    directory += bytes(-len(directory) % SECTOR)
    directory_at = _add_chain(directory, sectors, fat)
    tables = -(-(len(fat) + 8) // (SECTOR // 4)) + 1
    first_table = len(fat)
    fat += [FAT_SECTOR] * tables
    fat += [FREE] * (tables * SECTOR // 4 - len(fat))
    table = struct.pack(f"<{len(fat)}L", *fat)
    sectors += [table[at : at + SECTOR] for at in range(0, len(table), SECTOR)]
    places = [first_table + number for number in range(tables)]
    return _header(directory_at, places) + b"".join(sectors)


def doc(
    *,
    magic: int = 0xA5EC,
    encrypted: bool = False,
    pages: int | None = None,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    flags = 0x0100 if encrypted else 0
    main = struct.pack("<5HH", magic, 0xC1, 0, 0x0409, 0, flags) + bytes(500)
    streams = {"WordDocument": main, "1Table": bytes(100), **(more or {})}
    if pages is not None:
        streams["\x05SummaryInformation"] = _summary(pages)
    return compound(streams)


def xls(*kinds: int, encrypted: bool = False, more: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook with one sheet per kind: 0 a worksheet, 1 a sheet of macros."""
    book = _record(0x0809, struct.pack("<2H", 0x0600, 0x0005) + bytes(12))
    book += _record(0x002F, bytes(6)) if encrypted else b""
    for kind in kinds:
        book += _record(0x0085, struct.pack("<L2B", 0, 0, kind) + b"\x05\x00Sheet")
    return compound({"Workbook": book + _record(0x000A, b""), **(more or {})})


def ppt(slides: int, *, encrypted: bool = False, macros: bool = False, objects: bool = False) -> bytes:
    """A presentation that PowerPoint saved twice: the older document record says that it had one slide."""
    persist = _atom(0x03F3, bytes(20))
    old = _container(0x03E8, _container(0x0FF0, persist))
    masters = _container(0x0FF0, persist, instance=1)
    new = _container(0x03E8, masters + _container(0x0FF0, persist * slides))
    extra = _container(0x03FF, _atom(0x0400, struct.pack("<3L", 1, 1, 2))) if macros else b""
    extra += _atom(0x1011, bytes(64)) if objects else b""
    token = 0xF3D1C4DF if encrypted else 0xE391C05F
    user = _atom(0x0FF6, struct.pack("<2L", 20, token) + bytes(20))
    return compound({"PowerPoint Document": old + new + extra, "Current User": user})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def _atom(kind: int, body: bytes) -> bytes:
    return struct.pack("<2HL", 0, kind, len(body)) + body


def _container(kind: int, body: bytes, instance: int = 0) -> bytes:
    return struct.pack("<2HL", instance << 4 | 0xF, kind, len(body)) + body


def _summary(pages: int) -> bytes:
    """The property set that Explorer shows, with its number of pages only."""
    head = struct.pack("<2HL16sL", 0xFFFE, 0, 2, bytes(16), 1)
    format_id = bytes.fromhex("E0859FF2F94F6810AB9108002B27B3D9")
    section = struct.pack("<2L2L2Ll", 24, 1, 0x0E, 16, 3, 0, 0)[:16] + struct.pack("<Ll", 3, pages)
    return head + format_id + struct.pack("<L", 48) + section


def _entries(streams: Mapping[str, bytes], sectors: list[bytes], fat: list[int]) -> list[bytes]:
    """Directory entries: siblings hang on each other's right hand, which every reader accepts."""
    tree: dict[str, dict[str, bytes] | bytes] = {}
    for path, content in streams.items():
        storage, _, name = path.rpartition("/")
        folder = tree.setdefault(storage, {}) if storage else tree
        folder[name] = content
    entries: list[bytes] = [b""]
    top = _siblings(tree, entries, sectors, fat)
    entries[0] = _entry("Root Entry", ROOT, child=top)
    return entries


def _siblings(items: Mapping, entries: list[bytes], sectors: list[bytes], fat: list[int]) -> int:
    """Append the entries of one storage; returns the number of the first."""
    following = FREE
    for name, content in reversed(items.items()):
        if isinstance(content, bytes):
            stream = content + bytes(max(0, SHORTEST_STREAM - len(content)))
            start = _add_chain(stream + bytes(-len(stream) % SECTOR), sectors, fat)
            entry = _entry(name, STREAM, right=following, start=start, size=len(stream))
        else:
            child = _siblings(content, entries, sectors, fat)
            entry = _entry(name, STORAGE, right=following, child=child)
        entries.append(entry)
        following = len(entries) - 1
    return following


def _entry(
    name: str, kind: int, *, right: int = FREE, child: int = FREE, start: int = 0, size: int = 0
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBLLL16sLQQLQ",
        encoded,
        len(encoded),
        kind,
        1,
        FREE,
        right,
        child,
        bytes(16),
        0,
        0,
        0,
        END_OF_CHAIN if kind == ROOT else start,
        size,
    )


def _add_chain(content: bytes, sectors: list[bytes], fat: list[int]) -> int:
    """Append whole sectors that follow each other; returns the number of the first."""
    first = len(sectors)
    count = len(content) // SECTOR
    sectors += [content[at : at + SECTOR] for at in range(0, len(content), SECTOR)]
    fat += [first + number + 1 for number in range(count - 1)] + [END_OF_CHAIN]
    return first


def _header(directory_at: int, tables: list[int]) -> bytes:
    signature = bytes.fromhex("D0CF11E0A1B11AE1")
    places = tables + [FREE] * (109 - len(tables))
    return struct.pack(
        "<8s16s5H6s9L109L",
        signature,
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        bytes(6),
        0,
        len(tables),
        directory_at,
        0,
        SHORTEST_STREAM,
        END_OF_CHAIN,
        0,
        END_OF_CHAIN,
        0,
        *places,
    )
