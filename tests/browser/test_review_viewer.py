"""A document on the review desk in a real browser: zoom, search in its text, comments on pages, notes."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.stack import Stack

AsPerson = Callable[..., Page]
SIZE = (620, 877)  # of a page's picture, in pixels
TEXTS = (
    "The plan of the hall.",
    "Every cell sends its figures to Azure.",
    "Figures of the pilot.\nNo figure was lost. Déjà vu.",
)


def lay_document(name: str) -> dict[str, str]:
    """Inside the installation: a case study of three drawn pages on the desk of a reviewer; the cast's addresses."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from PIL import Image

    from offers.files.clean import keep_clean
    from offers.models import DocumentText
    from reviews.services import submissions
    from tests.builders import make_member, make_partner, make_user
    from tests.reviews.building import again, item_about, make_full_offer, make_version, published

    partner = make_partner(name=f"{name} Ltd")
    offer = make_full_offer(name=name, partner=partner)
    with TemporaryDirectory() as folder:
        pictures = [Path(folder) / f"{number}.png" for number in range(len(TEXTS))]
        for picture in pictures:
            Image.new("RGB", SIZE, "#ffffff").save(picture)
        key = keep_clean(pictures[0], pictures)
    version = make_version(
        offer,
        "customer_case_study",
        file_key=key,
        pages=len(TEXTS),
        page_images=len(TEXTS),
        page_sizes=[list(SIZE)] * len(TEXTS),
    )
    DocumentText.objects.create(version=version, text="\f".join(TEXTS))
    owner = make_member(partner, email=f"{name}@partner.example".lower())
    first, second = (
        make_user(role="reviewer", email=f"{name}-{number}@microsoft.example".lower()) for number in (1, 2)
    )
    submission = published(offer, by=owner)
    submissions.take(actor=first, submission=again(submission))
    item = item_about(submission, "customer_case_study")
    return {
        "desk": f"/review/{submission.public_id}/?item={item.public_id}",
        "page": f"/offers/{offer.public_id}/submissions/{submission.public_id}/",
        "first": first.email,
        "second": second.email,
        "owner": owner.email,
    }


@pytest.fixture
def cast(embedded_stack: Stack, request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(embedded_stack.call(lay_document, name=request.node.name.split("[")[0]))


@pytest.fixture
def viewer(cast: dict[str, Any], as_person: AsPerson) -> Page:
    page = as_person(cast["first"])
    page.goto(cast["desk"])
    return page


def width_of(page: Page, number: int = 1) -> float:
    box = page.locator(f"#page-{number} img").bounding_box()
    assert box
    return box["width"]


def expect_page_in_sight(page: Page, number: int) -> None:
    expect(page.get_by_role("spinbutton", name="Page")).to_have_value(str(number))


def test_document_is_zoomed_and_stays_at_its_place(viewer: Page) -> None:
    page, levels = viewer, viewer.get_by_role("navigation", name="Zoom")
    page.locator("#page-1 img").evaluate("image => image.decode()")
    whole = width_of(page)
    page.keyboard.press("n")
    expect_page_in_sight(page, 2)
    levels.get_by_role("link", name="200").click()
    assert width_of(page) == 2 * SIZE[0]
    expect_page_in_sight(page, 2)
    page.keyboard.press("-")
    assert width_of(page) == 1.5 * SIZE[0]
    page.reload()
    expect(levels.locator("[aria-current]")).to_contain_text("150")
    assert width_of(page) == 1.5 * SIZE[0]
    page.keyboard.press("0")

    assert width_of(page) == whole


def test_text_is_searched_page_by_page(viewer: Page) -> None:
    page = viewer
    page.keyboard.press("f")
    expect(page.get_by_label("Find in the document")).to_be_focused()
    page.keyboard.type("FIGURE")
    page.keyboard.press("Enter")
    expect(page.locator("#found-title")).to_have_text("3 hits for “FIGURE”")
    expect(page.locator("#page-3").get_by_text("2 hits")).to_be_visible()
    page.locator("#found").get_by_role("link", name="Next hit").click()
    expect(page.locator("#found [aria-current] mark")).to_have_text("Figure")
    page.get_by_label("Find in the document").fill("deja vu")
    page.keyboard.press("Enter")
    expect(page.locator("#found-title")).to_have_text("1 hit for “deja vu”")
    expect(page.locator("#found mark")).to_have_text("Déjà vu")
    page.get_by_label("Find in the document").fill("nowhere")
    page.keyboard.press("Enter")

    expect(page.locator("#found-title")).to_have_text("“nowhere” is not in the text of this document")


def test_comment_is_pinned_to_its_place_and_told_with_the_decision(
    viewer: Page, cast: dict[str, Any], as_person: AsPerson
) -> None:
    page = viewer
    page.keyboard.press("n")
    expect_page_in_sight(page, 2)
    page.keyboard.press("c")
    expect(page.get_by_label("Comment", exact=True)).to_be_focused()
    page.locator("#page-2 img").click(position={"x": width_of(page, 2) / 2, "y": 60})
    expect(page.get_by_label("From the left (%)")).to_have_value("50.0")
    page.get_by_label("Comment", exact=True).fill("Which service is this?")
    page.get_by_label("Who reads it").select_option("partner")
    page.get_by_role("button", name="Save the comment").click()
    pin = page.locator("#page-2").get_by_role("link", name="Comment 1")
    expect(pin).to_be_visible()
    picture, dot = page.locator("#page-2 img").bounding_box(), pin.bounding_box()
    assert picture
    assert dot
    middle = dot["x"] + dot["width"] / 2 - picture["x"]
    assert abs(middle - picture["width"] / 2) < dot["width"] / 2
    expect(page.locator("#comment-list")).to_contain_text("Which service is this?")
    partner = as_person(cast["owner"])
    partner.goto(cast["page"])
    expect(partner.get_by_text("What was sent", exact=True)).to_be_visible()

    expect(partner.get_by_text("Which service is this?")).to_have_count(0)


def test_note_is_for_the_next_reviewer_and_nobody_else(
    viewer: Page, cast: dict[str, Any], as_person: AsPerson
) -> None:
    viewer.get_by_label("New note").fill("They called; the consent is on its way.")
    viewer.get_by_role("button", name="Keep the note").click()
    expect(viewer.locator("#notes")).to_contain_text("They called")
    expect(viewer.get_by_label("New note")).to_have_value("")
    colleague = as_person(cast["second"])
    colleague.goto(cast["desk"])
    expect(colleague.locator("#notes")).to_contain_text("They called")
    partner = as_person(cast["owner"])
    for address in (cast["page"], cast["page"] + "conversation/"):
        partner.goto(address)
        expect(partner.get_by_role("heading", level=1)).to_be_visible()
        expect(partner.get_by_text("They called")).to_have_count(0)
