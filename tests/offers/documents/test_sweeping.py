"""What the nightly sweep deletes, what it leaves, and what it reports. On folders and on a blob storage."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.demo_programme import papers
from offers import files
from offers.models import DocumentState, DocumentVersion
from offers.services import documents
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))
PAPER = papers.one_pager(PRODUCT)
NOTHING = {"deleted": 0, "orphans": 0, "lost": 0}

pytestmark = pytest.mark.usefixtures("either_store")


def in_quarantine() -> set[str]:
    return {each.key for each in files.quarantine().listed()}


def in_clean() -> set[str]:
    return {each.key for each in files.listed_clean()}


def put_astray(key: str) -> None:
    files.quarantine().receive(key, 0, files.IncomingBody(BytesIO(b"astray"), 6))
    files.quarantine().seal(key, 1)


def test_sweep_leaves_what_rows_know_and_what_is_new(upload: Upload) -> None:
    kept, waiting = upload(PAPER), upload(papers.long_paper(PRODUCT, 2), checked=False)
    put_astray(files.new_key())
    before = in_quarantine(), in_clean()

    assert documents.sweep_files() == NOTHING
    assert (in_quarantine(), in_clean()) == before
    assert kept.file_key in in_clean()
    assert waiting.quarantine_key in in_quarantine()


def test_sweep_deletes_what_no_row_knows(upload: Upload, settings: Settings) -> None:
    settings.ORPHANS_KEPT_HOURS = 0
    kept, forgotten = upload(PAPER), upload(papers.long_paper(PRODUCT, 2))
    waiting = upload(papers.long_paper(PRODUCT, 3), checked=False)
    put_astray(files.new_key())
    DocumentVersion.objects.filter(pk=forgotten.pk).delete()
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        swept = documents.sweep_files()

    assert swept["orphans"] >= 2
    assert in_clean() == {kept.file_key}
    assert in_quarantine() == {waiting.quarantine_key}
    assert AuditEntry.objects.filter(action="offers.files_swept").count() == 1


def test_sweep_reports_a_row_whose_file_is_gone(upload: Upload) -> None:
    version = upload(PAPER)
    files.drop_clean(version.file_key)

    assert documents.sweep_files() == {**NOTHING, "lost": 1}
    assert AuditEntry.objects.get(action="offers.files_swept").data["found"]["documents"] == [
        str(version.public_id)
    ]


def test_files_of_a_removed_document_go_after_their_time_and_the_row_stays(
    upload: Upload,
    editor: User,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    version = upload(PAPER)
    documents.remove_document(actor=editor, document=version.document)
    assert documents.sweep_files() == NOTHING

    settings.FILES_KEPT_DAYS = 0
    with django_capture_on_commit_callbacks(execute=True):
        assert documents.sweep_files() == {**NOTHING, "deleted": 1}
    version.refresh_from_db()
    assert in_clean() == set()
    assert (version.file_key, version.page_images, version.sha256 != "") == ("", 0, True)
    assert version.files_deleted_at is not None
    assert AuditEntry.objects.filter(action="offers.file_deleted").count() == 1
    assert documents.sweep_files() == NOTHING


def test_a_file_that_microsoft_still_reads_is_kept(upload: Upload, editor: User, settings: Settings) -> None:
    settings.FILES_KEPT_DAYS = 0
    version = upload(PAPER)
    documents.remove_document(actor=editor, document=version.document)
    DocumentVersion.objects.update(state=DocumentState.SUBMITTED)

    assert documents.sweep_files() == NOTHING
    assert in_clean() == {version.file_key}
