"""Zip containers: changed, swollen, forged."""

import io
import struct
import zipfile
from collections.abc import Mapping

ZEROS = bytes(40 * 1024 * 1024)
_CENTRAL = b"PK\x01\x02"
_END = b"PK\x05\x06"


def rezipped(content: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The same archive with parts replaced, added or (None) left out."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return packed.getvalue()


def replaced(content: bytes, part: str, old: str, new: str) -> bytes:
    """The same archive with one text replaced in one part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(part).decode()
    assert old in text
    return rezipped(content, {part: text.replace(old, new).encode()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def with_swollen_part(content: bytes) -> bytes:
    """40 MB of zeros in 40 KB."""
    return rezipped(content, {"docProps/zeros.bin": ZEROS})


def with_declared_size(content: bytes, part: str, size: int) -> bytes:
    """One part's unpacked size as the central directory declares it, whatever it is."""
    return _with_field(content, part, 24, size)


def with_place(content: bytes, part: str, offset: int) -> bytes:
    """One part's place as the central directory declares it."""
    return _with_field(content, part, 42, offset)


def with_encrypted_flag(content: bytes, part: str) -> bytes:
    at = _entry_at(content, part)
    return content[: at + 8] + b"\x01\x00" + content[at + 10 :]


def with_short_declaration(content: bytes) -> bytes:
    """A part of 40 MB that declares 1,000 bytes."""
    swollen = with_swollen_part(content)
    return with_declared_size(swollen, "docProps/zeros.bin", 1_000)


def with_overlapping_parts(content: bytes) -> bytes:
    """Two entries of the directory that share one part's bytes."""
    doubled = rezipped(content, {"docProps/a.bin": bytes(2_000), "docProps/b.bin": bytes(2_000)})
    entry = _entry_at(doubled, "docProps/a.bin")
    return with_place(doubled, "docProps/b.bin", struct.unpack_from("<L", doubled, entry + 42)[0])


def with_many_parts(content: bytes, parts: int) -> bytes:
    return rezipped(content, {f"docProps/{number}.bin": b"" for number in range(parts)})


def with_many_parts_hidden(content: bytes, parts: int) -> bytes:
    """The end record declares three entries; the directory is as long as it is."""
    full = with_many_parts(content, parts)
    at = full.rfind(_END)
    return full[: at + 8] + struct.pack("<2H", 3, 3) + full[at + 12 :]


def with_two_of_a_name(content: bytes, part: str) -> bytes:
    """A part twice, the second one under the name of the first."""
    other = part[:-1] + "_"
    doubled = rezipped(content, {other: b"<forged/>"})
    return doubled.replace(other.encode(), part.encode())


def with_wide_end_record(entries: int) -> bytes:
    """An empty archive whose 64-bit end record declares any number of entries."""
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, entries * 46, 4)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 4, 1)
    end = struct.pack("<4s4H2LH", _END, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return b"PK\x03\x04" + wide + locator + end


def _with_field(content: bytes, part: str, at: int, value: int) -> bytes:
    start = _entry_at(content, part) + at
    return content[:start] + struct.pack("<L", value) + content[start + 4 :]


def _entry_at(content: bytes, part: str) -> int:
    """Where the central directory's entry of a part begins."""
    at = content.index(_CENTRAL + content[content.index(_CENTRAL) + 4 : content.index(_CENTRAL) + 6])
    while content[at + 46 : at + 46 + len(part)] != part.encode():
        at = content.index(_CENTRAL, at + 4)
    return at
