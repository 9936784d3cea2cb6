"""What the worker does with an uploaded file: look into it, scan it, draw its pages, and say what it found.

The row's state and its lease are the truth: a worker that dies leaves a lease that runs out, the sweep nudges again,
and after three tries the partner is told instead of waiting for ever.
"""

import logging
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cosell.accounts.models import Role, User
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.notifications.services import notify
from offers import files
from offers.diagram import services_named
from offers.intake import Code, Finding, Report, Verdict, inspect_in_child, scan_file
from offers.models import DocumentKind, DocumentState, DocumentText, DocumentVersion
from offers.queries.documents import editors_of, path_to_documents, same_content
from offers.services.documents.announcing import limits
from offers.services.documents.reading import read
from offers.services.documents.uploading import discard_upload

logger = logging.getLogger(__name__)

PAUSE = timedelta(seconds=15)
MOST_TRIES = 3


class ChildGone(Exception):
    """The checks broke off, maybe for want of room on the disk or in memory."""


class ScannerGone(Exception):
    """The malware scanner does not answer. It may again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one look at a file."""

    report: Report
    scanned: str = ""
    file_key: str = ""
    page_sizes: tuple[tuple[int, int], ...] = ()
    text: str = ""
    azure_services: tuple[str, ...] = ()


def check_version(version_id: int) -> bool:
    """Check one uploaded file and write what came of it. Returns False where there was nothing to do.

    Safe to call any number of times, from any number of workers: only the holder of the lease writes.
    """
    version = _lease(version_id)
    if version is None:
        return False
    outcome: Outcome | None
    try:
        outcome = _look_at(version)
    except (OSError, ChildGone, ScannerGone) as problem:
        logger.warning("document %s could not be checked now: %s", version.public_id, problem)
        outcome = _later_or_never(version, problem)
    if outcome:
        _write(version, outcome)
    return True


def _later_or_never(version: DocumentVersion, problem: Exception) -> Outcome | None:
    """What may pass (a store or a scanner that is away) is tried again by the sweep, three times in all."""
    if version.tries >= MOST_TRIES:
        return _given_up(version, _cause_of(problem))
    DocumentVersion.objects.filter(pk=version.pk, leased_until=version.leased_until).update(
        leased_until=timezone.now() + PAUSE
    )
    return None


def _cause_of(problem: Exception) -> Code:
    if isinstance(problem, ScannerGone):
        return Code.SCAN_UNAVAILABLE
    return Code.STORE_UNAVAILABLE if isinstance(problem, OSError) else Code.CHECK_CRASHED


def _lease(version_id: int) -> DocumentVersion | None:
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    taken = DocumentVersion.objects.filter(free, pk=version_id, state=DocumentState.PROCESSING).update(
        leased_until=now + timedelta(seconds=settings.CHECK_LEASE_SECONDS), tries=F("tries") + 1
    )
    return _with_offer().get(pk=version_id) if taken else None


def _with_offer() -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.select_related("document__offer__partner", "uploaded_by")


def _look_at(version: DocumentVersion) -> Outcome:
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix="intake-") as name:
        folder = Path(name)
        path = folder / "file"
        size = version.declared_bytes
        files.assemble(version.quarantine_key, size, files.block_count(size), path)
        report = inspect_in_child(path, version.original_name, version.document.kind, limits())
        if Code.CHECK_CRASHED in report.codes and version.tries < MOST_TRIES:
            raise ChildGone("the checks broke off")
        report = _held_to_what_we_know(version, report)
        if not report.accepted:
            return Outcome(report)
        scan = scan_file(path, settings.CLAMD_ADDRESS)
        if scan.verdict == Verdict.UNAVAILABLE:
            raise ScannerGone(scan.detail)
        report = replace(report, findings=(*report.findings, *scan.findings()))
        if not report.accepted:
            return Outcome(report, scan.verdict)
        reading = read(path, report, version.document.kind, folder, limits())
        report = replace(report, findings=(*report.findings, *reading.findings))
        if not report.accepted:
            return Outcome(report, scan.verdict)
        key = files.keep_clean(path, reading.images, reading.thumbnail(folder))
        services = _services_named(version, reading.pages)
        return Outcome(report, scan.verdict, key, reading.sizes(), reading.text(limits()), services)


def _services_named(version: DocumentVersion, pages: list[str]) -> tuple[str, ...]:
    """What an architecture diagram's text names: a hint to the reviewer."""
    is_diagram = version.document.kind == DocumentKind.ARCHITECTURE_DIAGRAM
    return tuple(services_named(pages)) if is_diagram else ()


