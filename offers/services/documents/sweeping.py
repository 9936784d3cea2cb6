"""What the stores hold against what the rows say: orphans and what was removed long ago go, losses are reported."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cosell.audit.services import record
from offers import files
from offers.models import DocumentState, DocumentText, DocumentVersion
from offers.services.documents.rechecking import kept_for_another_check

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 500


def sweep_files() -> dict[str, int]:
    """Everything that the stores need once a day. Returns how many of each; raises OSError where a store is away."""
    deleted = delete_files_of_removed()
    orphans = _drop_orphans()
    lost = _lost_files()
    for public_id in lost:
        logger.error("document %s: its file is not in the store", public_id)
    if orphans or lost:
        found = {"orphans": orphans, "lost": len(lost), "documents": lost[:MOST_AT_ONCE]}
        record("offers.files_swept", actor=None, staff_only=True, found=found)
    return {"deleted": deleted, "orphans": orphans, "lost": len(lost)}


def delete_files_of_removed() -> int:
    """The files of documents that were removed long enough ago; their rows and what was said of them stay."""
    bound = timezone.now() - timedelta(days=settings.FILES_KEPT_DAYS)
    old = _kept().filter(document__removed_at__lt=bound).exclude(state=DocumentState.SUBMITTED)
    versions = old.select_related("document__offer__partner").order_by("pk")[:MOST_AT_ONCE]
    return sum(_delete_file(version, bound) for version in versions)


@transaction.atomic
def _delete_file(version: DocumentVersion, bound: datetime) -> int:
    """The row first: where the store does not answer, what is left is an orphan, found by the next sweep."""
    key = version.file_key
    DocumentVersion.objects.filter(pk=version.pk).update(
        file_key="", page_images=0, page_sizes=[], files_deleted_at=timezone.now()
    )
    DocumentText.objects.filter(version=version.pk).delete()
    offer = version.document.offer
    record(
        "offers.file_deleted",
        actor=None,
        subject=version.original_name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        kind=version.document.kind,
        version=version.number,
    )
    if not _kept().filter(file_key=key).exists():  # a restored version stands on the same file
        transaction.on_commit(lambda: files.drop_clean(key), robust=True)
    return 1


def _drop_orphans() -> int:
    """Whatever no row knows and nobody has written to for a while: a worker may be about to write its row."""
    bound = timezone.now() - timedelta(hours=settings.ORPHANS_KEPT_HOURS)
    store = files.quarantine()
    strays = _strays(store.listed(), _known_to_quarantine(), bound)
    for key in strays:
        store.drop(key)
    lost = _strays(files.listed_clean(), set(_kept().values_list("file_key", flat=True)), bound)
    for key in lost:
        files.drop_clean(key)
    return len(strays) + len(lost)


def _known_to_quarantine() -> set[str]:
    """What is on its way, and what was given up and may be checked again."""
    on_their_way = DocumentVersion.objects.filter(
        state__in=[DocumentState.RECEIVING, DocumentState.PROCESSING]
    ).values_list("quarantine_key", flat=True)
    return {*on_their_way, *(version.quarantine_key for version in kept_for_another_check())}


def _strays(stored: Iterable[files.Stored], known: set[str], bound: datetime) -> set[str]:
    return {each.key for each in stored if each.key not in known and each.modified < bound}


def _lost_files() -> list[str]:
    """Versions whose file should be in the clean store and is not: their public ids."""
    there = {each.key for each in files.listed_clean()}
    kept = _kept().values_list("public_id", "file_key").order_by("pk")
    return [str(public_id) for public_id, key in kept if key not in there]


def _kept() -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(~Q(file_key=""))
