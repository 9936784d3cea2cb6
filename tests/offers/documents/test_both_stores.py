"""What must be the same on folders and on a blob storage: an upload from its first block to its download."""

import urllib.request
from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from cosell.demo_programme import papers
from offers import files
from offers.files import BLOCK_BYTES, block_count
from offers.models import DocumentState, DocumentVersion, Offer
from offers.services import documents
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))
PAPER = papers.one_pager(PRODUCT)
FIRST, SECOND = b"1" * BLOCK_BYTES, b"second"

pytestmark = pytest.mark.usefixtures("either_store")


def begin(offer: Offer, editor: User, size: int) -> DocumentVersion:
    return documents.begin_upload(
        actor=editor, offer=offer, kind="customer_one_pager", name="paper.pdf", size=size
    )


def send(version: DocumentVersion, index: int, content: bytes) -> None:
    documents.store_block(version=version, index=index, stream=BytesIO(content), length=len(content))


def arrived(version: DocumentVersion, target: Path) -> bytes:
    size = version.declared_bytes
    files.assemble(version.quarantine_key, size, block_count(size), target)
    return target.read_bytes()


def test_blocks_sent_in_any_order_and_again_make_the_file(offer: Offer, editor: User, tmp_path: Path) -> None:
    version = begin(offer, editor, len(FIRST + SECOND))

    send(version, 1, b"wrong!")
    assert documents.blocks_missing(version) == [0]
    assert documents.commit_upload(actor=editor, version=version) == [0]
    send(version, 0, FIRST)
    send(version, 1, SECOND)
    assert documents.commit_upload(actor=editor, version=version) == []
    assert arrived(version, tmp_path / "file") == FIRST + SECOND


def test_commit_twice_is_no_fault(offer: Offer, editor: User, tmp_path: Path) -> None:
    version = begin(offer, editor, len(SECOND))
    send(version, 0, SECOND)
    files.quarantine().seal(version.quarantine_key, 1)  # and the process dies before it could write that down

    assert documents.commit_upload(actor=editor, version=version) == []
    assert documents.commit_upload(actor=editor, version=version) == []
    assert arrived(version, tmp_path / "file") == SECOND


def test_a_block_that_breaks_off_leaves_the_one_before_it(offer: Offer, editor: User) -> None:
    version = begin(offer, editor, len(SECOND))
    send(version, 0, SECOND)

    with pytest.raises((files.BodyCutShort, files.StoreAway)):
        documents.store_block(version=version, index=0, stream=BytesIO(b"sec"), length=len(SECOND))
    assert documents.blocks_missing(version) == []


def test_a_file_of_another_size_than_announced_is_not_taken(
    offer: Offer, editor: User, tmp_path: Path
) -> None:
    version = begin(offer, editor, len(SECOND))
    send(version, 0, SECOND)
    documents.commit_upload(actor=editor, version=version)

    for size in (len(SECOND) - 1, len(SECOND) + 1):
        with pytest.raises(OSError, match="has not the"):
            files.assemble(version.quarantine_key, size, 1, tmp_path / "file")


def test_discarded_upload_leaves_nothing(
    offer: Offer, editor: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    version = begin(offer, editor, len(FIRST + SECOND))
    send(version, 0, FIRST)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # a context manager
        assert documents.discard_upload(version=version)

    assert list(files.quarantine().listed()) == []
    assert DocumentVersion.objects.get().state == DocumentState.ABANDONED


def test_whole_way_from_the_first_byte_to_the_download(client: Client, editor: User, upload: Upload) -> None:
    version = upload(PAPER, "Fiche.pdf")
    client.force_login(editor)
    page = client.get(reverse("offers:version_page", args=[version.public_id, 1]))
    status, headers, content = fetched(client, version)

    assert (version.state, version.page_images) == (DocumentState.READY, 1)
    assert b"".join(page.streaming_content).startswith(b"\xff\xd8")
    assert page["Content-Type"] == "image/jpeg"
    assert (status, content) == (HTTPStatus.OK, PAPER)
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"] == 'attachment; filename="Fiche.pdf"'


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("عرض.pdf", "attachment; filename*=utf-8''%D8%B9%D8%B1%D8%B6.pdf"),
        ("\u202efdp.exe.pdf", 'attachment; filename="fdp.exe.pdf"'),
        ("x" * 300 + ".pdf", f'attachment; filename="{"x" * 146}.pdf"'),
        ('a"b\r\nSet-Cookie: c.pdf', 'attachment; filename="a\\"bSet-Cookie: c.pdf"'),
    ],
)
def test_download_is_saved_under_its_own_name_whatever_it_is(
    client: Client, editor: User, upload: Upload, name: str, disposition: str
) -> None:
    version = upload(PAPER)
    version.original_name = files_name(name)
    version.save()
    client.force_login(editor)

    assert fetched(client, version)[1]["content-disposition"] == disposition


def files_name(name: str) -> str:
    from offers.intake.names import clean_name

    return clean_name(name)


def fetched(client: Client, version: DocumentVersion) -> tuple[int, dict[str, str], bytes]:
    """The download as a browser gets it, wherever it is led."""
    answer = client.get(reverse("offers:version_download", args=[version.public_id]))
    if answer.status_code == HTTPStatus.FOUND:
        return fetch(answer["Location"])
    headers = {name.lower(): value for name, value in answer.items()}
    return answer.status_code, headers, b"".join(answer.streaming_content)


def fetch(
    address: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except HTTPError as refusal:
        with refusal:
            return refusal.code, {}, b""
