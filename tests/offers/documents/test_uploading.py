"""Announce, send blocks, commit."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from cosell.accounts.models import User
from offers.files import BLOCK_BYTES, BodyCutShort, block_count
from offers.models import Document, DocumentState, DocumentVersion, Offer
from offers.services import documents

MB = 1024 * 1024
EMPTY = "The file is empty. Check it on your computer and upload it again."
NO_KIND = "Choose what kind of document this is."
NOT_ACCEPTED = (
    "This type of file is not accepted. "
    "Accepted: .pdf, .ppt, .pptx, .doc, .docx, .xls, .xlsx, .jpg, .png, .mp4."
)


def begin(offer: Offer, editor: User, **changes: object) -> DocumentVersion:
    given = {"kind": "customer_one_pager", "name": "paper.pdf", "size": 10, **changes}
    return documents.begin_upload(actor=editor, offer=offer, **given)


def send(version: DocumentVersion, index: int, content: bytes) -> None:
    documents.store_block(version=version, index=index, stream=BytesIO(content), length=len(content))


@pytest.mark.parametrize(
    ("size", "blocks"), [(0, 1), (1, 1), (BLOCK_BYTES, 1), (BLOCK_BYTES + 1, 2), (500 * 1024 * 1024, 63)]
)
def test_block_count_covers_the_file(size: int, blocks: int) -> None:
    assert block_count(size) == blocks


def test_begin_upload_opens_one_slot_a_kind(offer: Offer, editor: User) -> None:
    first, second = begin(offer, editor), begin(offer, editor)

    assert first.document_id == second.document_id
    assert [first.number, second.number] == [1, 2]


def test_begin_upload_cleans_the_name_and_keeps_it_out_of_every_path(offer: Offer, editor: User) -> None:
    version = begin(offer, editor, name="../../etc/\u202epa\x00ssé.pdf")

    assert version.original_name == "passé.pdf"
    assert "pass" not in version.quarantine_key


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"name": "tool.exe"}, [NOT_ACCEPTED]),
        ({"size": 0}, [EMPTY]),
        ({"size": 51 * MB}, ["The file is larger than 50 MB. Make it smaller and upload it again."]),
        (
            {"name": "film.mp4", "size": 501 * MB},
            ["The file is larger than 500 MB. Make it smaller and upload it again."],
        ),
        ({"kind": "poem"}, [NO_KIND]),
        ({"kind": "poem", "size": 0}, [EMPTY, NO_KIND]),
    ],
)
def test_begin_upload_says_every_fault_at_once(
    offer: Offer, editor: User, changes: dict[str, object], problems: list[str]
) -> None:
    with pytest.raises(ValidationError) as raised:
        begin(offer, editor, **changes)

    assert raised.value.messages == problems
    assert Document.objects.count() == 0


def test_begin_upload_takes_five_other_documents_and_no_sixth(offer: Offer, editor: User) -> None:
    for _ in range(5):
        begin(offer, editor, kind="other")

    with pytest.raises(ValidationError) as raised:
        begin(offer, editor, kind="other")

    assert raised.value.messages == [
        "An offer has at most 5 other documents. Remove or replace one of them first."
    ]


def test_commit_upload_names_the_blocks_that_are_missing(offer: Offer, editor: User) -> None:
    version = begin(offer, editor, size=BLOCK_BYTES + 5)
    send(version, 1, b"12345")

    assert documents.commit_upload(actor=editor, version=version) == [0]
    assert DocumentVersion.objects.get().state == DocumentState.RECEIVING


def test_commit_upload_asks_again_for_a_block_that_came_in_part(offer: Offer, editor: User) -> None:
    version = begin(offer, editor, size=5)

    with pytest.raises(BodyCutShort):
        documents.store_block(version=version, index=0, stream=BytesIO(b"123"), length=5)
    assert documents.commit_upload(actor=editor, version=version) == [0]
    send(version, 0, b"12345")
    assert documents.commit_upload(actor=editor, version=version) == []


def test_commit_upload_twice_is_no_fault(offer: Offer, editor: User) -> None:
    version = begin(offer, editor, size=5)
    send(version, 0, b"12345")

    assert documents.commit_upload(actor=editor, version=version) == []
    assert documents.commit_upload(actor=editor, version=DocumentVersion.objects.get()) == []
    assert DocumentVersion.objects.get().state == DocumentState.PROCESSING


@pytest.mark.parametrize("index", [1, 7, 99_999])
def test_store_block_refuses_a_block_that_the_file_cannot_have(
    offer: Offer, editor: User, index: int
) -> None:
    with pytest.raises(ValidationError, match="no such part"):
        send(begin(offer, editor), index, b"1")


def test_store_block_refuses_a_block_of_another_length(offer: Offer, editor: User) -> None:
    version = begin(offer, editor)

    for content in (b"x" * 11, b"x" * 9):
        with pytest.raises(ValidationError, match="not as long as announced"):
            send(version, 0, content)


def test_store_block_after_the_commit_is_refused(offer: Offer, editor: User) -> None:
    version = begin(offer, editor, size=5)
    send(version, 0, b"12345")
    documents.commit_upload(actor=editor, version=version)

    with pytest.raises(ValidationError, match="ended already"):
        send(version, 0, b"54321")
