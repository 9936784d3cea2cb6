"""Rounds of a review in a real browser: sent back and handed in again, a question, a second reviewer, an appeal."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.mails import body_of
from tests.support.stack import Stack

AsPerson = Callable[..., Page]


def lay_out(name: str, decided: bool, confirmed: bool) -> dict[str, str]:
    """Inside the installation: a submission in review; ``decided``: its one-pager was sent back; the cast's addresses.

    ``confirmed``: decisions about this type of offer need a second reviewer.
    """
    from offers.models import DocumentText
    from reviews.models import SecondReviewRule
    from reviews.services import submissions
    from tests.builders import make_member, make_partner, make_user
    from tests.reviews.building import (
        again,
        approve_all,
        item_about,
        make_full_offer,
        make_version,
        published,
    )

    partner = make_partner(name=f"{name} Ltd")
    offer = make_full_offer(
        name=name, partner=partner, type="dynamics_365_operations" if confirmed else "saas"
    )
    version = make_version(offer, page_images=0)
    DocumentText.objects.create(version=version, text="Runs on Azure and AWS.")
    if confirmed:
        SecondReviewRule.objects.create(kind="offer_type", offer_type=offer.type)
    owner = make_member(partner, email=f"{name}@partner.example".lower())
    first, second = (
        make_user(role="reviewer", email=f"{name}-{number}@microsoft.example".lower()) for number in (1, 2)
    )
    submission = published(offer, by=owner)
    submissions.take(actor=first, submission=submission)
    if decided:
        item = item_about(submission, "customer_one_pager")
        submissions.save_verdict(actor=first, item=item, verdict="sent_back", reason="AWS?")
        approve_all(submission, first)
        submissions.decide(actor=first, submission=again(submission))
        newer = make_version(offer, page_images=0)
        DocumentText.objects.create(version=newer, text="Runs on Azure alone.")
    return {
        "desk": f"/review/{submission.public_id}/",
        "page": f"/offers/{offer.public_id}/submissions/{submission.public_id}/",
        "publish": f"/offers/{offer.public_id}/publish/",
        "owner": owner.email,
        "first": first.email,
        "second": second.email,
    }


@pytest.fixture
def lay(embedded_stack: Stack, request: pytest.FixtureRequest) -> Callable[..., dict[str, Any]]:
    def _lay(*, decided: bool = False, confirmed: bool = False) -> dict[str, Any]:
        name = request.node.name.replace("[", "-").strip("]")
        return dict(embedded_stack.call(lay_out, name=name, decided=decided, confirmed=confirmed))

    return _lay


def test_rows_of_the_queue_are_chosen_all_at_once(
    lay: Callable[..., dict[str, Any]], as_person: AsPerson
) -> None:
    cast = lay()
    page = as_person(cast["first"])
    page.goto("/review/?queue=mine")
    choice = page.get_by_role("checkbox", name="Choose test_rows")
    page.get_by_role("button", name="Choose the 1 row of this page").click()
    expect(choice).to_be_checked()
    expect(page.get_by_text("Rows of this page chosen: 1 of 1")).to_be_visible()
    page.get_by_role("button", name="Choose none").click()
    expect(choice).not_to_be_checked()
    page.get_by_text("Send the same item back").click()
    page.get_by_label("Item to send back").select_option("links")
    page.get_by_role("textbox", name="Note to the partner").fill("The page is empty.")
    choice.check()
    page.get_by_role("button", name="Send back, approve what is left and decide").click()

    expect(page.get_by_text("1 submission done.")).to_be_visible()


def approve_everything(page: Page) -> None:
    for _number in range(5):
        badge = page.locator("#desk-badges").inner_text()
        page.get_by_role("button", name="Approve", exact=True).click()
        expect(page.locator("#desk-badges")).not_to_have_text(badge)


def test_question_is_asked_and_answered(lay: Callable[..., dict[str, Any]], as_person: AsPerson) -> None:
    cast = lay()
    desk = as_person(cast["first"])
    desk.goto(cast["desk"])
    desk.get_by_label("Message").fill("Which region?")
    desk.get_by_role("button", name="Ask, and wait for the answer").click()
    expect(desk.get_by_text("It waits for the partner; its time stands still.")).to_be_visible()
    partner = as_person(cast["owner"])
    partner.goto(cast["page"])
    partner.get_by_label("Message").fill("West Europe.")
    partner.get_by_role("button", name="Answer").click()
    expect(partner.get_by_text("Answered. The review goes on.")).to_be_visible()
    desk.reload()

    expect(desk.locator("#conversation")).to_contain_text("West Europe.")


def test_sent_back_comes_again_with_its_differences(
    lay: Callable[..., dict[str, Any]], as_person: AsPerson
) -> None:
    cast = lay(decided=True)
    partner = as_person(cast["owner"])
    partner.goto(cast["publish"])
    expect(partner.get_by_role("heading", name="Changed since submission 1")).to_be_visible()
    partner.get_by_role("button", name="Publish", exact=True).click()
    expect(partner.get_by_text("Published. Microsoft's reviewers have it")).to_be_visible()
    desk = as_person(cast["second"])
    desk.goto("/review/?queue=resubmitted&q=test_sent_back")
    expect(desk.locator("#queue tbody a").first).to_be_visible()
    desk.locator("#queue tbody a").first.click()
    desk.get_by_role("button", name="Take", exact=True).click()

    expect(desk.locator("[data-current-item] h3")).to_have_text("Customer one-pager")
    expect(desk.locator("ins", has_text="alone.").first).to_be_visible()
    expect(desk.locator("del", has_text="and AWS.").first).to_be_visible()
    expect(desk.get_by_text("Carried forward from submission 1").first).to_be_visible()


def test_decision_is_confirmed_by_a_second_reviewer(
    lay: Callable[..., dict[str, Any]], as_person: AsPerson
) -> None:
    cast = lay(confirmed=True)
    first = as_person(cast["first"])
    first.goto(cast["desk"])
    approve_everything(first)
    first.get_by_role("button", name="Decide", exact=True).click()
    first.get_by_role("button", name="Decide and tell the partner").click()
    expect(first.get_by_text("a second reviewer confirms it before it counts.")).to_be_visible()
    second = as_person(cast["second"])
    second.goto(cast["desk"])
    second.get_by_role("button", name="Confirm", exact=True).click()
    second.get_by_role("button", name="Confirm and tell the partner").click()

    expect(second.get_by_text("Confirmed. It counts from now on")).to_be_visible()


def test_partner_asks_for_a_second_look_and_another_reviewer_takes_it(
    lay: Callable[..., dict[str, Any]], as_person: AsPerson, embedded_stack: Stack
) -> None:
    cast = lay(decided=True)
    partner = as_person(cast["owner"])
    partner.goto(cast["page"])
    partner.get_by_role("link", name="Ask for a second look").click()
    partner.get_by_label("Reason").fill("AWS is named as a competitor alone.")
    partner.get_by_role("button", name="Ask for a second look").click()
    expect(
        partner.get_by_text("Another reviewer takes it; what was approved counts meanwhile.")
    ).to_be_visible()

    first = as_person(cast["first"])
    first.goto("/review/?why=appeal&q=test_partner_asks")
    expect(first.locator("#queue tbody a").first).to_be_visible()
    first.get_by_role("button", name="Take next").click()
    expect(first.get_by_text("Nothing is left in this queue that you may take.")).to_be_visible()
    first.goto(cast["desk"])
    expect(first.get_by_text("AWS is named as a competitor alone.").first).to_be_visible()
    expect(first.get_by_role("button", name="Take", exact=True)).to_have_count(0)

    second = as_person(cast["second"])
    second.goto("/review/?why=appeal&q=test_partner_asks")
    second.get_by_role("button", name="Take next").click()
    expect(second.locator("[data-current-item] h3")).to_have_text("Customer one-pager")
    expect(second.locator("[data-current-item]")).to_contain_text("The first decision sent it back: AWS?")
    second.get_by_role("button", name="Approve", exact=True).click()
    expect(second.locator("#desk-badges")).to_contain_text("5 of 5 reviewed")
    second.get_by_role("button", name="Decide", exact=True).click()
    second.get_by_role("dialog").get_by_label("Reason").fill("You are right, it is a comparison.")
    second.get_by_role("button", name="Decide and tell the partner").click()
    expect(second.get_by_text("The partner was told.")).to_be_visible()

    partner.reload()
    expect(partner.get_by_text("Everything was approved.")).to_be_visible()
    expect(partner.locator("#conversation")).to_contain_text("You are right, it is a comparison.")
    for person in ("owner", "first"):
        mail = embedded_stack.wait_for_mail(
            cast[person], matches=lambda mail: "has taken a second look" in str(mail["Subject"])
        )
        assert "The first decision was changed." in body_of(mail)
