"""The desk keeps the queue from which it was opened: its links, its acts, and what comes next."""

import re
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from offers.models import Offer
from reviews.models import Submission, SubmissionItem
from reviews.queries import seen_of
from reviews.services import submissions
from tests.reviews.building import (
    again,
    approve_all,
    item_about,
    items,
    make_version,
    published,
    queued,
)

pytestmark = pytest.mark.django_db
KEPT = "from=queue%3Dnew%26type%3Dazure_container"


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


def to_container(*rows: Submission) -> None:
    Offer.objects.filter(submissions__in=rows).update(type="azure_container")


def test_queue_leads_to_the_desk_with_its_filters(client: Client, reviewer: User) -> None:
    (row,) = queued(1)
    to_container(row)
    client.force_login(reviewer)
    page = client.get(
        reverse("reviews:queue"), {"type": "azure_container", "queue": "new", "page": "1", "x": "y"}
    )

    assert f'href="{desk_of(row)}?from=queue%3Dnew%26type%3Dazure_container"' in page.content.decode()


def test_desk_keeps_the_queue_in_its_links_and_forms(client: Client, taken: Submission) -> None:
    page = client.get(f"{desk_of(taken)}?{KEPT}").content.decode()
    own = re.findall(rf'(?:href|action|hx-get|hx-post)="({desk_of(taken)}[^"]*)"', page)
    without = [address for address in own if KEPT not in address and not address.endswith("/reading/")]

    assert len(own) > len(without) == 0
    assert 'href="/review/?queue=new&amp;type=azure_container"' in page


def test_act_on_the_desk_leads_back_with_the_queue(client: Client, taken: Submission) -> None:
    address = verdict_on(item_about(taken, "publishing"))
    answer = client.post(f"{address}?{KEPT}", {"verdict": "approved"})

    assert answer.headers["Location"].endswith("&from=queue%3Dnew%26type%3Dazure_container")


@pytest.mark.parametrize(
    "made_up", ["//evil.example/?q=1", "next=https://evil.example", "q=%22%3E%3Cscript%3E"]
)
def test_made_up_queue_leads_nowhere_else(client: Client, taken: Submission, made_up: str) -> None:
    page = client.get(desk_of(taken), {"from": made_up}).content.decode()
    answer = client.post(
        f"{reverse('reviews:release', args=[taken.public_id])}?{urlencode({'from': made_up})}"
    )

    assert "evil.example" not in page
    assert "<script>" not in page.split("</head>")[1].split("<main")[1]
    assert answer.headers["Location"].startswith("/review/")


def decide_and_next(client: Client, submission: Submission, *, follow: bool) -> Any:
    posted = {"seen": seen_of(items(submission)), "then": "next"}
    address = reverse("reviews:decide", args=[submission.public_id])
    return client.post(f"{address}?{KEPT}", posted, follow=follow)


def test_decide_and_take_next_stays_in_the_filtered_queue(
    client: Client, taken: Submission, reviewer: User
) -> None:
    _urgent, fitting = queued(2)
    to_container(fitting)
    approve_all(taken, reviewer, azure_percent=Decimal(60))
    answer = decide_and_next(client, taken, follow=False)

    assert (again(taken).state, again(fitting).reviewer) == ("decided", reviewer)
    assert answer.headers["Location"] == f"{desk_of(fitting)}?from=queue%3Dnew%26type%3Dazure_container"


def test_decide_and_take_next_says_that_nothing_is_left(
    client: Client, taken: Submission, reviewer: User
) -> None:
    queued(1)
    approve_all(taken, reviewer, azure_percent=Decimal(60))
    answer = decide_and_next(client, taken, follow=True)

    assert answer.redirect_chain[-1][0] == "/review/?queue=new&type=azure_container"
    assert said(answer)[-1] == (
        "Nothing is left in this queue that you may take. Other queues and filters may hold more."
    )


def test_released_one_leads_to_the_filtered_queue_that_takes_the_next(
    client: Client, taken: Submission
) -> None:
    released = reverse("reviews:release", args=[taken.public_id])
    answer = client.post(f"{released}?{KEPT}", follow=True)

    assert answer.redirect_chain[-1][0] == "/review/?queue=new&type=azure_container"
    assert 'action="/review/next/?from=queue%3Dnew%26type%3Dazure_container"' in answer.content.decode()
