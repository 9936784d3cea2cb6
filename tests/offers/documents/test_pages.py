"""Uploads, cards and files over HTTP, as the browser's script and a plain form use them."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cosell.accounts.models import User
from cosell.demo_programme import papers
from offers.models import Document, DocumentState, DocumentVersion, Offer
from offers.services import documents
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))
PAPER = papers.one_pager(PRODUCT)


@pytest.fixture
def http(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def announce(http: Client, offer: Offer, **changes: Any) -> Any:
    body = {"kind": "customer_one_pager", "name": "paper.pdf", "size": len(PAPER), **changes}
    address = reverse("offers:upload_begin", kwargs={"offer_id": offer.public_id})
    return http.post(address, json.dumps(body), content_type="application/json")


def test_upload_in_blocks_ends_in_a_checked_document(http: Client, offer: Offer) -> None:
    begun = announce(http, offer).json()
    put = http.put(begun["block_url"].replace("{index}", "0"), PAPER, content_type="application/octet-stream")
    committed = http.post(begun["commit_url"])
    version = DocumentVersion.objects.get()
    documents.check_version(version.pk)
    version.refresh_from_db()

    assert put.json() == {"received": len(PAPER)}
    assert committed.json()["state"] == "processing"
    assert (version.state, version.pages) == (DocumentState.READY, 1)


def test_upload_that_lost_its_line_is_told_what_is_missing(http: Client, offer: Offer) -> None:
    begun = announce(http, offer).json()
    progress = http.get(reverse("offers:upload_progress", kwargs={"version_id": begun["id"]})).json()
    committed = http.post(begun["commit_url"])

    assert progress["missing"] == [0]
    assert (committed.status_code, committed.json()["missing"]) == (409, [0])


@pytest.mark.parametrize(
    "body",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"name": "a.pdf", "size": "9"}',
        '{"name": "a.pdf", "size": -1}',
        "x" * 20_000,
    ],
)
def test_announcement_that_cannot_be_read_is_refused_in_a_sentence(
    http: Client, offer: Offer, body: str
) -> None:
    address = reverse("offers:upload_begin", kwargs={"offer_id": offer.public_id})
    answer = http.post(address, body, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json() == {
        "problems": ["The upload could not be announced. Load the page again and retry."]
    }
    assert Document.objects.count() == 0


def test_a_plain_form_uploads_without_a_script(http: Client, offer: Offer) -> None:
    address = reverse("offers:document_upload", kwargs={"offer_id": offer.public_id})
    answer = http.post(
        address, {"kind": "customer_one_pager", "file": SimpleUploadedFile("paper.pdf", PAPER)}, follow=True
    )

    assert "The file has arrived. It is being checked; this takes a few seconds." in answer.text
    assert DocumentVersion.objects.get().state == DocumentState.PROCESSING


def test_a_plain_form_without_a_file_says_so(http: Client, offer: Offer) -> None:
    address = reverse("offers:document_upload", kwargs={"offer_id": offer.public_id})
    answer = http.post(address, {"kind": "customer_one_pager"}, follow=True)

    assert "Choose a file first." in answer.text


def test_card_polls_only_while_its_file_is_checked(http: Client, offer: Offer, upload: Upload) -> None:
    version = upload(PAPER, checked=False)
    where = {"offer_id": offer.public_id, "document_id": version.document.public_id}
    address = reverse("offers:document_card", kwargs=where)

    assert 'hx-trigger="every 1s"' in http.get(address).text
    documents.check_version(version.pk)
    after = http.get(address).text
    assert "hx-trigger" not in after
    assert "Ready to hand in" in after


def test_download_is_always_saved_and_never_sniffed(http: Client, upload: Upload) -> None:
    version = upload(PAPER, "Fiche été.pdf")
    answer = http.get(reverse("offers:version_download", kwargs={"version_id": version.public_id}))

    assert b"".join(answer.streaming_content) == PAPER
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Fiche%20")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_removed_document_leaves_its_versions_for_the_record(
    http: Client, offer: Offer, upload: Upload
) -> None:
    version = upload(PAPER)
    where = {"offer_id": offer.public_id, "document_id": version.document.public_id}
    for _ in range(2):
        answer = http.post(reverse("offers:document_remove", kwargs=where))

    assert answer.status_code == 404
    assert Document.objects.get().removed_at is not None
    assert DocumentVersion.objects.count() == 1


@pytest.mark.parametrize("number", [1, 5])
def test_page_costs_the_same_queries_for_any_number_of_documents(
    http: Client,
    offer: Offer,
    editor: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    for index in range(number):
        upload = SimpleUploadedFile(f"{index}.pdf", PAPER + bytes([index]))
        documents.upload_whole(actor=editor, offer=offer, kind="other", upload=upload)
    DocumentVersion.objects.update(sha256="5" * 64, state=DocumentState.READY)
    address = reverse("offers:documents", kwargs={"offer_id": offer.public_id})
    http.get(address)
    with django_assert_num_queries(16):
        http.get(address)
