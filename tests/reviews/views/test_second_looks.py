"""Second looks on the pages: what each person is offered, and that a refusal loses nothing."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import User
from offers.models import Offer
from reviews.models import SecondReviewRule, Submission
from reviews.services import submissions
from tests.builders import make_user
from tests.reviews.building import again, approve_all, item_about, make_version, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(offer: Offer, owner: User, reviewer: User) -> Submission:
    for kind in ("customer_one_pager", "architecture_diagram"):
        make_version(offer, kind)
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=submission)
    return again(submission)


@pytest.fixture
def sent_back(taken: Submission, reviewer: User) -> Submission:
    one_pager = item_about(taken, "customer_one_pager")
    submissions.save_verdict(actor=reviewer, item=one_pager, verdict="sent_back", reason="Blurred.")
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    submissions.decide(actor=reviewer, submission=again(taken))
    return again(taken)


def desk(name: str, submission: Submission) -> str:
    return reverse(f"reviews:{name}", args=[submission.public_id])


def own(name: str, submission: Submission) -> str:
    return reverse(f"reviews:{name}", args=[submission.offer.public_id, submission.public_id])


def page(client: Client, person: User, address: str) -> str:
    client.force_login(person)
    return client.get(address).content.decode()


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_decision_carries_what_the_page_showed(client: Client, taken: Submission, reviewer: User) -> None:
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    shown = page(client, reviewer, desk("desk", taken))
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    submissions.save_verdict(
        actor=reviewer, item=item_about(taken, "links"), verdict="sent_back", reason="Broken."
    )
    refused = client.post(desk("decide", taken), {"seen": seen}, follow=True)

    assert said(refused) == [
        "Verdicts or items have changed since you opened this page. Look at them again, then decide."
    ]
    assert again(taken).state == "in_review"


def test_second_reviewer_sees_the_decision_and_confirms(
    client: Client, taken: Submission, reviewer: User, other_reviewer: User
) -> None:
    SecondReviewRule.objects.create(kind="offer_type", offer_type="saas")
    approve_all(taken, reviewer, azure_percent=Decimal(70))
    client.force_login(reviewer)
    handed = client.post(desk("decide", taken), follow=True)
    own_view = page(client, reviewer, desk("desk", taken))
    seconds = page(client, other_reviewer, desk("desk", taken))
    listed = page(client, other_reviewer, reverse("reviews:queue") + "?queue=second")
    partners = page(client, taken.submitted_by, own("submission", taken))
    client.force_login(other_reviewer)
    confirmed = client.post(desk("confirm", taken), follow=True)

    assert "a second reviewer confirms it" in said(handed)[0]
    assert ("/confirm/" in own_view, "/confirm/" in seconds) == (False, True)
    assert "Every decision about a type of offer" in seconds
    assert taken.offer.name in listed
    assert ("Awaiting second reviewer" in partners, "In review" in partners) == (False, True)
    assert said(confirmed) == ["Confirmed. It counts from now on, and the partner was told."]
    assert again(taken).state == "decided"


def test_partner_asks_for_a_second_look_and_withdraws_it(
    client: Client, sent_back: Submission, owner: User, viewer: User
) -> None:
    offered = page(client, owner, own("submission", sent_back))
    hidden = page(client, viewer, own("submission", sent_back))
    client.force_login(owner)
    empty = client.post(own("appeal", sent_back), {"reason": " "})
    client.post(own("appeal", sent_back), {"reason": "It is sharp on our screens."})
    open_appeal = page(client, owner, own("submission", sent_back))
    client.post(own("withdraw_appeal", sent_back))

    assert ("/second-look/" in offered, "/second-look/" in hidden) == (True, False)
    assert empty.status_code == 422
    assert "You have asked for a second look." in open_appeal
    assert "Blurred." not in open_appeal.split('id="conversation"')[0]
    assert again(sent_back).state == "decided"


def test_desk_of_an_appeal_shows_what_was_said_first(
    client: Client, sent_back: Submission, owner: User, other_reviewer: User
) -> None:
    submissions.appeal(actor=owner, submission=sent_back, reason="It is sharp on our screens.")
    submissions.take(actor=other_reviewer, submission=again(sent_back))
    shown = page(client, other_reviewer, desk("desk", sent_back))

    assert "It is sharp on our screens." in shown
    assert "The first decision sent it back: Blurred." in " ".join(shown.split())
    assert "Not part of the second look" in shown


def test_reviewer_reopens_with_a_reason_that_is_not_lost(
    client: Client, sent_back: Submission, reviewer: User, other_reviewer: User
) -> None:
    offered = page(client, reviewer, desk("desk", sent_back))
    hidden = page(client, other_reviewer, desk("desk", sent_back))
    refused = client.post(desk("reopen", sent_back), {"reason": "Not mine to reopen."})
    client.force_login(reviewer)
    client.post(desk("reopen", sent_back), {"reason": "The wrong file."})

    assert ("/reopen/" in offered, "/reopen/" in hidden) == (True, False)
    assert refused.status_code == 422
    assert "Not mine to reopen." in refused.content.decode()
    assert again(sent_back).state == "in_review"


def test_admin_lists_the_decisions_that_need_a_second_reviewer(client: Client) -> None:
    client.force_login(make_user(role="programme_admin"))
    address = reverse("reviews:second_rules")
    refused = client.post(address, {"kind": "azure_share", "share_from": "70", "share_to": "60"})
    added = client.post(address, {"kind": "azure_share", "share_from": "50", "share_to": "60 %"}, follow=True)

    assert "The upper bound is lower than the lower one." in refused.content.decode()
    assert "A share on Azure within bounds: 50 % to 60 %" in " ".join(
        added.content.decode().replace("\xa0", " ").split()
    )
