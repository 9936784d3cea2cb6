"""Azure Blob storage: quarantine into which browsers write by themselves, and short-lived links for reading."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob import BlobBlock, BlobClient, BlobSasPermissions, ContentSettings, generate_blob_sas
from django.conf import settings
from django.utils import timezone
from django.utils.http import content_disposition_header

from offers.files.body import IncomingBody
from offers.files.faults import told_as_store_away
from offers.files.quarantine import Link, Stored

CLOCKS_APART = timedelta(minutes=5)  # Azure's clock and ours


def block_id(index: int) -> str:
    """All names of a blob's blocks must have one length. The library writes them as base64."""
    return f"{index:06d}"


@dataclass(frozen=True, slots=True)
class AzureQuarantine:
    """One blob a file, made of uncommitted blocks until it is sealed. ``storage``: a ``PromptAzureStorage``."""

    storage: Any

    def link(self, key: str) -> Link | None:
        """Create and write on exactly this blob: no reading, no listing, no deleting, no other blob."""
        expires_at = timezone.now() + timedelta(minutes=settings.UPLOAD_LINK_MINUTES)
        token = _token(
            self.storage, _name(key), BlobSasPermissions(create=True, write=True), expires_at=expires_at
        )
        address = f"{_public_address(self.storage, _name(key))}?comp=block&blockid={{block_id}}&{token}"
        return Link(address, expires_at)

    def receive(self, key: str, index: int, body: IncomingBody) -> None:
        with told_as_store_away():
            self._blob(key).stage_block(block_id(index), body, length=len(body))

    def arrived(self, key: str, count: int) -> dict[int, int]:
        indexes = {block_id(index): index for index in range(count)}
        with told_as_store_away():
            try:
                committed, waiting = self._blob(key).get_block_list("all")
            except ResourceNotFoundError:
                return {}
        blocks = (*committed, *waiting)  # a block that was sent again counts as it came last
        return {indexes[block.id]: block.size or 0 for block in blocks if block.id in indexes}

    def seal(self, key: str, count: int) -> None:
        blocks = [BlobBlock(block_id(index)) for index in range(count)]
        plain = ContentSettings(content_type="application/octet-stream")
        with told_as_store_away():
            self._blob(key).commit_block_list(blocks, content_settings=plain)

    def read(self, key: str, count: int) -> Iterator[bytes]:
        with told_as_store_away():
            yield from self._blob(key).download_blob().chunks()

    def drop(self, key: str) -> None:
        """Blocks that were never committed cannot be deleted, but an empty blob takes their place, and is."""
        with told_as_store_away():
            blob = self._blob(key)
            blob.upload_blob(b"", overwrite=True)
            blob.delete_blob()

    def listed(self) -> Iterator[Stored]:
        yield from listed(self.storage, include=["uncommittedblobs"])

    def _blob(self, key: str) -> BlobClient:
        blob: BlobClient = self.storage.client.get_blob_client(_name(key))
        return blob


def read_link(storage: Any, name: str, *, media_type: str, file_name: str) -> str:
    """An address that hands out this blob for a few minutes: saved, not shown, with our media type and name."""
    expires_at = timezone.now() + timedelta(minutes=settings.DOWNLOAD_LINK_MINUTES)
    token = _token(
        storage,
        name,
        BlobSasPermissions(read=True),
        expires_at=expires_at,
        content_type=media_type,
        content_disposition=content_disposition_header(as_attachment=True, filename=file_name),
    )
    return f"{_public_address(storage, name)}?{token}"


def listed(storage: Any, include: list[str] | None = None) -> Iterator[Stored]:
    """Every blob by the key it lies under. One that was never committed has no time and counts as new."""
    with told_as_store_away():
        for blob in storage.client.list_blobs(include=include):
            yield Stored(blob.name.rpartition("/")[0], blob.last_modified or timezone.now())


def _name(key: str) -> str:
    return f"{key}/upload"


def _token(
    storage: Any, name: str, permission: BlobSasPermissions, *, expires_at: datetime, **headers: Any
) -> str:
    """A shared access signature for exactly one blob."""
    return generate_blob_sas(
        storage.account_name,
        storage.azure_container,
        name,
        account_key=storage.account_key,
        permission=permission,
        start=timezone.now() - CLOCKS_APART,
        expiry=expires_at,
        protocol="https" if settings.AZURE_PUBLIC_ENDPOINT.startswith("https:") else None,
        **headers,
    )


def _public_address(storage: Any, name: str) -> str:
    """As browsers reach it, which may differ from how this process does."""
    return f"{settings.AZURE_PUBLIC_ENDPOINT}/{quote(storage.azure_container)}/{quote(name)}"
