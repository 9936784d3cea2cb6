"""What the worker does with a file, with the real checks in their real child process."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.demo_programme import papers
from cosell.notifications.models import Notification
from offers import files
from offers.models import DocumentState, DocumentText, DocumentVersion
from offers.services import documents
from offers.services.documents import checking
from tests.builders import make_user
from tests.offers.documents.conftest import Upload
from tests.offers.intake.corpus import office
from tests.offers.intake.corpus.hostile import EICAR

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))


def told() -> list[tuple[str, int]]:
    return sorted(Notification.objects.values_list("code", "user_id"))


def fresh(version: DocumentVersion) -> DocumentVersion:
    return DocumentVersion.objects.get(pk=version.pk)


@pytest.mark.parametrize(
    ("content", "name", "kind", "media_type", "pages", "page_word", "images"),
    [
        (papers.one_pager(PRODUCT), "a.pdf", "customer_one_pager", "application/pdf", 1, "pages", 1),
        (
            papers.deck(PRODUCT, slides=4),
            "b.pptx",
            "customer_presentation",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            4,
            "slides",
            4,
        ),
        (papers.architecture_png(PRODUCT), "c.png", "architecture_diagram", "image/png", None, "", 1),
    ],
)
def test_check_version_reads_a_good_file(
    upload: Upload,
    content: bytes,
    name: str,
    kind: str,
    media_type: str,
    pages: int | None,
    page_word: str,
    images: int,
) -> None:
    version = upload(content, name, kind)

    assert version.state == DocumentState.READY
    assert (version.media_type, version.pages, version.page_word) == (media_type, pages, page_word)
    assert (version.size, version.sha256) == (len(content), sha256(content).hexdigest())
    assert (version.page_images, len(version.page_sizes)) == (images, images)
    if images:
        with files.open_page(version.file_key, 1)[0] as page, Image.open(page) as picture:
            assert version.page_sizes[0] == list(picture.size)
        with files.open_thumbnail(version.file_key)[0] as small, Image.open(small) as picture:
            assert (picture.format, picture.width <= 112, picture.height <= 144) == ("JPEG", True, True)
            assert max(picture.width / 112, picture.height / 144) > 0.98
    assert version.scanned == "not_scanned"
    with files.clean().open(files.clean_name_of(version.file_key)) as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("path", "code", "images"),
    [
        pytest.param("/nowhere", "drawn_simply", 4, id="without LibreOffice"),
        pytest.param(None, "", 4, id="with LibreOffice", marks=pytest.mark.libreoffice),
    ],
)
def test_slides_are_shown_with_and_without_libreoffice(
    upload: Upload, monkeypatch: pytest.MonkeyPatch, path: str | None, code: str, images: int
) -> None:
    if path:
        monkeypatch.setenv("PATH", path)
    version = upload(papers.deck(PRODUCT, slides=4), "deck.pptx", "customer_presentation")

    assert [found["code"] for found in version.findings] == ["not_scanned", *filter(None, [code])]
    assert version.page_images == images
    pages = DocumentText.objects.get(version=version).pages
    assert (len(pages), pages[0].splitlines()[0]) == (4, "Insights")


@pytest.mark.libreoffice
def test_one_pager_is_held_to_its_layout_where_it_does_not_tell_its_pages(upload: Upload) -> None:
    version = upload(office.docx_without_breaks(lines=700), "long.docx")

    assert version.state == DocumentState.REJECTED
    assert [found["code"] for found in version.findings] == ["not_scanned", "one_pager_too_long"]


def test_check_version_refuses_what_a_real_scanner_finds(
    upload: Upload, clamd: str, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = clamd
    infected = office.with_part(office.pptx_file(), "ppt/media/image9.png", EICAR)
    refused = upload(infected, "deck.pptx", "customer_presentation")
    clean = upload(papers.one_pager(PRODUCT))

    assert (refused.state, refused.scanned, refused.file_key) == (DocumentState.REJECTED, "infected", "")
    assert [found["code"] for found in refused.findings] == ["infected"]
    assert (clean.state, clean.scanned, clean.findings) == (DocumentState.READY, "clean", [])


def test_check_version_leaves_nothing_in_quarantine(
    upload: Upload, stores: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload(papers.one_pager(PRODUCT))

    assert [path for path in (stores / "quarantine").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"MZ\x90\x00 this is a program", "offer.pdf", "type_mismatch"),
        (papers.long_paper(PRODUCT, 11), "long.pdf", "one_pager_too_long"),
        (papers.one_pager(PRODUCT)[:300], "half.pdf", "damaged"),
    ],
)
def test_check_version_refuses_a_bad_file_and_tells_the_editors(
    upload: Upload, content: bytes, name: str, code: str
) -> None:
    version = upload(content, name)

    assert version.state == DocumentState.REJECTED
    assert code in [finding["code"] for finding in version.findings]
    assert not version.file_key
    assert [each.code for each in Notification.objects.all()] == ["offers.document_refused"]
    assert AuditEntry.objects.filter(action="offers.document_checked").count() == 1


def test_check_version_a_second_time_does_nothing(upload: Upload) -> None:
    version = upload(papers.one_pager(PRODUCT))

    assert documents.check_version(version.pk) is False
    assert fresh(version).file_key == version.file_key


def test_check_version_leaves_a_file_to_the_worker_that_holds_it(upload: Upload) -> None:
    version = upload(papers.one_pager(PRODUCT), checked=False)
    DocumentVersion.objects.filter(pk=version.pk).update(leased_until=timezone.now() + timedelta(minutes=1))

    assert documents.check_version(version.pk) is False
    assert fresh(version).state == DocumentState.PROCESSING


def test_check_version_takes_over_from_a_worker_that_died(upload: Upload) -> None:
    version = upload(papers.one_pager(PRODUCT), checked=False)
    DocumentVersion.objects.filter(pk=version.pk).update(
        leased_until=timezone.now() - timedelta(seconds=1), tries=1
    )

    assert version.pk in list(checking.forgotten())
    assert documents.check_version(version.pk) is True
    assert fresh(version).state == DocumentState.READY


def test_give_up_forgotten_refuses_what_three_workers_died_of(upload: Upload) -> None:
    version = upload(papers.one_pager(PRODUCT), checked=False)
    DocumentVersion.objects.filter(pk=version.pk).update(
        leased_until=timezone.now() - timedelta(seconds=1), tries=3
    )

    assert documents.give_up_forgotten() == 1
    refused = fresh(version)
    assert refused.state == DocumentState.REJECTED
    assert [finding["code"] for finding in refused.findings] == ["check_crashed"]


def test_check_version_tries_three_times_while_the_scanner_is_gone(
    upload: Upload, settings: Settings, tmp_path: Path, editor: User
) -> None:
    admin = make_user(role="programme_admin")
    settings.CLAMD_ADDRESS = f"unix://{tmp_path}/nobody-listens"
    version = upload(papers.one_pager(PRODUCT), checked=False)
    states = []
    for _ in range(3):
        documents.check_version(version.pk)
        states.append(fresh(version).state)
        DocumentVersion.objects.filter(pk=version.pk).update(leased_until=None)

    assert states == [DocumentState.PROCESSING, DocumentState.PROCESSING, DocumentState.REJECTED]
    assert [finding["code"] for finding in fresh(version).findings] == ["scan_unavailable"]
    assert told() == [("offers.check_given_up", admin.pk), ("offers.document_refused", editor.pk)]


def test_an_upload_that_nobody_finished_is_dropped_after_its_time(upload: Upload) -> None:
    version = upload(papers.one_pager(PRODUCT), checked=False)
    DocumentVersion.objects.filter(pk=version.pk).update(
        state=DocumentState.RECEIVING, uploaded_at=timezone.now() - timedelta(hours=73)
    )

    assert documents.give_up_forgotten() == 1
    assert fresh(version).state == DocumentState.ABANDONED


def test_an_accepted_successor_takes_the_place_of_what_was_never_sent(upload: Upload) -> None:
    first = upload(papers.one_pager(PRODUCT))
    second = upload(papers.long_paper(PRODUCT, 2))

    assert [fresh(first).state, fresh(second).state] == [DocumentState.SUPERSEDED, DocumentState.READY]


def test_a_refused_successor_leaves_the_good_one_to_be_sent(upload: Upload) -> None:
    first = upload(papers.one_pager(PRODUCT))
    upload(b"not a pdf at all", "broken.pdf")

    assert fresh(first).state == DocumentState.READY


def test_a_store_that_is_away_three_times_ends_the_check_and_a_store_that_returns_does_not(
    upload: Upload, stores: Path, editor: User
) -> None:
    admin = make_user(role="programme_admin")
    first = upload(papers.one_pager(PRODUCT), checked=False)
    second = upload(papers.customer_wins(PRODUCT, ["Fabrikam"]), "wins.pdf", "customer_wins", checked=False)
    away = (stores / "quarantine").rename(stores / "away")
    for tries in (1, 2, 3):
        documents.check_version(first.pk)
        if tries < 3:
            documents.check_version(second.pk)
        DocumentVersion.objects.filter(state=DocumentState.PROCESSING).update(leased_until=None)
    away.rename(stores / "quarantine")
    documents.check_version(second.pk)

    assert (fresh(first).state, fresh(second).state) == (DocumentState.REJECTED, DocumentState.READY)
    assert [finding["code"] for finding in fresh(first).findings] == ["store_unavailable"]
    assert told() == [("offers.check_given_up", admin.pk), ("offers.document_refused", editor.pk)]


@pytest.mark.parametrize("bytes_free", [0, 2_000])
def test_a_full_disk_ends_the_check_with_its_reason_and_a_disk_with_room_ends_it_well(
    upload: Upload, bytes_free: int
) -> None:
    content = papers.one_pager(PRODUCT)
    version = upload(content, checked=False)
    with at_most_a_file_of(bytes_free):
        documents.check_version(version.pk)
    assert fresh(version).state == DocumentState.PROCESSING
    DocumentVersion.objects.filter(pk=version.pk).update(leased_until=None)
    documents.check_version(version.pk)

    assert fresh(version).sha256 == sha256(content).hexdigest()
    assert fresh(version).state == DocumentState.READY


@contextmanager
def at_most_a_file_of(size: int) -> Iterator[None]:
    """The disk is full after so many bytes: writing on fails, here and in every child. The database is in memory."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
