"""Older versions come back as new ones."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import User
from cosell.audit.models import AuditEntry
from cosell.demo_programme import papers
from offers.models import DocumentState, DocumentVersion
from offers.services import documents
from tests.builders import make_user
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))


@pytest.fixture
def two(upload: Upload) -> list[DocumentVersion]:
    return [upload(papers.long_paper(PRODUCT, pages)) for pages in (1, 2)]


def restore(editor: User, version: DocumentVersion) -> DocumentVersion:
    version.refresh_from_db()
    return documents.restore_version(actor=editor, version=version)


def test_restored_version_is_new_and_has_the_old_content(editor: User, two: list[DocumentVersion]) -> None:
    restored = restore(editor, two[0])

    assert (restored.number, restored.state, restored.published_at) == (3, DocumentState.READY, None)
    assert (restored.sha256, restored.file_key, restored.pages) == (two[0].sha256, two[0].file_key, 1)
    assert (restored.restored_from, restored.uploaded_by) == (two[0], editor)
    assert DocumentVersion.objects.get(pk=two[1].pk).state == DocumentState.SUPERSEDED
    assert AuditEntry.objects.get(action="offers.document_restored").data["restored"] == 1


def test_an_approved_version_counts_until_the_restored_one_is_approved(
    editor: User, two: list[DocumentVersion]
) -> None:
    documents.hand_in(actor=editor, versions=[two[1]], at=timezone.now())
    two[1].refresh_from_db()
    documents.approve_version(actor=make_user(role="reviewer"), version=two[1])
    restored = restore(editor, two[0])

    assert DocumentVersion.objects.get(pk=two[1].pk).state == DocumentState.APPROVED
    assert restored.state == DocumentState.READY


@pytest.mark.parametrize("index", [0, 1])
def test_what_stands_there_already_is_not_restored(
    editor: User, two: list[DocumentVersion], index: int
) -> None:
    restore(editor, two[0])
    DocumentVersion.objects.filter(pk=two[1].pk).update(file_key="")

    with pytest.raises(ValidationError):
        restore(editor, two[index])
    assert DocumentVersion.objects.count() == 3


def test_restored_file_outlives_the_version_it_came_from(
    client: Client, editor: User, two: list[DocumentVersion]
) -> None:
    restored = restore(editor, two[0])
    two[0].delete()
    client.force_login(editor)

    assert documents.sweep_files()["orphans"] == 0
    answer = client.get(reverse("offers:version_download", args=[restored.public_id]))
    assert b"".join(answer.streaming_content) == papers.long_paper(PRODUCT, 1)


def test_versions_panel_tells_who_when_and_what_the_reviewer_said(
    client: Client, editor: User, two: list[DocumentVersion]
) -> None:
    documents.hand_in(actor=editor, versions=[two[1]], at=timezone.now())
    two[1].refresh_from_db()
    reviewer = make_user(role="reviewer", name="Rita Reviewer")
    documents.send_back_version(actor=reviewer, version=two[1], reason="Page 2 names a customer.")
    client.force_login(editor)
    client.post(reverse("offers:version_restore", args=[two[0].public_id]))
    told = client.get(reverse("offers:documents", kwargs={"offer_id": two[0].document.offer.public_id})).text

    assert "Version 1 is back as version 3. Publish to hand it in." in told
    assert "restored from version 1" in told
    assert "<q>Page 2 names a customer.</q> – Rita Reviewer" in told
    assert told.count(editor.name) >= 3
