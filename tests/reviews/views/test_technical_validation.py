"""The technical validation, set on the desk where the rulebook in force asks for it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from eligibility.editions import load_edition
from eligibility.models import Rulebook
from offers.models import Offer
from reviews.models import Submission, SubmissionItem
from reviews.services import submissions
from tests.reviews.building import (
    make_version,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(client: Client, offer: Offer, owner: User, reviewer: User) -> Submission:
    """With a one-pager and a diagram, in review by ``reviewer``, who is signed in."""
    make_version(offer)
    make_version(offer, "architecture_diagram")
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    client.force_login(reviewer)
    return submission


def desk_of(submission: Submission) -> str:
    return reverse("reviews:desk", args=[submission.public_id])


def verdict_on(item: SubmissionItem) -> str:
    return reverse("reviews:verdict", args=[item.submission.public_id, item.public_id])


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def put_in_force(edition: str) -> None:
    Rulebook.objects.filter(state="in_force").update(
        data=load_edition(edition).to_data(), edition=edition, revision=1
    )


def test_technical_validation_is_asked_where_the_rulebook_asks_for_it(
    client: Client, taken: Submission
) -> None:
    address = reverse("reviews:technical_validation", args=[taken.public_id])
    before = client.get(desk_of(taken)).context["asks_validation"]
    closed = client.post(address, {"result": "passed"}).status_code
    put_in_force("2021-02-24")

    assert (before, closed) == (False, 404)
    assert client.get(desk_of(taken)).context["asks_validation"] is True


@pytest.mark.parametrize(("result", "kept"), [("passed", True), ("failed", False), ("clear", None)])
def test_technical_validation_is_kept(
    client: Client, taken: Submission, result: str, kept: bool | None
) -> None:
    put_in_force("2021-02-24")
    client.post(reverse("reviews:technical_validation", args=[taken.public_id]), {"result": result})

    assert Offer.objects.get().technical_validation_passed is kept


def test_technical_validation_of_another_kind_is_not_found(client: Client, taken: Submission) -> None:
    put_in_force("2021-02-24")
    address = reverse("reviews:technical_validation", args=[taken.public_id])

    assert client.post(address, {"result": "perhaps"}).status_code == 404
