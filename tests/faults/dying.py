"""Inside the installation: a process that checks a file and is killed (kill -9) before one step of it."""

import os
import signal
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from offers import files
from offers.files.folder import FolderQuarantine
from offers.models import DocumentVersion
from offers.services import documents
from offers.services.documents import checking
from tests.builders import make_member, make_offer, make_partner

# What a check does, in its order: (what holds the function, its name).
STEPS: dict[str, tuple[Any, str]] = {
    "take the lease": (checking, "_lease"),
    "fetch the bytes": (files, "assemble"),
    "inspect in a child": (checking, "inspect_in_child"),
    "compare with what is known": (checking, "_held_to_what_we_know"),
    "scan": (checking, "scan_file"),
    "draw and read the pages": (checking, "read"),
    "keep the clean file": (files, "keep_clean"),
    "write the outcome": (checking, "_write"),
    "supersede what was not sent": (checking, "_supersede_unsent"),
    "record and tell": (checking, "_tell"),
    "empty the quarantine": (FolderQuarantine, "drop"),
}


def uploaded(content: str) -> dict[str, Any]:
    """A file (in hex digits) in quarantine, of an offer of its own: primary key and public id of its version."""
    partner = make_partner()
    version = documents.upload_whole(
        actor=make_member(partner, role="editor"),
        offer=make_offer(partner),
        kind="customer_one_pager",
        upload=SimpleUploadedFile("paper.pdf", bytes.fromhex(content)),
    )
    return {"pk": version.pk, "public_id": version.public_id}


def killed_before(step: str, version_id: int) -> int:
    """Let a child check the file and die there; the signal that ended it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            holder, name = STEPS[step]
            setattr(holder, name, lambda *_values, **_named: os.kill(os.getpid(), signal.SIGKILL))
            checking.check_version(version_id)
        finally:
            os._exit(1)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def check_what_is_forgotten() -> list[str]:
    """As beat and a worker do when the dead one's leases have run out. The states that there are then."""
    past = timezone.now() - timedelta(minutes=1)
    DocumentVersion.objects.update(uploaded_at=past)
    DocumentVersion.objects.filter(leased_until__isnull=False).update(leased_until=past)
    for version_id in checking.forgotten():
        checking.check_version(version_id)
    return sorted(set(DocumentVersion.objects.values_list("state", flat=True)))
