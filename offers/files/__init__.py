"""Where the bytes of documents lie: what was not yet checked in the quarantine store, what was in the clean one.

Each is a folder or a container of Azure Blob storage, by the settings. Keys are random; a user's file name is never
part of a path.
"""

from offers.files.blocks import BLOCK_BYTES, block_bytes, block_count, new_key
from offers.files.body import BodyCutShort, IncomingBody
from offers.files.clean import (
    clean,
    clean_name_of,
    drop_clean,
    keep_clean,
    listed_clean,
    open_page,
    open_thumbnail,
    page_name,
    read_link,
)
from offers.files.faults import StoreAway
from offers.files.quarantine import Link, Quarantine, Stored, assemble, quarantine

__all__ = [
    "BLOCK_BYTES",
    "BodyCutShort",
    "IncomingBody",
    "Link",
    "Quarantine",
    "StoreAway",
    "Stored",
    "assemble",
    "block_bytes",
    "block_count",
    "clean",
    "clean_name_of",
    "drop_clean",
    "keep_clean",
    "listed_clean",
    "new_key",
    "open_page",
    "open_thumbnail",
    "page_name",
    "quarantine",
    "read_link",
]
