"""The clean store: checked files and the pictures of their pages. Nothing in it is ever changed.

Azure's library is loaded only where it is used: it is large, and the embedded default does without.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from offers.files.blocks import new_key
from offers.files.faults import told_as_store_away
from offers.files.folder import last_written
from offers.files.quarantine import Stored


def clean() -> Storage:
    return storages["default"]


def clean_name_of(key: str) -> str:
    return f"{key}/file"


def page_name(key: str, number: int) -> str:
    return f"{key}/page-{number:03d}"


def thumbnail_name(key: str) -> str:
    return f"{key}/thumbnail"


def keep_clean(source: Path, images: list[Path], thumbnail: Path | None = None) -> str:
    """Put a checked file, its page images and a small one of the first into the clean store. Returns their key."""
    key = new_key()
    with told_as_store_away():
        if thumbnail:
            _keep(thumbnail, thumbnail_name(key))
        for number, image in enumerate(images, start=1):
            _keep(image, page_name(key, number))
        _keep(source, clean_name_of(key))
    return key


def _keep(source: Path, name: str) -> None:
    with source.open("rb") as stream:
        clean().save(name, File(stream))


def open_page(key: str, number: int) -> tuple[File, str]:
    """The picture of a page, and its media type: the checks draw PNG or JPEG."""
    return _picture(page_name(key, number))


def open_thumbnail(key: str) -> tuple[File, str]:
    """The small picture of the first page; the page itself for a file that was checked before there were small ones."""
    with told_as_store_away():
        is_there = clean().exists(thumbnail_name(key))
    return _picture(thumbnail_name(key) if is_there else page_name(key, 1))


def _picture(name: str) -> tuple[File, str]:
    with told_as_store_away():
        picture = clean().open(name)
        head = picture.read(4)
    picture.seek(0)
    return picture, "image/png" if head == b"\x89PNG" else "image/jpeg"


def drop_clean(key: str) -> None:
    """Delete whatever lies under this key; what is not there is no fault."""
    store = clean()
    with told_as_store_away():
        for name in _names(store, key):
            store.delete(name)
    if isinstance(store, FileSystemStorage):
        store.delete(key)


def _names(store: Storage, key: str) -> list[str]:
    if isinstance(store, FileSystemStorage):
        folder = Path(store.path(key))
        return [f"{key}/{path.name}" for path in folder.iterdir()] if folder.is_dir() else []
    azure: Any = store
    return [blob.name for blob in azure.client.list_blobs(name_starts_with=f"{key}/")]


def listed_clean() -> Iterator[Stored]:
    """Every key of the clean store; in a container a key comes once for each of its files."""
    store = clean()
    if isinstance(store, FileSystemStorage):
        location = Path(store.location)
        for folder in location.glob("*/*"):
            yield Stored(str(folder.relative_to(location)), last_written(folder))
    else:
        from offers.files import azure

        yield from azure.listed(store)


def read_link(key: str, *, media_type: str, file_name: str) -> str | None:
    """A short-lived address of the file in the blob storage; None where it lies in a folder."""
    store = clean()
    if isinstance(store, FileSystemStorage):
        return None
    from offers.files import azure

    return azure.read_link(store, clean_name_of(key), media_type=media_type, file_name=file_name)
