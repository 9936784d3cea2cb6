"""Business acts on documents: uploading, checking, handing in, and Microsoft's verdicts."""

from offers.services.documents.checking import check_version, give_up_forgotten
from offers.services.documents.slots import remove_document
from offers.services.documents.uploading import (
    BLOCK_BYTES,
    begin_upload,
    blocks_missing,
    commit_upload,
    store_block,
    upload_whole,
)
from offers.services.documents.verdicts import (
    approve_version,
    hand_in,
    revoke_approval,
    send_back_version,
    take_back,
)

__all__ = [
    "BLOCK_BYTES",
    "approve_version",
    "begin_upload",
    "blocks_missing",
    "check_version",
    "commit_upload",
    "give_up_forgotten",
    "hand_in",
    "remove_document",
    "revoke_approval",
    "send_back_version",
    "store_block",
    "take_back",
    "upload_whole",
]
