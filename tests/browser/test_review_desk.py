"""The review desk in a real browser: by keyboard alone, faults in place, and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.browsing import NARROW
from tests.support.stack import Stack

AsPerson = Callable[..., Page]


def lay_on_desk(name: str) -> dict[str, str]:
    """Inside the installation: a submission that a reviewer has taken; its path, and the reviewer's address."""
    from reviews.services import submissions
    from tests.builders import make_member, make_partner, make_user
    from tests.reviews.building import again, make_full_offer, make_version, published

    partner = make_partner(name=f"{name} Ltd")
    offer = make_full_offer(name=name, partner=partner)
    for kind in ("customer_one_pager", "architecture_diagram"):
        make_version(offer, kind, page_images=0)
    owner = make_member(partner, email=f"{name}@partner.example".lower())
    reviewer = make_user(role="reviewer", email=f"{name}@microsoft.example".lower())
    submission = published(offer, by=owner)
    submissions.take(actor=reviewer, submission=again(submission))
    return {"path": f"/review/{submission.public_id}/", "reviewer": reviewer.email}


@pytest.fixture
def desk(embedded_stack: Stack, request: pytest.FixtureRequest) -> dict[str, Any]:
    """A desk of this test's own."""
    return dict(embedded_stack.call(lay_on_desk, name=request.node.name.replace("[", "-").strip("]")))


@pytest.fixture
def page_of_desk(desk: dict[str, Any], as_person: AsPerson) -> Page:
    page = as_person(desk["reviewer"])
    page.goto(desk["path"])
    return page


def expect_open(page: Page, label: str) -> None:
    expect(page.locator("[data-current-item] h3")).to_have_text(label)


def test_desk_is_worked_by_keyboard(page_of_desk: Page) -> None:
    page, keys = page_of_desk, page_of_desk.keyboard
    expect_open(page, "Publishing requirements of the marketplace")
    keys.press("j")
    expect_open(page, "Listing details")
    keys.press("k")
    expect_open(page, "Publishing requirements of the marketplace")
    keys.press("a")
    expect_open(page, "Listing details")
    keys.press("r")
    expect(page.get_by_label("Reason")).to_be_focused()
    keys.press("Tab")
    keys.type("Just like a letter a or r, this is text.")
    page.get_by_role("button", name="Send back", exact=True).press("Enter")
    expect_open(page, "Links")

    expect(page.locator("#desk-badges")).to_contain_text("2 of 6 reviewed")


def test_single_keys_are_text_where_somebody_writes(page_of_desk: Page) -> None:
    page, note = page_of_desk, page_of_desk.get_by_label("Note to the partner")
    page.keyboard.press("r")
    note.focus()
    page.keyboard.type("jkar?")
    expect(note).to_have_value("jkar?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_hidden()
    expect_open(page, "Publishing requirements of the marketplace")
    expect(page.locator("#desk-badges")).to_contain_text("0 of 6 reviewed")


def test_help_opens_by_its_key_and_closes(page_of_desk: Page) -> None:
    page_of_desk.keyboard.press("?")
    expect(page_of_desk.get_by_role("dialog", name="Keyboard")).to_be_visible()
    page_of_desk.keyboard.press("j")
    page_of_desk.keyboard.press("Escape")
    expect(page_of_desk.get_by_role("dialog", name="Keyboard")).to_be_hidden()

    expect_open(page_of_desk, "Publishing requirements of the marketplace")


def test_help_has_a_button_and_switches_the_single_keys_off(page_of_desk: Page) -> None:
    page = page_of_desk
    page.get_by_role("button", name="Keyboard").press("Enter")
    page.get_by_role("checkbox", name="Single keys work on this computer").press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keyboard")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_hidden()
    expect_open(page, "Publishing requirements of the marketplace")
    page.reload()
    page.get_by_role("button", name="Keyboard").press("Enter")
    page.get_by_role("checkbox", name="Single keys work on this computer").press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("j")

    expect_open(page, "Listing details")


def test_percentage_out_of_range_is_refused_in_place(page_of_desk: Page, desk: dict[str, Any]) -> None:
    page = page_of_desk
    page.get_by_role("link", name="Architecture diagram").click()
    expect_open(page, "Architecture diagram")
    page.keyboard.press("a")
    percent = page.get_by_label("Share of the infrastructure on Azure (%)")
    expect(percent).to_be_focused()
    percent.fill("101")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("A percentage lies between 0 and 100.").last).to_be_visible()
    expect(percent).to_have_value("101")
    page.reload()
    expect_open(page, "Architecture diagram")

    assert desk["path"] in page.url


