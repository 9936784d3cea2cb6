"""Handing in, taking back, and Microsoft's verdicts on versions."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cosell.accounts.models import User
from cosell.demo_programme import papers
from offers.models import DocumentState, DocumentVersion
from offers.services import documents
from tests.builders import make_user
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))
PAPER = papers.one_pager(PRODUCT)


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user(role="reviewer")


def state_of(version: DocumentVersion) -> str:
    return DocumentVersion.objects.get(pk=version.pk).state


def sent(upload: Upload, editor: User, *, kind: str = "customer_one_pager") -> DocumentVersion:
    version = upload(papers.long_paper(PRODUCT, 1 + DocumentVersion.objects.count()), kind=kind)
    documents.hand_in(actor=editor, versions=[version], at=timezone.now())
    return DocumentVersion.objects.select_related("document__offer__partner").get(pk=version.pk)


def test_hand_in_waits_for_a_verdict(upload: Upload, editor: User) -> None:
    assert sent(upload, editor).state == DocumentState.SUBMITTED


def test_hand_in_lets_a_file_go_on_being_checked_and_follow(upload: Upload, editor: User) -> None:
    version = upload(PAPER, checked=False)
    documents.hand_in(actor=editor, versions=[version], at=timezone.now())

    assert state_of(version) == DocumentState.PROCESSING
    documents.check_version(version.pk)
    assert state_of(version) == DocumentState.SUBMITTED


def test_take_back_makes_it_a_draft_again(upload: Upload, editor: User) -> None:
    version = sent(upload, editor)
    documents.take_back(actor=editor, versions=[version])

    assert state_of(version) == DocumentState.READY
    assert DocumentVersion.objects.get(pk=version.pk).published_at is None


def test_approve_supersedes_the_approved_one_before_it(upload: Upload, editor: User, reviewer: User) -> None:
    first = sent(upload, editor)
    documents.approve_version(actor=reviewer, version=first)
    second = sent(upload, editor)

    assert state_of(first) == DocumentState.APPROVED
    documents.approve_version(actor=reviewer, version=second)
    assert [state_of(first), state_of(second)] == [DocumentState.SUPERSEDED, DocumentState.APPROVED]


def test_send_back_leaves_the_approved_one_counting(upload: Upload, editor: User, reviewer: User) -> None:
    first = sent(upload, editor)
    documents.approve_version(actor=reviewer, version=first)
    second = sent(upload, editor)
    documents.send_back_version(actor=reviewer, version=second, reason="Too long.")

    assert [state_of(first), state_of(second)] == [DocumentState.APPROVED, DocumentState.CHANGES_REQUESTED]
    assert DocumentVersion.objects.get(pk=second.pk).review_reason == "Too long."


def test_a_diagram_is_approved_only_with_its_percentage(upload: Upload, editor: User, reviewer: User) -> None:
    diagram = sent(upload, editor, kind="architecture_diagram")

    with pytest.raises(ValidationError):
        documents.approve_version(actor=reviewer, version=diagram)
    documents.approve_version(actor=reviewer, version=diagram, azure_percent=Decimal("62.50"))
    assert DocumentVersion.objects.get(pk=diagram.pk).azure_percent == Decimal("62.50")


def test_revoke_approval_needs_a_reason_and_happens_once(
    upload: Upload, editor: User, reviewer: User
) -> None:
    version = sent(upload, editor)
    documents.approve_version(actor=reviewer, version=version)

    with pytest.raises(ValidationError):
        documents.revoke_approval(actor=reviewer, version=version, reason="  ")
    assert documents.revoke_approval(actor=reviewer, version=version, reason="Names a customer.") is True
    assert documents.revoke_approval(actor=reviewer, version=version, reason="Again.") is False
    assert state_of(version) == DocumentState.REVOKED
