"""What is said of a file before its first byte: gone on with, here already, no room."""

from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from cosell.accounts.models import User
from cosell.demo_programme import papers
from offers.files import BLOCK_BYTES
from offers.models import Document, DocumentState, DocumentVersion, Offer
from offers.services import documents
from tests.builders import make_offer
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))
PAPER = papers.one_pager(PRODUCT)
HASH = sha256(PAPER).hexdigest()
ONE, ANOTHER = "1" * 64, "2" * 64


def begin(offer: Offer, editor: User, **changes: Any) -> DocumentVersion:
    given = {"kind": "customer_one_pager", "name": "paper.pdf", "size": 10, "fingerprint": ONE, **changes}
    return documents.begin_upload(actor=editor, offer=offer, **given)


def refusal(offer: Offer, editor: User, **changes: Any) -> list[str]:
    with pytest.raises(ValidationError) as raised:
        begin(offer, editor, **changes)
    return raised.value.messages


def test_the_same_file_goes_on_where_it_stopped(offer: Offer, editor: User) -> None:
    first = begin(offer, editor, size=BLOCK_BYTES + 5)
    documents.store_block(version=first, index=1, stream=BytesIO(b"12345"), length=5)
    again = begin(offer, editor, size=BLOCK_BYTES + 5)

    assert again == first
    assert documents.blocks_missing(again) == [0]


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 11},
        {"name": "other.pdf"},
        {"fingerprint": ANOTHER},
        {"fingerprint": ""},
        {"kind": "customer_wins"},
    ],
)
def test_another_file_begins_anew(offer: Offer, editor: User, changes: dict[str, Any]) -> None:
    assert begin(offer, editor) != begin(offer, editor, **changes)


def test_an_upload_that_ended_is_not_gone_on_with(offer: Offer, editor: User) -> None:
    for state in (DocumentState.PROCESSING, DocumentState.ABANDONED):
        first = begin(offer, editor)
        DocumentVersion.objects.filter(pk=first.pk).update(state=state)
        assert begin(offer, editor) != first


def test_a_discarded_upload_takes_no_room_among_the_others(offer: Offer, editor: User) -> None:
    for number in range(6):
        version = begin(offer, editor, kind="other", name=f"{number}.pdf")
        assert documents.discard_upload(version=version)

    assert Document.objects.filter(removed_at__isnull=True).count() == 0
    assert not documents.discard_upload(version=version)


def test_the_same_content_is_told_before_a_byte_is_sent(offer: Offer, editor: User, upload: Upload) -> None:
    upload(PAPER)

    assert refusal(offer, editor, kind="customer_wins", sha256=HASH) == [
        "The very same file is here already: Customer one-pager, version 1. Nothing was uploaded."
    ]
    assert DocumentVersion.objects.count() == 1


@pytest.mark.parametrize(
    "state", [DocumentState.REJECTED, DocumentState.CHANGES_REQUESTED, DocumentState.REVOKED]
)
def test_what_was_sent_back_may_come_again_as_it_is(
    offer: Offer, editor: User, upload: Upload, state: str
) -> None:
    upload(PAPER)
    DocumentVersion.objects.update(state=state)
    again = upload(PAPER)

    assert (again.number, again.state) == (2, DocumentState.READY)


def test_the_same_content_may_come_where_it_was_removed_and_into_another_offer(
    offer: Offer, editor: User, upload: Upload
) -> None:
    version = upload(PAPER)
    begin(make_offer(offer.partner), editor, sha256=HASH)
    documents.remove_document(actor=editor, document=version.document)
    begin(offer, editor, sha256=HASH)

    assert DocumentVersion.objects.count() == 3


def test_the_checks_find_the_same_content_that_nobody_told(
    offer: Offer, editor: User, upload: Upload
) -> None:
    upload(PAPER)
    version = begin(offer, editor, kind="customer_wins", size=len(PAPER))
    documents.store_block(version=version, index=0, stream=BytesIO(PAPER), length=len(PAPER))
    documents.commit_upload(actor=editor, version=version)
    documents.check_version(version.pk)
    version.refresh_from_db()

    assert (version.state, version.file_key) == (DocumentState.REJECTED, "")
    assert [found["code"] for found in version.findings] == ["same_content"]


def test_the_checks_refuse_what_is_not_what_was_announced(offer: Offer, editor: User) -> None:
    version = begin(offer, editor, size=len(PAPER), sha256=ANOTHER)
    documents.store_block(version=version, index=0, stream=BytesIO(PAPER), length=len(PAPER))
    documents.commit_upload(actor=editor, version=version)
    documents.check_version(version.pk)
    version.refresh_from_db()

    assert version.state == DocumentState.REJECTED
    assert [found["code"] for found in version.findings] == ["changed_on_the_way"]


def test_quota_counts_the_whole_organisation_and_frees_what_is_discarded(
    offer: Offer, editor: User, settings: Settings
) -> None:
    settings.PARTNER_QUOTA_BYTES = 1024
    first = begin(make_offer(offer.partner), editor, size=1000)

    assert refusal(offer, editor, size=25) == [
        (
            "There is no room for this file: the files of your organisation may take 1.0\xa0KB in all; 24\xa0bytes "
            "of that is free. Cancel half-sent uploads, or ask the programme's team for more room."
        )
    ]
    assert begin(offer, editor, size=24).declared_bytes == 24
    documents.discard_upload(version=first)
    assert begin(offer, editor, size=1000, fingerprint=ANOTHER).declared_bytes == 1000
