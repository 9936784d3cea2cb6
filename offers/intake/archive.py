"""A zip container: vetted from its central directory before anything is inflated, then read in blocks.

Nobody gets an open archive that was not vetted, and nobody reads a part beyond a bound of their own.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from offers.intake.context import Inspection
from offers.intake.findings import Code, RefusalError
from offers.intake.limits import MB, Limits

# Below this, a high ratio is a short repetitive text and no danger.
RATIO_FROM_BYTES = 16 * MB
BLOCK_BYTES = 256 * 1024
# A central directory entry: its fixed part, and room for its name and extra fields.
DIRECTORY_ENTRY_BYTES = 46 + 400
LOCAL_HEADER_BYTES = 30

_END_RECORD = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_END64_RECORD = struct.Struct("<4sQ2H2L4Q")
_END64_LOCATOR = struct.Struct("<4sLQL")
# How much of a file's end may hold the end record: the longest comment follows it.
END_BYTES = 65_535 + _END_RECORD.size

_PADDING = b"\0\r\n\t "

UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error)


def open_archive(inspection: Inspection) -> zipfile.ZipFile:
    """The file as a vetted archive. Raises RefusalError."""
    stream = inspection.keep(inspection.path.open("rb"))
    return inspection.keep(vetted(stream, inspection.limits))


def vetted(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """An open archive whose declared entries, sizes and places are within `limits`. Raises RefusalError."""
    _refuse_long_directory(stream, limits)
    try:
        archive = zipfile.ZipFile(stream)
    except UNREADABLE as error:
        raise RefusalError(Code.DAMAGED) from error
    _refuse_entries(archive.infolist(), archive.start_dir, limits)
    return archive


def part_blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part's content in blocks, its checksum verified at the end. Raises RefusalError.

    zipfile stops at the declared size and then compares the checksum, so a part that declares less than
    it holds ends as damaged, whatever it would have grown to.
    """
    try:
        with archive.open(name) as part:
            while block := part.read(BLOCK_BYTES):
                yield block
    except (*UNREADABLE, KeyError, RuntimeError) as error:
        raise RefusalError(Code.DAMAGED) from error


def read_part(archive: zipfile.ZipFile, name: str, longest: int) -> bytes:
    """A whole part of at most `longest` bytes. Raises RefusalError."""
    content = io.BytesIO()
    for block in part_blocks(archive, name):
        content.write(block)
        if content.tell() > longest:
            raise RefusalError(Code.UNPACKS_TOO_LARGE, limit_bytes=longest)
    return content.getvalue()


def has_archive_at_end(tail: bytes, at_very_end: bool) -> bool:
    """Whether a file with this tail opens as a zip, whatever its beginning looks like."""
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or at + _END_RECORD.size > len(tail):
        return False
    _, disk, directory_disk, here, total, directory_bytes, _, comment = _END_RECORD.unpack_from(tail, at)
    if disk or directory_disk or here != total or total == 0:
        return False
    if at_very_end and at + _END_RECORD.size + comment != len(tail):
        return False
    directory_at = at - directory_bytes
    return directory_at < 0 or tail[directory_at : directory_at + 4] == b"PK\x01\x02"


def _refuse_long_directory(stream: BinaryIO, limits: Limits) -> None:
    """Refuse by the end record alone: zipfile would read the whole directory into memory first."""
    entries, directory_bytes = _declared_directory(stream)
    if entries > limits.max_parts or directory_bytes > limits.max_parts * DIRECTORY_ENTRY_BYTES:
        raise RefusalError(Code.TOO_MANY_PARTS, limit=limits.max_parts)


def _declared_directory(stream: BinaryIO) -> tuple[int, int]:
    """The number of entries and the bytes of the directory, as the end record declares them."""
    size = stream.seek(0, io.SEEK_END)
    start = max(0, size - END_BYTES - _END64_LOCATOR.size)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or at + _END_RECORD.size > len(tail):
        raise RefusalError(Code.DAMAGED)
    *_, entries, directory_bytes, _offset, comment_bytes = _END_RECORD.unpack_from(tail, at)
    # A last line break is the trace of some mail or web server, and of no second file.
    if tail[at + _END_RECORD.size + comment_bytes :].strip(_PADDING):
        raise RefusalError(Code.MIXED_CONTENT, found="data")
    wide = _wide_directory(stream, tail, at)
    return wide if wide else (entries, directory_bytes)


def _wide_directory(stream: BinaryIO, tail: bytes, end_at: int) -> tuple[int, int] | None:
    """The same two figures from the 64-bit end record, where there is one."""
    locator_at = end_at - _END64_LOCATOR.size
    if locator_at < 0 or tail[locator_at : locator_at + 4] != b"PK\x06\x07":
        return None
    _, _, record_at, _ = _END64_LOCATOR.unpack_from(tail, locator_at)
    try:
        stream.seek(record_at)
        *_, entries, directory_bytes, _offset = _END64_RECORD.unpack(stream.read(_END64_RECORD.size))
    except (struct.error, OSError, OverflowError, ValueError) as error:
        raise RefusalError(Code.DAMAGED) from error
    return entries, directory_bytes


def _refuse_entries(entries: list[zipfile.ZipInfo], directory_at: int, limits: Limits) -> None:
    if len(entries) > limits.max_parts:
        raise RefusalError(Code.TOO_MANY_PARTS, limit=limits.max_parts)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusalError(Code.ENCRYPTED)
    _refuse_declared_sizes(entries, limits)
    _refuse_forged_layout(entries, directory_at)


def _refuse_declared_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    sizes = [(entry.compress_size, entry.file_size) for entry in entries]
    packed, unpacked = sum(size[0] for size in sizes), sum(size[1] for size in sizes)
    swollen = any(_swells(*size, limits.max_ratio) for size in [*sizes, (packed, unpacked)])
    if swollen or unpacked > limits.max_unpacked_bytes:
        raise RefusalError(Code.UNPACKS_TOO_LARGE, limit_bytes=limits.max_unpacked_bytes)


def _swells(packed: int, unpacked: int, max_ratio: int) -> bool:
    return unpacked > RATIO_FROM_BYTES and unpacked > max_ratio * max(packed, 1)


def _refuse_forged_layout(entries: list[zipfile.ZipInfo], directory_at: int) -> None:
    """Refuse what two readers could read differently: a name twice, parts that overlap, data before them."""
    if not entries:
        raise RefusalError(Code.DAMAGED)
    names = {entry.filename.lower() for entry in entries}
    starts = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset for entry in starts[1:]] + [directory_at]
    overlap = any(
        entry.header_offset + LOCAL_HEADER_BYTES + entry.compress_size > end
        for entry, end in zip(starts, ends, strict=True)
    )
    if len(names) != len(entries) or overlap or starts[0].header_offset != 0:
        raise RefusalError(Code.DAMAGED)
