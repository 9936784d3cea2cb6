"""Uploads, cards and files over HTTP, as the browser's script and a plain form use them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from cosell.accounts.models import User
from cosell.demo_programme import papers
from offers.models import Document, DocumentState, DocumentVersion, Offer
from offers.services import documents
from tests.builders import make_offer
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


def test_a_plain_form_for_a_document_that_is_none_is_not_found(http: Client, offer: Offer) -> None:
    address = reverse("offers:document_upload", kwargs={"offer_id": offer.public_id})
    posted = {"document": "²", "file": SimpleUploadedFile("paper.pdf", PAPER)}
    assert http.post(address, posted).status_code == 404


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


def test_download_by_the_proxy_is_headers_alone(http: Client, upload: Upload, settings: Settings) -> None:
    settings.ACCEL_REDIRECT = "/clean-files/"
    version = upload(PAPER, "Fiche.pdf")
    answer = http.get(reverse("offers:version_download", args=[version.public_id]))

    assert (answer.content, answer["Content-Type"]) == (b"", "application/pdf")
    assert answer["X-Accel-Redirect"] == f"/clean-files/{version.file_key}/file"
    assert answer["Content-Disposition"] == 'attachment; filename="Fiche.pdf"'
    assert answer["Cache-Control"] == "private, max-age=300"


def test_half_sent_file_is_offered_and_discarded_without_a_script(http: Client, offer: Offer) -> None:
    begun = announce(http, offer).json()
    address = reverse("offers:documents", kwargs={"offer_id": offer.public_id})

    assert "Choose the same file again to go on where it stopped." in http.get(address).text
    told = http.post(begun["discard_url"], headers={"accept": "text/html"}, follow=True).text
    assert "What was sent of “paper.pdf” was deleted." in told
    assert "Choose the same file again" not in told


def test_another_file_does_not_go_on_with_a_half_sent_one(http: Client, offer: Offer) -> None:
    begun = announce(http, offer, fingerprint="1" * 64).json()
    same = announce(http, offer, fingerprint="1" * 64, resume=begun["id"])
    another = announce(http, offer, fingerprint="2" * 64, resume=begun["id"])

    assert same.json()["id"] == begun["id"]
    assert another.status_code == 422
    assert another.json()["problems"] == [
        "This is not the same file as the half-sent “paper.pdf”. Choose that one, or discard what was sent of it."
    ]


def test_a_store_that_is_away_is_told_and_may_be_tried_again(
    http: Client, offer: Offer, stores: Path
) -> None:
    begun = announce(http, offer).json()
    (stores / "quarantine").write_text("a file where the folder should be")
    answer = http.put(
        begun["block_url"].replace("{index}", "0"), PAPER, content_type="application/octet-stream"
    )

    assert answer.status_code == 503
    assert answer.json()["problems"] == [
        "Files cannot be stored at the moment. What has arrived is kept; go on in a few minutes."
    ]


def test_starter_is_saved_under_its_kind(http: Client) -> None:
    answer = http.get(reverse("offers:document_starter", args=["customer_presentation"]))

    assert answer["Content-Disposition"] == 'attachment; filename="Customer presentation.pptx"'
    assert answer.content.startswith(b"PK")


def test_card_tells_where_else_the_same_file_stands(http: Client, offer: Offer, upload: Upload) -> None:
    version = upload(PAPER)
    another = make_offer(offer.partner, name="Second offer")
    slot = another.documents.create(kind="customer_wins")
    slot.versions.create(
        number=1, original_name="a.pdf", declared_bytes=1, sha256=version.sha256, state="ready"
    )
    address = reverse("offers:documents", kwargs={"offer_id": offer.public_id})

    assert "The same file also stands in: Second offer" in http.get(address).text
    slot.versions.update(state=DocumentState.REJECTED)
    assert "also stands in" not in http.get(address).text
