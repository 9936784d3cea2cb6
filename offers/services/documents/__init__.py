"""Business acts on documents: uploading, checking, handing in, and Microsoft's verdicts."""

from offers.services.documents.checking import check_version, give_up_forgotten
from offers.services.documents.prechecking import tick_diagram
from offers.services.documents.rechecking import CHECK_AGAIN, check_again, kept_for_another_check
from offers.services.documents.restoring import restore_version
from offers.services.documents.slots import remove_document
from offers.services.documents.sweeping import sweep_files
from offers.services.documents.uploading import (
    begin_upload,
    blocks_missing,
    commit_upload,
    discard_upload,
    store_block,
    upload_whole,
)
from offers.services.documents.verdicts import (
    approve_version,
    hand_in,
    revoke_approval,
    send_back_version,
    take_back,
    undo_verdict,
)

__all__ = [
    "CHECK_AGAIN",
    "approve_version",
    "begin_upload",
    "blocks_missing",
    "check_again",
    "check_version",
    "commit_upload",
    "discard_upload",
    "give_up_forgotten",
    "hand_in",
    "kept_for_another_check",
    "remove_document",
    "restore_version",
    "revoke_approval",
    "send_back_version",
    "store_block",
    "sweep_files",
    "take_back",
    "tick_diagram",
    "undo_verdict",
    "upload_whole",
]
