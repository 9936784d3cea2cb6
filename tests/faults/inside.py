"""What is done inside the installation under trial: people and offers before, the sweep meanwhile, the count after."""

import hashlib
from collections import Counter
from typing import Any

from django.conf import settings
from django.db.models import Sum

from cosell.audit.models import AuditEntry
from cosell.audit.services import record
from cosell.audit.tasks import seal
from cosell.notifications.models import Notification
from offers import files
from offers.models import DocumentState, DocumentVersion
from offers.services.documents import sweeping
from offers.tasks import sweep_intake
from tests.builders import make_member, make_offer, make_partner
from tests.support.people import session_of

UNFINISHED = (DocumentState.RECEIVING, DocumentState.PROCESSING)


def prepare(offers: int) -> dict[str, Any]:
    """An organisation with an editor who is signed in, and so many offers."""
    partner = make_partner()
    editor = make_member(partner, role="editor")
    return {
        "session": session_of(editor.email),
        "offers": [str(make_offer(partner).public_id) for _ in range(offers)],
    }


def sweep() -> None:
    """What beat does every 30 seconds."""
    sweep_intake()


def undecided() -> int:
    return DocumentVersion.objects.filter(state__in=UNFINISHED).count()


def begun() -> int:
    """How often a worker has begun to check a file."""
    return DocumentVersion.objects.aggregate(tries=Sum("tries"))["tries"] or 0


def start_a_seal() -> None:
    """A small task whose end can be seen, in the queue of the workers under trial."""
    record("offers.document_uploaded", actor=None)
    seal.apply_async(queue="intake")


def unsealed() -> int:
    return AuditEntry.objects.filter(sealed_number__isnull=True).count()


def count() -> dict[str, Any]:
    """What became of everything, after the nightly sweep of the stores."""
    settings.ORPHANS_KEPT_HOURS = 0
    swept = sweeping.sweep_files()
    versions = DocumentVersion.objects.exclude(state=DocumentState.ABANDONED)
    return {
        "versions": {str(version.public_id): _told(version) for version in versions},
        "orphans": swept["orphans"],
        "lost": swept["lost"],
        "clean": sorted({stored.key for stored in files.listed_clean()}),
        "quarantine": sorted(stored.key for stored in files.quarantine().listed()),
        "checked": AuditEntry.objects.filter(action="offers.document_checked").count(),
        "uploaded": AuditEntry.objects.filter(action="offers.document_uploaded").count(),
        "notices": Counter(Notification.objects.values_list("code", flat=True)),
    }


def _told(version: DocumentVersion) -> dict[str, Any]:
    return {
        "state": version.state,
        "codes": [found["code"] for found in version.findings if found["fatal"]],
        "tries": version.tries,
        "file_key": version.file_key,
        "kept": version.quarantine_key if version.is_kept_for_another_check else "",
        "sha256": _kept(version.file_key) if version.file_key else "",
    }


def _kept(key: str) -> str:
    with files.clean().open(files.clean_name_of(key)) as stream:
        return hashlib.sha256(stream.read()).hexdigest()
