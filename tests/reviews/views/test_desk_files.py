"""What the desk says of a file beside its pages: what was not done with it, and its text where nothing was drawn."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from offers.models import DocumentText, DocumentVersion, Offer
from reviews.models import Submission
from reviews.services import submissions
from tests.reviews.building import item_about, make_version, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(client: Client, offer: Offer, owner: User, reviewer: User) -> Submission:
    """With a one-pager, in review by ``reviewer``, who is signed in."""
    make_version(offer)
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    client.force_login(reviewer)
    return submission


def desk_of(submission: Submission) -> str:
    return reverse("reviews:desk", args=[submission.public_id])


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("not_scanned", "This file was not scanned for viruses."),
        ("not_drawn", "The pages of this file could not be drawn here"),
        ("drawn_simply", "These pages show only the texts and pictures of the slides"),
    ],
)
def test_desk_tells_the_reviewer_what_was_not_done(
    client: Client, taken: Submission, code: str, sentence: str
) -> None:
    DocumentVersion.objects.update(findings=[{"code": code, "params": {}, "fatal": False}])
    item = {"item": item_about(taken, "customer_one_pager").public_id}

    assert sentence in client.get(desk_of(taken), item).content.decode()


def test_pictures_of_pages_keep_their_place(client: Client, taken: Submission) -> None:
    DocumentVersion.objects.update(page_images=2, page_sizes=[[1600, 900]])
    item = item_about(taken, "customer_one_pager")
    page = client.get(desk_of(taken), {"item": item.public_id}).content.decode()

    assert re.findall(r'page \d"\s+width="(\d+)"\s+height="(\d+)"', page) == [
        ("1600", "900"),
        ("1000", "1414"),
    ]


def test_desk_shows_the_text_of_a_file_without_pictures(client: Client, taken: Submission) -> None:
    DocumentVersion.objects.update(page_images=0)
    item = item_about(taken, "customer_one_pager")
    assert item.version is not None
    DocumentText.objects.create(version=item.version, text="First page\fSecond <page>")
    page = client.get(desk_of(taken), {"item": item.public_id}).content.decode()

    shown = ["<p>First page</p>", "<p>Second &lt;page&gt;</p>"]
    assert [text for text in shown if text not in page] == []
    assert "This type of file cannot be shown here" not in page
