"""What was given up for our own reasons is kept for some days and can be checked again."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.demo_programme import papers
from cosell.notifications.models import Notification
from cosell.transitions import SomebodyWasFaster
from offers.models import DocumentState, DocumentVersion
from offers.services import documents
from offers.services.documents import checking
from tests.builders import make_member
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))
NOWHERE = "tcp://127.0.0.1:9"  # nobody listens there


@pytest.fixture
def given_up(
    upload: Upload,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> DocumentVersion:
    """Three times the scanner did not answer; then it is there again (none is configured)."""
    settings.CLAMD_ADDRESS = NOWHERE
    monkeypatch.setattr(checking, "PAUSE", timedelta(seconds=-1))
    with django_capture_on_commit_callbacks(execute=True):
        version = upload(papers.one_pager(PRODUCT))
        for _ in range(checking.MOST_TRIES - 1):
            documents.check_version(version.pk)
    settings.CLAMD_ADDRESS = ""
    return fresh(version)


def fresh(version: DocumentVersion) -> DocumentVersion:
    return DocumentVersion.objects.select_related("document__offer__partner").get(pk=version.pk)


def in_quarantine(stores: Path) -> list[Path]:
    return [path for path in (stores / "quarantine").rglob("*") if path.is_file()]


def test_given_up_file_is_kept_and_accepted_when_it_is_checked_again(
    given_up: DocumentVersion,
    editor: User,
    stores: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert (given_up.state, given_up.tries) == (DocumentState.REJECTED, checking.MOST_TRIES)
    assert [found["code"] for found in given_up.findings] == ["scan_unavailable"]
    assert len(in_quarantine(stores)) > 0

    with django_capture_on_commit_callbacks(execute=True):
        documents.check_again(actor=editor, version=given_up)
        documents.check_version(given_up.pk)
    checked = fresh(given_up)
    assert (checked.state, checked.tries, bool(checked.file_key)) == (DocumentState.READY, 1, True)
    assert in_quarantine(stores) == []
    assert AuditEntry.objects.get(action="offers.document_checked_again").actor == editor


def test_nightly_sweep_leaves_it_until_its_days_are_over(
    given_up: DocumentVersion, stores: Path, settings: Settings
) -> None:
    settings.ORPHANS_KEPT_HOURS = 0
    assert documents.sweep_files()["orphans"] == 0
    past = timezone.now() - timedelta(days=settings.GIVEN_UP_KEPT_DAYS, minutes=1)
    DocumentVersion.objects.update(checked_at=past)
    assert documents.sweep_files()["orphans"] == 1
    assert in_quarantine(stores) == []


def test_what_the_checks_found_wrong_is_not_kept(
    upload: Upload,
    editor: User,
    stores: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        refused = upload(b"MZ this is a program")
    assert in_quarantine(stores) == []
    with pytest.raises(ValidationError, match="not kept any more"):
        documents.check_again(actor=editor, version=refused)


def test_it_is_begun_anew_once(given_up: DocumentVersion, editor: User) -> None:
    stale = fresh(given_up)
    documents.check_again(actor=editor, version=given_up)
    with pytest.raises(SomebodyWasFaster):
        documents.check_again(actor=editor, version=stale)


def test_a_newer_version_is_not_overtaken(given_up: DocumentVersion, editor: User, upload: Upload) -> None:
    upload(papers.long_paper(PRODUCT, 2))
    with pytest.raises(ValidationError, match="newer version"):
        documents.check_again(actor=editor, version=given_up)


def test_viewer_may_not(given_up: DocumentVersion) -> None:
    viewer = make_member(given_up.document.offer.partner, role="viewer")
    with pytest.raises(PermissionDenied):
        documents.check_again(actor=viewer, version=given_up)


def test_page_says_how_long_it_is_kept_and_begins_it(
    client: Client, given_up: DocumentVersion, editor: User
) -> None:
    client.force_login(editor)
    address = reverse("offers:documents", args=[given_up.document.offer.public_id])
    page = client.get(address).content.decode()
    assert "need not be uploaded again" in page
    again = reverse("offers:version_check_again", args=[given_up.public_id])
    assert again in page

    answer = client.post(again, follow=True).content.decode()
    assert "The file is being checked again" in answer
    assert fresh(given_up).state in {DocumentState.PROCESSING, DocumentState.READY}
    assert "not kept any more" in client.post(again, follow=True).content.decode()


def test_operator_begins_all_of_them_anew(given_up: DocumentVersion) -> None:
    said = StringIO()
    call_command("check_again", stdout=said)
    assert said.getvalue() == "1 files are being checked again.\n"
    assert fresh(given_up).state == DocumentState.PROCESSING
    told = Notification.objects.filter(code="offers.check_given_up")
    assert all(str(given_up.public_id) in note.params["document"] for note in told)
