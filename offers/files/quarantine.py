"""The quarantine store: where blocks arrive, and from where a worker takes the whole file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.core.files.storage import FileSystemStorage, storages

from offers.files.body import IncomingBody


@dataclass(frozen=True, slots=True)
class Link:
    """Where a browser may send the blocks of one file by itself, until ``expires_at``.

    ``{block_id}`` in the address stands for the block's name in Azure: its number in six digits, as base64.
    """

    address: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies in a store under one key, and when it was last written."""

    key: str
    modified: datetime


class Quarantine(Protocol):
    """One interface, two stores. Everything but ``receive`` may be done again without harm.

    Every act raises OSError (``StoreAway``) where the store does not answer.
    """

    def link(self, key: str) -> Link | None:
        """A short-lived right to write this one file and nothing else; None: blocks come through the product."""

    def receive(self, key: str, index: int, body: IncomingBody) -> None:
        """Store a block in place of an earlier try of it; on return it would survive a power cut."""

    def arrived(self, key: str, count: int) -> dict[int, int]:
        """The blocks that have arrived: index → bytes."""

    def seal(self, key: str, count: int) -> None:
        """All blocks are there: make one file of them, in their order."""

    def read(self, key: str, count: int) -> Iterator[bytes]:
        """The file in pieces."""

    def drop(self, key: str) -> None:
        """Delete whatever lies under this key."""

    def listed(self) -> Iterator[Stored]:
        """Everything in the store."""


def quarantine() -> Quarantine:
    """The store that the settings name."""
    from offers.files.azure import AzureQuarantine
    from offers.files.folder import FolderQuarantine

    storage = storages["quarantine"]
    if isinstance(storage, FileSystemStorage):
        return FolderQuarantine(Path(storage.location))
    return AzureQuarantine(storage)


def assemble(key: str, size: int, count: int, target: Path) -> None:
    """Copy the file of ``size`` bytes onto this machine. Raises OSError where it is gone or has another size.

    A browser's right to write may outlive the commit by minutes, so only what is read here is checked, and exactly
    this is kept: what comes later into quarantine changes nothing.
    """
    written = 0
    with target.open("wb") as out:
        for piece in quarantine().read(key, count):
            written += len(piece)
            if written > size:
                break
            out.write(piece)
    if written != size:
        raise OSError(f"the file in quarantine has not the {size} bytes that were announced")
