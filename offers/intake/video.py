"""Checks of MP4 films, by the boxes of ISO/IEC 14496-12."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from offers.intake.context import Inspection, Stage, refuse
from offers.intake.findings import Code, Finding, RefusalError

MOST_BOXES = 100_000
_ENCRYPTED_BOXES = {b"pssh", b"encv", b"enca"}
_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}


@dataclass(frozen=True)
class Box:
    """One box: its four-letter kind and where its content begins and ends in the file."""

    kind: bytes
    start: int
    end: int


def boxes_fill_the_file(inspection: Inspection) -> Iterator[Finding]:
    """The outer boxes follow each other to the last byte, among them the film's index and its data."""
    kinds = {box.kind for box in inspection.once(outer_boxes)}
    if b"moov" not in kinds or not kinds & {b"mdat", b"moof"}:
        yield refuse(Code.DAMAGED)


def film_is_not_protected(inspection: Inspection) -> Iterator[Finding]:
    if inspection.once(_inner_kinds) & _ENCRYPTED_BOXES:
        yield refuse(Code.ENCRYPTED)


def film_has_a_track(inspection: Inspection) -> Iterator[Finding]:
    if b"trak" not in inspection.once(_inner_kinds):
        yield refuse(Code.DAMAGED)


STAGES: tuple[Stage, ...] = ((boxes_fill_the_file,), (film_is_not_protected, film_has_a_track))


def outer_boxes(inspection: Inspection) -> list[Box]:
    """Raises RefusalError."""
    with inspection.path.open("rb") as stream:
        return list(_boxes(stream, 0, inspection.size))


def _boxes(stream: BinaryIO, at: int, end: int) -> Iterator[Box]:
    """The boxes between two places. Raises RefusalError where one is cut off or they are too many."""
    for _ in range(MOST_BOXES):
        if at == end:
            return
        stream.seek(at)
        box = _box(stream.read(16), at, end)
        yield box
        at = box.end
    raise RefusalError(Code.DAMAGED)


def _box(header: bytes, at: int, end: int) -> Box:
    if len(header) < 8:
        raise RefusalError(Code.DAMAGED)
    size, kind = struct.unpack_from(">L4s", header)
    start = at + 8
    if size == 1 and len(header) == 16:
        size, start = int.from_bytes(header[8:], "big"), at + 16
    stop = end if size == 0 else at + size
    if not start <= stop <= end:
        raise RefusalError(Code.DAMAGED)
    return Box(kind, start, stop)


def _inner_kinds(inspection: Inspection) -> set[bytes]:
    """The kinds of all boxes in the film's index, and of the samples it describes. Raises RefusalError."""
    kinds: set[bytes] = set()
    with inspection.path.open("rb") as stream:
        waiting = [box for box in inspection.once(outer_boxes) if box.kind == b"moov"]
        while waiting:
            outer = waiting.pop()
            for box in _boxes(stream, outer.start, outer.end):
                kinds.add(box.kind)
                if box.kind in _CONTAINERS:
                    waiting.append(box)
                elif box.kind == b"stsd":
                    kinds |= {sample.kind for sample in _boxes(stream, box.start + 8, box.end)}
    return kinds
