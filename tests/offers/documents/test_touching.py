"""A document that comes or goes changes its offer: lists sort by the last change and name who made it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from cosell.accounts.models import User
from cosell.demo_programme import papers
from offers.models import DocumentVersion, Offer
from offers.services import documents
from tests.offers.documents.conftest import Upload

PRODUCT = papers.Product("Insights", "Contoso", "Answers.", ("Fast", "Plain"), ("App Service", "Azure SQL"))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def two(upload: Upload) -> list[DocumentVersion]:
    return [upload(papers.long_paper(PRODUCT, pages)) for pages in (1, 2)]


def act_is_the_last_change(offer: Offer, editor: User, act: Callable[[], object]) -> bool:
    Offer.objects.filter(pk=offer.pk).update(changed_at=LONG_AGO, changed_by=None)
    act()
    offer.refresh_from_db()
    return offer.changed_at > LONG_AGO and offer.changed_by == editor


def test_upload_is_a_change_of_the_offer(offer: Offer, editor: User, upload: Upload) -> None:
    assert act_is_the_last_change(offer, editor, lambda: upload(b"anything", checked=False))


def test_restoring_is_a_change_of_the_offer(offer: Offer, editor: User, two: list[DocumentVersion]) -> None:
    two[0].refresh_from_db()
    assert act_is_the_last_change(
        offer, editor, lambda: documents.restore_version(actor=editor, version=two[0])
    )


def test_removing_is_a_change_of_the_offer(offer: Offer, editor: User, two: list[DocumentVersion]) -> None:
    assert act_is_the_last_change(
        offer, editor, lambda: documents.remove_document(actor=editor, document=two[1].document)
    )


def test_removing_what_is_gone_changes_nothing(
    offer: Offer, editor: User, two: list[DocumentVersion]
) -> None:
    document = two[1].document
    documents.remove_document(actor=editor, document=document)
    assert not act_is_the_last_change(
        offer, editor, lambda: documents.remove_document(actor=editor, document=document)
    )
