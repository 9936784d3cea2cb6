"""The first checks: what can be said of a file before looking into it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from offers.intake.context import Inspection, Stage, refuse, remark
from offers.intake.findings import Code, Finding
from offers.intake.formats import ACCEPTED_EXTENSIONS

BLOCK_BYTES = 1024 * 1024


def name_is_plain(inspection: Inspection) -> Iterator[Finding]:
    if inspection.name != inspection.given_name:
        yield remark(Code.NAME_CLEANED, name=inspection.name)


def extension_is_accepted(inspection: Inspection) -> Iterator[Finding]:
    accepted = ", ".join(ACCEPTED_EXTENSIONS)
    if not inspection.extension:
        yield refuse(Code.EXTENSION_MISSING, accepted=accepted)
    elif inspection.format is None:
        yield refuse(Code.EXTENSION_NOT_ACCEPTED, extension=inspection.extension, accepted=accepted)


def file_is_there(inspection: Inspection) -> Iterator[Finding]:
    if not inspection.path.is_file():
        yield refuse(Code.FILE_MISSING)
    elif inspection.size == 0:
        yield refuse(Code.EMPTY)


def size_is_within_limit(inspection: Inspection) -> Iterator[Finding]:
    limit = inspection.limits.bytes_for(inspection.extension)
    if inspection.path.is_file() and inspection.size > limit:
        yield refuse(Code.TOO_LARGE, size_bytes=inspection.size, limit_bytes=limit)


STAGES: tuple[Stage, ...] = ((name_is_plain, extension_is_accepted, file_is_there, size_is_within_limit),)


def sha256_of(path: Path) -> str:
    """The hexadecimal SHA-256 of a file, read in blocks. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
