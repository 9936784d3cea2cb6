"""Where the bytes of documents lie: blocks in the quarantine store, checked files in the clean one.

Keys are random; a user's file name is never part of a path.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages

COPY_BYTES = 1024 * 1024


def quarantine() -> Storage:
    return storages["quarantine"]


def clean() -> Storage:
    return storages["default"]


def new_key() -> str:
    """A random place for one file, e.g. ``3f/3f9c…``."""
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}"


def block_name(key: str, index: int) -> str:
    return f"{key}/block-{index:05d}"


def clean_name_of(key: str) -> str:
    return f"{key}/file"


def page_name(key: str, number: int) -> str:
    return f"{key}/page-{number:03d}"


class IncomingBody(File):
    """A request's body as a file to be stored: read once, in pieces, at most ``limit`` bytes.

    One byte more than the limit raises ``BodyTooLarge``, so that a lying Content-Length gains nothing.
    """

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        super().__init__(stream, name="body")
        self.limit = limit
        self.received = 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        while piece := self.file.read(chunk_size or COPY_BYTES):  # type: ignore[union-attr]  # a body is always there
            self.received += len(piece)
            if self.received > self.limit:
                raise BodyTooLarge
            yield piece


class BodyTooLarge(Exception):
    """More bytes came than a block may have."""


def store_block(key: str, index: int, body: IncomingBody) -> int:
    """Store one block, replacing an earlier try of it. Returns its bytes."""
    name = block_name(key, index)
    quarantine().delete(name)
    quarantine().save(name, body)
    return body.received


def stored_blocks(key: str, count: int) -> dict[int, int]:
    """The blocks that have arrived: index → bytes."""
    store = quarantine()
    names = {index: block_name(key, index) for index in range(count)}
    return {index: store.size(name) for index, name in names.items() if store.exists(name)}


def assemble(key: str, count: int, target: Path) -> None:
    """Join the blocks into one file on this machine. Raises OSError where one is gone."""
    with target.open("wb") as out:
        for index in range(count):
            with quarantine().open(block_name(key, index)) as block:
                while piece := block.read(COPY_BYTES):
                    out.write(piece)


def drop_blocks(key: str, count: int) -> None:
    for index in range(count):
        quarantine().delete(block_name(key, index))


def keep_clean(source: Path, images: list[Path]) -> str:
    """Put a checked file and its page images into the clean store. Returns their key."""
    key = new_key()
    _keep(source, clean_name_of(key))
    for number, image in enumerate(images, start=1):
        _keep(image, page_name(key, number))
    return key


def _keep(source: Path, name: str) -> None:
    with source.open("rb") as stream:
        clean().save(name, File(stream))


def open_page(key: str, number: int) -> tuple[File, str]:
    """The picture of a page, and its media type: the checks draw PNG or JPEG."""
    picture = clean().open(page_name(key, number))
    head = picture.read(4)
    picture.seek(0)
    return picture, "image/png" if head == b"\x89PNG" else "image/jpeg"


def drop_clean(key: str, images: int) -> None:
    clean().delete(clean_name_of(key))
    for number in range(1, images + 1):
        clean().delete(page_name(key, number))