def test_decide_asks_first_once_everything_has_a_verdict(page_of_desk: Page) -> None:
    page = page_of_desk
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Links has no verdict yet.")).to_be_visible()
    for _number in range(5):
        label = page.locator("[data-current-item] h3").inner_text()
        page.keyboard.press("a")
        expect(page.locator("[data-current-item] h3")).not_to_have_text(label)
    page.get_by_label("Share of the infrastructure on Azure (%)").fill("62,5 %")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-badges")).to_contain_text("6 of 6 reviewed")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_role("button", name="Decide and tell the partner").click()

    expect(page.get_by_text("The partner was told.")).to_be_visible()


def test_desk_works_without_scripts(desk: dict[str, Any], as_person: AsPerson) -> None:
    page = as_person(desk["reviewer"], java_script_enabled=False)
    page.goto(desk["path"])
    page.get_by_role("button", name="Approve", exact=True).click()
    expect_open(page, "Listing details")
    page.get_by_text("Send back…").click()
    page.get_by_label("Note to the partner").fill("No platform fits.")
    page.get_by_role("button", name="Send back", exact=True).click()

    expect_open(page, "Links")


def test_what_was_typed_stays_while_another_item_is_open(page_of_desk: Page) -> None:
    page, note = page_of_desk, page_of_desk.get_by_label("Note to the partner")
    page.keyboard.press("r")
    note.fill("Which marketplace?")
    page.get_by_role("link", name="Next item").click()
    expect_open(page, "Listing details")
    page.get_by_role("link", name="Previous item").click()
    expect_open(page, "Publishing requirements of the marketplace")
    page.get_by_role("button", name="Put it back").click()
    page.get_by_text("Send back…").click()
    expect(note).to_have_value("Which marketplace?")
    page.get_by_role("button", name="Send back", exact=True).click()
    expect_open(page, "Listing details")
    page.get_by_role("link", name="Previous item").click()
    expect(note).to_have_value("Which marketplace?")

    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_what_was_typed_stays_while_another_item_is_open_without_scripts(
    desk: dict[str, Any], as_person: AsPerson
) -> None:
    page = as_person(desk["reviewer"], java_script_enabled=False)
    page.goto(desk["path"])
    page.get_by_text("Send back…").click()
    page.get_by_label("Note to the partner").fill("Which marketplace?")
    expect(page.get_by_role("link", name="Next item")).to_be_hidden()
    page.get_by_role("button", name="Next item").click()
    expect_open(page, "Listing details")
    page.get_by_text("Send back…").click()
    page.get_by_label("Note to the partner").fill("No platform.")
    page.get_by_role("button", name="Publishing requirements of the marketplace").click()
    expect_open(page, "Publishing requirements of the marketplace")
    expect(page.get_by_text("Not saved yet: this is what you typed before you went on.")).to_be_visible()
    expect(page.get_by_label("Note to the partner")).to_have_value("Which marketplace?")
    page.get_by_role("button", name="Send back", exact=True).click()
    expect_open(page, "Listing details")

    expect(page.get_by_label("Note to the partner")).to_have_value("No platform.")


@pytest.mark.parametrize("options", [{}, {"viewport": NARROW, "color_scheme": "dark"}])
def test_axe_finds_nothing_on_the_desk(desk: dict[str, Any], as_person: AsPerson, options: Any) -> None:
    page = as_person(desk["reviewer"], **options)
    page.goto(desk["path"])
    page.get_by_text("Send back…").click()
    found = Axe().run(page).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
