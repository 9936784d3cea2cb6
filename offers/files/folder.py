"""The quarantine store of the embedded default: a folder for each file, a file for each block."""

import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from offers.files.body import PIECE_BYTES, IncomingBody
from offers.files.quarantine import Link, Stored


@dataclass(frozen=True, slots=True)
class FolderQuarantine:
    location: Path

    def link(self, key: str) -> Link | None:
        return None

    def receive(self, key: str, index: int, body: IncomingBody) -> None:
        """Written beside, flushed to the disk, then renamed: a block is there whole or not at all."""
        place = self._block(key, index)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = place.with_suffix(f".{secrets.token_hex(4)}.part")
        try:
            _write_through(part, body)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
        _flush_folder(place.parent)

    def arrived(self, key: str, count: int) -> dict[int, int]:
        places = {index: self._block(key, index) for index in range(count)}
        return {index: place.stat().st_size for index, place in places.items() if place.exists()}

    def seal(self, key: str, count: int) -> None:
        """The blocks stay as they are; they are read one after the other."""

    def read(self, key: str, count: int) -> Iterator[bytes]:
        for index in range(count):
            with self._block(key, index).open("rb") as block:
                while piece := block.read(PIECE_BYTES):
                    yield piece

    def drop(self, key: str) -> None:
        shutil.rmtree(self.location / key, ignore_errors=True)

    def listed(self) -> Iterator[Stored]:
        for folder in self.location.glob("*/*"):
            yield Stored(str(folder.relative_to(self.location)), last_written(folder))

    def _block(self, key: str, index: int) -> Path:
        return self.location / key / f"block-{index:05d}"


def last_written(folder: Path) -> datetime:
    """When something in the folder was last written, or the folder itself."""
    times = [path.stat().st_mtime for path in (folder, *folder.glob("*"))]
    return datetime.fromtimestamp(max(times), UTC)


def _write_through(part: Path, body: IncomingBody) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for piece in body:
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