def _held_to_what_we_know(version: DocumentVersion, report: Report) -> Report:
    """Is it the file that was announced, and not one that the offer has already?"""
    if not report.accepted or not report.sha256:
        return report
    if version.declared_sha256 and version.declared_sha256 != report.sha256:
        return replace(report, findings=(*report.findings, Finding(Code.CHANGED_ON_THE_WAY)))
    twin = same_content(version.document.offer, report.sha256, version.pk)
    if twin is None:
        return report
    again = Finding(Code.SAME_CONTENT, {"document": twin.document.kind, "number": twin.number})
    return replace(report, findings=(*report.findings, again))


def _given_up(version: DocumentVersion, code: Code = Code.CHECK_CRASHED) -> Outcome:
    return Outcome(Report(version.original_name, "", version.declared_bytes, findings=(Finding(code),)))


@transaction.atomic
def _write(version: DocumentVersion, outcome: Outcome) -> None:
    """Say in one transaction what came of it; if the lease was lost meanwhile, the file kept is dropped again."""
    now = timezone.now()
    row = DocumentVersion.objects.select_for_update().get(pk=version.pk)
    if row.state != DocumentState.PROCESSING or row.leased_until != version.leased_until:
        if outcome.file_key:
            files.drop_clean(outcome.file_key)
        return
    report = outcome.report
    row.state = _state_after(row, report)
    row.findings = [asdict(finding) for finding in report.findings]
    row.media_type, row.size, row.sha256 = report.media_type, report.size, report.sha256 or ""
    row.pages, row.page_word = report.pages, report.page_word or ""
    row.file_key, row.scanned = outcome.file_key, outcome.scanned
    row.page_images, row.page_sizes = len(outcome.page_sizes), list(outcome.page_sizes)
    row.azure_services = list(outcome.azure_services)
    row.checked_at, row.leased_until = now, None
    row.save()
    if outcome.text:
        DocumentText.objects.update_or_create(version=row, defaults={"text": outcome.text})
    _supersede_unsent(row)
    _tell(version, row)
    if row.is_given_up:  # its bytes stay for another check; the nightly sweep knows how long
        _tell_operators(version)
    else:
        transaction.on_commit(lambda: files.quarantine().drop(row.quarantine_key), robust=True)


def _state_after(row: DocumentVersion, report: Report) -> str:
    if not report.accepted:
        return DocumentState.REJECTED
    return DocumentState.SUBMITTED if row.published_at else DocumentState.READY


def _supersede_unsent(row: DocumentVersion) -> None:
    """A version that was never handed in gives way to its accepted successor."""
    if row.state != DocumentState.REJECTED:
        DocumentVersion.objects.filter(
            document=row.document_id, number__lt=row.number, state=DocumentState.READY
        ).update(state=DocumentState.SUPERSEDED)


def _tell(version: DocumentVersion, row: DocumentVersion) -> None:
    offer = version.document.offer
    codes = [finding["code"] for finding in row.findings]
    record(
        "offers.document_checked",
        actor=None,
        subject=row.original_name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        kind=version.document.kind,
        version=row.number,
        state=row.state,
        findings=codes,
    )
    if row.state == DocumentState.REJECTED:
        notify(
            "offers.document_refused",
            editors_of(offer),
            path=path_to_documents(offer),
            offer=offer.name,
            file=row.original_name,
        )
    if row.published_at:
        say_facts_changed(offers=[offer.pk])


def _tell_operators(version: DocumentVersion) -> None:
    logger.error("document %s: the checks were given up after %s tries", version.public_id, version.tries)
    notify(
        "offers.check_given_up",
        User.objects.filter(role=Role.PROGRAMME_ADMIN, is_active=True),
        partner=version.document.offer.partner.name,
        offer=version.document.offer.name,
        file=version.original_name,
        document=str(version.public_id),
    )


def forgotten(limit: int = 200) -> Iterable[int]:
    """Primary keys of files whose check was never begun, or whose worker died."""
    now = timezone.now()
    waiting = Q(leased_until__isnull=True, uploaded_at__lt=now - timedelta(seconds=20)) | Q(
        leased_until__lt=now
    )
    return (
        DocumentVersion.objects.filter(waiting, state=DocumentState.PROCESSING, tries__lt=MOST_TRIES)
        .order_by("uploaded_at")
        .values_list("pk", flat=True)[:limit]
    )


def give_up_forgotten() -> int:
    """Refuse, loudly, what three workers have died of; drop uploads that nobody finished. Returns how many."""
    now = timezone.now()
    dead = _with_offer().filter(state=DocumentState.PROCESSING, tries__gte=MOST_TRIES, leased_until__lt=now)
    given_up = 0
    for version in dead:
        _write(version, _given_up(version))
        given_up += 1
    return given_up + _drop_abandoned()


def _drop_abandoned() -> int:
    """Uploads that nobody went on with in time."""
    bound = timezone.now() - timedelta(hours=settings.UPLOAD_KEPT_HOURS)
    old = DocumentVersion.objects.select_related("document").filter(
        state=DocumentState.RECEIVING, uploaded_at__lt=bound
    )
    return sum(discard_upload(version=version) for version in old)
