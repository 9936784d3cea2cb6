"""A cloud-specialist request in a real browser: filed, asked, answered, a document, handed over, completed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cosell.demo_programme import papers
from tests.browser.main_job import partner
from tests.support.stack import Stack

AsPerson = Callable[..., Page]
PRODUCT = papers.Product("Petit Shelf", "Petit", "Finds the shelf.", ("Fast",), ("App Service", "Azure SQL"))


def lay_out(name: str) -> dict[str, str]:
    """Inside the installation: a virtual machine of an organisation, and two specialists."""
    from tests.builders import make_member, make_offer, make_partner, make_user

    firm = make_partner(name=f"{name} Ltd")
    offer = make_offer(firm, name=name, type="azure_virtual_machine")
    first, second = (
        make_user(role="reviewer", name=f"{name} {which}", email=f"{name}-{which}@microsoft.example".lower())
        for which in ("First", "Second")
    )
    return {
        "offer": f"/offers/{offer.public_id}/",
        "owner": make_member(firm, email=f"{name}@partner.example".lower()).email,
        "first": first.email,
        "second": second.email,
    }


@pytest.fixture
def cast(embedded_stack: Stack) -> dict[str, Any]:
    return dict(embedded_stack.call(lay_out, name="Petit Machine"))


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "drawing.pdf"
    path.write_bytes(papers.architecture_pdf(PRODUCT))
    return path


def provide(page: Page, offer: str, file: Path) -> None:
    """Uploaded as any document, checked, and handed in through the request."""
    partner.upload(page, offer, "Architecture diagram", file)
    partner.expect_state(page, "Architecture diagram", "Ready")
    page.goto(f"{offer}co-sell/specialist/")
    page.get_by_label("Note to the specialist").fill("The one of last week.")
    page.get_by_role("button", name="Hand in to the specialist").click()
    expect(page.get_by_text("Handed in. You read the verdicts here")).to_be_visible()


def open_request(page: Page, queue: str) -> None:
    page.goto(f"/review/cloud-specialist/?queue={queue}&q=Petit+Machine")
    page.get_by_role("table").get_by_role("link", name="Petit Machine", exact=True).click()


def approve(page: Page, percent: str) -> None:
    """The document that waits for a verdict, on the desk."""
    page.get_by_role("link", name="Read and decide").click()
    page.get_by_label("Share of the infrastructure on Azure").fill(percent)
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator("#desk-badges")).to_contain_text("1 of 1")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_role("button", name="Decide and tell the partner").click()
    expect(page.get_by_text("The partner was told.")).to_be_visible()


@pytest.mark.timeout(300)
def test_request_is_worked_on_together_until_it_is_completed(
    cast: dict[str, Any], drawing: Path, as_person: AsPerson
) -> None:
    owner, first, second = (as_person(cast[who]) for who in ("owner", "first", "second"))
    partner.ask_for_specialist(owner, cast["offer"], "Help with the diagram.")
    open_request(first, "open")
    first.get_by_role("button", name="Take the request").click()
    first.get_by_label("Message").fill("Which region?")
    first.get_by_role("button", name="Ask, and wait for the answer").click()
    expect(first.get_by_text("It waits for the partner; its time stands still.")).to_be_visible()

    owner.reload()
    expect(owner.get_by_text("The specialist waits for you")).to_be_visible()
    owner.get_by_label("Message").fill("West Europe.")
    owner.get_by_role("button", name="Answer").click()
    expect(owner.get_by_text("Answered. The specialist goes on.")).to_be_visible()
    provide(owner, cast["offer"], drawing)

    open_request(first, "mine")
    expect(first.locator("#conversation")).to_contain_text("West Europe.")
    first.get_by_role("link", name="Hand over").click()
    first.get_by_label("Cloud specialist").select_option(label=f"Petit Machine Second ({cast['second']})")
    first.get_by_label("Note to the specialist").fill("The diagram is left to read.")
    first.get_by_role("button", name="Hand over").click()
    expect(first.get_by_text("Handed over to Petit Machine Second.")).to_be_visible()

    open_request(second, "mine")
    expect(second.get_by_text("The diagram is left to read.")).to_be_visible()
    approve(second, "62.5")
    open_request(second, "mine")
    second.get_by_label("Outcome").fill("The diagram is approved. Good luck!")
    second.get_by_role("button", name="Complete", exact=True).click()
    expect(second.get_by_text("The request is closed. The partner was told.")).to_be_visible()

    owner.goto(f"{cast['offer']}co-sell/specialist/")
    expect(owner.get_by_text("The diagram is approved. Good luck!")).to_be_visible()
    expect(owner.locator("#documents")).to_contain_text("Approved")
