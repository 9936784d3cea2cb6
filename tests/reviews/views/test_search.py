"""Search over partners, offers, submissions and documents."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from offers.models import Offer
from offers.models.document import DocumentText
from tests.builders import make_offer, make_partner
from tests.reviews.building import make_version, published, queued

pytestmark = pytest.mark.django_db
QUERIES = 8


@pytest.fixture
def desk(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer)
    return client


def found(client: Client, q: str, **more: str) -> dict[str, list[str]]:
    """The titles by kind."""
    answer = client.get(reverse("reviews:search"), {"q": q, **more})
    assert answer.status_code == 200
    return {group.slug: [hit.title for hit in group.hits] for group in answer.context["groups"]}


def test_search_finds_each_kind_of_thing(desk: Client) -> None:
    offer = make_offer(make_partner(name="Zephyr Works", mpn_id="777123"), name="Harbour")
    make_version(offer, original_name="tide-table.pdf")
    submission = published(offer)

    assert found(desk, "zephyr") == {
        "partners": ["Zephyr Works"],
        "offers": ["Harbour"],
        "submissions": ["Harbour #1"],
    }
    assert found(desk, "777123") == {"partners": ["Zephyr Works"]}
    assert found(desk, "tide") == {"documents": ["tide-table.pdf"]}
    assert found(desk, "harbour #1") == {"submissions": [str(submission.offer.name) + " #1"]}
    assert found(desk, "zephyr harbour") == {"offers": ["Harbour"], "submissions": ["Harbour #1"]}
    assert found(desk, "zephyr", **{"in": "offers"}) == {"offers": ["Harbour"]}


def test_search_finds_what_stands_in_a_document_with_an_excerpt(desk: Client) -> None:
    version = make_version(make_offer(), original_name="deck.pptx")
    DocumentText.objects.create(version=version, text="x " * 200 + "the Kraken wakes\fsecond page")
    answer = desk.get(reverse("reviews:search"), {"q": "kraken"})
    [group] = answer.context["groups"]

    assert [hit.title for hit in group.hits] == ["deck.pptx"]
    assert "the Kraken wakes second page" in group.hits[0].text
    assert len(group.hits[0].text) < 250


def test_search_leaves_out_removed_documents(desk: Client) -> None:
    version = make_version(make_offer(), original_name="old.pdf")
    version.document.removed_at = version.uploaded_at
    version.document.save()

    assert found(desk, "old.pdf") == {}


@pytest.mark.parametrize(
    "q", ["", " ", "a", "\x00", "\x00\n\t", "%", "_", "'", "x" * 5000, "﷽ " * 90, "#", "#99999999999"]
)
def test_search_bears_anything(desk: Client, q: str) -> None:
    make_offer(name="Harbour")

    assert found(desk, q) == {}


def test_search_looks_for_the_letters_around_a_control_character(desk: Client) -> None:
    make_offer(name="Harbour")

    assert found(desk, "har\x00bour")["offers"] == ["Harbour"]


@pytest.mark.parametrize("rows", [1, 40])
def test_search_costs_the_same_for_many_rows(desk: Client, rows: int, django_assert_num_queries: Any) -> None:
    for submission in queued(rows):
        Offer.objects.filter(pk=submission.offer_id).update(name="Harbour")
        make_version(submission.offer, original_name="harbour.pdf")
    with django_assert_num_queries(QUERIES):
        groups = desk.get(reverse("reviews:search"), {"q": "harbour"}).context["groups"]

    assert {group.slug: (len(group.hits), group.more) for group in groups} == {
        kind: (min(rows, 8), rows > 8) for kind in ("offers", "submissions", "documents")
    }
