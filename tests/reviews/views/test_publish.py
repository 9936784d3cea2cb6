"""*Review and publish*, the partner's page of a submission, *Withdraw* and *Stop selling*."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from cosell.accounts.models import User
from eligibility.services.assessing import assess_offers
from offers.models import DocumentVersion, Offer
from reviews.models import Submission
from reviews.services import submissions
from tests.builders import make_member, make_partner
from tests.reviews.building import (
    again,
    approve_all,
    decided,
    item_about,
    make_contact,
    make_version,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner_page(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def address(name: str, offer: Offer, *more: Any) -> str:
    return reverse(f"reviews:{name}", args=[offer.public_id, *more])


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def read(partner_page: Client) -> Callable[[Offer], str]:
    return lambda offer: words(partner_page.get(address("publish", offer)))


def test_publish_page_shows_what_will_be_sent(read: Callable[[Offer], str], offer: Offer) -> None:
    make_version(offer, original_name="one-pager.pdf")
    make_version(offer, "customer_wins", state="approved", original_name="wins.pdf")
    page = read(offer)
    new, stays = page.index("What will be sent"), page.index("What stays as it is")

    assert new < page.index("one-pager.pdf") < stays < page.index("wins.pdf")
    assert "The offer is not live. A reviewer also checks it" in page
    assert "https://www.contoso.example/insights" in page
    assert "Sales contacts cover 1 of 1 eligible countries." in page


def test_publish_page_of_a_live_offer_asks_for_no_publishing(
    read: Callable[[Offer], str], offer: Offer
) -> None:
    Offer.objects.update(published_at="2020-10-01T00:00:00Z")
    page = read(offer)

    assert "The offer is not live." not in page
    assert "Stop selling this offer?" in page


def test_publish_page_says_what_is_missing_and_publishes_all_the_same(
    partner_page: Client, offer: Offer
) -> None:
    assess_offers([offer.pk])
    page = words(partner_page.get(address("publish", offer)))
    answer = partner_page.post(address("publish", offer), {"note": ""})

    assert "You may publish now and complete this later." in page
    assert "Required documents" in page
    assert answer.headers["Location"] == address("submission", offer, Submission.objects.get().public_id)


def test_publish_posted_twice_is_one_submission(partner_page: Client, offer: Offer) -> None:
    first = partner_page.post(address("publish", offer), {"note": ""})
    second = partner_page.post(address("publish", offer), {"note": ""}, follow=True)

    assert Submission.objects.count() == 1
    assert second.redirect_chain == [(first.headers["Location"], 302)]
    assert said(second)[-1] == "This offer is already published: what you sent is with Microsoft."


def test_note_of_who_published_second_is_given_back(partner_page: Client, offer: Offer) -> None:
    partner_page.post(address("publish", offer), {"note": "Our first."})
    again = partner_page.post(address("publish", offer), {"note": "Our first."})
    other = partner_page.post(address("publish", offer), {"note": "Please mind the new diagram."})

    submission = Submission.objects.get()
    assert again.headers["Location"] == address("submission", offer, submission.public_id)
    assert (other.status_code, submission.note) == (422, "Our first.")
    assert said(other)[-1] == "This offer is already published: what you sent is with Microsoft."
    page = html.fromstring(other.content.decode())
    assert page.get_element_by_id("unsent-note").text_content() == "Please mind the new diagram."
    assert page.xpath("//a[contains(@href, '#conversation')]/@href")[:1] == [
        f"{again.headers['Location']}#conversation"
    ]


def test_publish_with_too_long_a_note_comes_back_as_typed(partner_page: Client, offer: Offer) -> None:
    answer = partner_page.post(address("publish", offer), {"note": "x" * 2001})

    assert answer.status_code == 422
    assert html.fromstring(words(answer)).xpath("//*[@id='error-summary']//a/@href") == ["#id_note"]
    assert "x" * 2001 in answer.content.decode()
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(("published_first", "place"), [(True, "unsent-note"), (False, "id_note")])
def test_a_note_that_cannot_be_sent_is_given_back(
    partner_page: Client, offer: Offer, published_first: bool, place: str
) -> None:
    """Whether a colleague published meanwhile, or nothing is left to be sent."""
    if published_first:
        partner_page.post(address("publish", offer), {"note": ""})
    else:
        make_version(offer, state="processing", published_at=None)
    answer = partner_page.post(address("publish", offer), {"note": "x" * 2001})

    assert answer.status_code == 422
    assert html.fromstring(words(answer)).get_element_by_id(place).text_content().strip() == "x" * 2001


@pytest.mark.parametrize("why", ["uploading", "nothing"])
def test_publish_page_says_what_stands_in_the_way(
    partner_page: Client, offer: Offer, owner: User, reviewer: User, why: str
) -> None:
    sentences = {"uploading": "Still uploading: deck.pptx.", "nothing": "There is nothing new to send"}
    if why == "uploading":
        make_version(offer, state="receiving", original_name="deck.pptx")
    else:
        decided(published(offer, by=owner), reviewer)
    page = partner_page.get(address("publish", offer))
    posted = partner_page.post(address("publish", offer), {"note": "Please"})

    assert sentences[why] in words(page)
    assert 'id="publish-form"' not in words(page)
    assert (posted.status_code, sentences[why] in words(posted)) == (422, True)


def test_publish_page_of_an_open_submission_shows_where_it_stands(
    read: Callable[[Offer], str], submission: Submission
) -> None:
    page = read(submission.offer)

    assert "Submission 1 is with Microsoft" in page
    assert "Decision expected by" in page
    assert "Withdraw this submission?" in page
    assert 'id="publish-form"' not in page


def test_publish_page_lists_earlier_submissions(
    read: Callable[[Offer], str], submission: Submission, reviewer: User
) -> None:
    decided(submission, reviewer)

    assert "5 approved" in read(submission.offer)


def test_publish_page_names_what_was_sent_back_and_why(
    read: Callable[[Offer], str], submission: Submission, reviewer: User
) -> None:
    submissions.take(actor=reviewer, submission=submission)
    item = item_about(submission, "customer_one_pager")
    submissions.save_verdict(actor=reviewer, item=item, verdict="sent_back", reason="Slide 4 is empty.")
    approve_all(submission, reviewer)
    submissions.decide(actor=reviewer, submission=again(submission))
    page = read(submission.offer)

    assert "Slide 4 is empty." in page
    assert "Replace it" in page


@pytest.mark.parametrize("more", [0, 10])
def test_publish_page_costs_the_same_for_many_documents(
    partner_page: Client, offer: Offer, more: int, django_assert_num_queries: Any
) -> None:
    make_version(offer)
    for _number in range(more):
        make_version(offer, "other")
        make_contact(offer)
    partner_page.get(address("publish", offer))
    with django_assert_num_queries(32):
        partner_page.get(address("publish", offer))


def test_publish_page_for_a_viewer_has_no_buttons(
    client: Client, submission: Submission, viewer: User
) -> None:
    client.force_login(viewer)
    page = client.get(address("publish", submission.offer))

    assert page.context["may_edit"] is False
    assert "Withdraw this submission?" not in words(page)
    assert client.post(address("publish", submission.offer), {"note": ""}).status_code == 403


def test_pages_of_a_strangers_offer_are_not_found(client: Client, submission: Submission) -> None:
    offer = submission.offer
    pages = [address("publish", offer), address("submission", offer, submission.public_id)]
    acts = [address("stop_selling", offer), address("withdraw", offer, submission.public_id)]

    client.force_login(make_member(make_partner()))
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert [client.post(act).status_code for act in [*acts, pages[0]]] == [404, 404, 404]


# --- The page of a submission -----------------------------------------------------------------------------------------


def page_of(client: Client, submission: Submission) -> str:
    return words(client.get(address("submission", submission.offer, submission.public_id)))


def test_submission_page_keeps_verdicts_to_itself_until_they_are_decided(
    partner_page: Client, submission: Submission, reviewer: User
) -> None:
    submissions.take(actor=reviewer, submission=submission)
    item = item_about(submission, "links")
    submissions.save_verdict(actor=reviewer, item=item, verdict="sent_back", reason="Ugly page.")
    before = page_of(partner_page, submission)
    approve_all(submission, reviewer)
    submissions.decide(actor=reviewer, submission=again(submission))
    after = page_of(partner_page, submission)

    assert ("Ugly page." in before, "Rita Reviewer" in before) == (False, False)
    assert ("Ugly page." in after, "1 part was sent back." in after) == (True, True)
    assert "Change the links" in after


def test_submission_page_says_what_to_do_about_each_kind(
    partner_page: Client, submission: Submission, reviewer: User
) -> None:
    submissions.take(actor=reviewer, submission=submission)
    for subject in ("publishing", "listing", "links", "contacts", "customer_one_pager"):
        item = item_about(submission, subject)
        submissions.save_verdict(actor=reviewer, item=item, verdict="sent_back", reason="No.")
    submissions.decide(actor=reviewer, submission=again(submission))
    page = page_of(partner_page, submission)
    links = [
        "Change the properties",
        "Change the business profile",
        "Change the listing details",
        "Change the links",
        "Change the contacts",
        "Replace the document",
    ]

    assert [link for link in links if link not in page] == []


def test_submission_page_of_an_approved_one_says_so(
    partner_page: Client, submission: Submission, reviewer: User
) -> None:
    decided(submission, reviewer)

    assert "Everything was approved." in page_of(partner_page, submission)


def test_submission_page_says_why_the_checks_refused_a_file(
    partner_page: Client, offer: Offer, owner: User
) -> None:
    make_version(offer, state="processing")
    submission = submissions.publish(actor=owner, offer=offer)
    macros = [{"code": "macros", "params": {}, "fatal": True}]
    DocumentVersion.objects.update(state="rejected", findings=macros)
    submissions.enter_queue(submission.pk)
    page = page_of(partner_page, submission)

    assert "The checks refused this file." in page
    assert "The file contains macros." in page


def test_withdraw_leads_back_to_publishing(partner_page: Client, submission: Submission) -> None:
    answer = partner_page.post(address("withdraw", submission.offer, submission.public_id))
    late = partner_page.post(address("withdraw", submission.offer, submission.public_id), follow=True)

    assert answer.headers["Location"] == address("publish", submission.offer)
    assert again(submission).state == "withdrawn"
    page = partner_page.get(address("submission", submission.offer, submission.public_id)).content.decode()
    assert "requirement-not_applicable" in page
    assert "requirement-pending" not in page, "nothing waits any more"
    assert said(late)[-1].startswith("Somebody was faster")


def test_withdraw_is_not_for_viewers(client: Client, submission: Submission, viewer: User) -> None:
    client.force_login(viewer)

    assert client.post(address("withdraw", submission.offer, submission.public_id)).status_code == 403


def test_submission_under_another_offers_address_is_not_found(
    partner_page: Client, submission: Submission
) -> None:
    other = published(Offer.objects.create(partner=submission.offer.partner, type="saas", name="Other"))

    assert partner_page.get(address("submission", other.offer, submission.public_id)).status_code == 404


# --- Stop selling -----------------------------------------------------------------------------------------------------


def test_stop_selling_takes_a_live_offer_off(partner_page: Client, offer: Offer) -> None:
    Offer.objects.update(published_at="2020-10-01T00:00:00Z")
    first = partner_page.post(address("stop_selling", offer), follow=True)
    second = partner_page.post(address("stop_selling", offer), follow=True)

    assert Offer.objects.get().is_live is False
    assert said(first) == ["The offer is no longer sold. To sell it again, publish it again."]
    assert said(second) == ["This offer is not live, so there is nothing to stop."]


def test_stop_selling_is_not_for_viewers(client: Client, offer: Offer, viewer: User) -> None:
    client.force_login(viewer)

    assert client.post(address("stop_selling", offer)).status_code == 403
