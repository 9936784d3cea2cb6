"""Points 3 to 8 of the main job, with real files through the real worker, on both kinds of installation."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from cosell.demo_programme import papers
from tests.browser.main_job import microsoft, partner
from tests.support.stack import Stack

PRODUCT = papers.Product(
    "Petit Shelf", "Petit", "Finds the shelf.", ("Fast", "Plain"), ("Front Door", "App Service", "Azure SQL")
)


def make_staff(email: str, name: str, role: str) -> None:
    """Runs inside the installation: somebody of Microsoft's."""
    from cosell.accounts.services.people import create_person

    create_person(email=email, name=name, role=role)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Real files, made with real libraries."""
    contents = {
        "one-pager.pdf": papers.one_pager(PRODUCT),
        "deck.pptx": papers.deck(PRODUCT),
        "case-study.docx": papers.case_study(PRODUCT, "Fourth Coffee"),
        "architecture.pdf": papers.architecture_pdf(PRODUCT),
        "architecture.png": papers.architecture_png(PRODUCT),
        "renamed-program.pdf": b"MZ\x90\x00" + b"\x00" * 600,
        "long.pdf": papers.long_paper(PRODUCT, 11),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


@pytest.fixture
def staff(stack: Stack, as_person: Callable[..., Page]) -> Callable[[str], Page]:
    """A signed-in page of a new reviewer or programme admin."""

    def page_of(role: str) -> Page:
        email = f"{role}-{uuid4().hex[:8]}@microsoft.example"
        stack.call(make_staff, email=email, name=f"The {role}", role=role)
        return as_person(email)

    return page_of


@pytest.mark.timeout(420)
def test_a_stranger_brings_an_offer_to_azure_ip_incentivized(
    stack: Stack, page: Page, staff: Callable[[str], Page], files: dict[str, Path], faults: list[Any]
) -> None:
    tag = uuid4().hex[:6]
    firm, offer_name = f"Petit {tag}", f"Shelf {tag}"
    reviewer, admin = staff("reviewer"), staff("programme_admin")

    # A newcomer: account, organisation, business profile, an offer and its properties.
    partner.sign_up(page, stack, f"nadia-{tag}@petit.example")
    partner.found_organisation(page, firm)
    offer = partner.create_offer(page, offer_name)
    partner.edit_properties(page, offer)
    partner.expect_status(page, offer, "Not ready")

    # The co-sell tab: listing, documents by picker and by drop, a forged and a too long file, contacts.
    partner.describe(page, offer)
    partner.upload(page, offer, "Customer one-pager", files["renamed-program.pdf"])
    partner.expect_state(page, "Customer one-pager", "Refused by the checks")
    partner.upload(page, offer, "Customer one-pager", files["long.pdf"])
    partner.expect_state(page, "Customer one-pager", "11 pages")
    partner.drop(page, offer, "Customer one-pager", files["one-pager.pdf"])
    partner.expect_state(page, "Customer one-pager", "1 page ·")
    partner.expect_state(page, "Customer one-pager", "Ready to hand in")
    partner.upload(page, offer, "Customer presentation", files["deck.pptx"])
    partner.expect_state(page, "Customer presentation", "6 slides")
    partner.upload(page, offer, "Architecture diagram", files["architecture.pdf"])
    partner.expect_state(page, "Architecture diagram", "Ready to hand in")
    partner.add_contact(page, offer)

    # Publish, withdraw, publish again.
    partner.publish(page, offer)
    page.get_by_role("button", name="Withdraw").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("button", name="Publish", exact=True).first).to_be_visible()
    partner.publish(page, offer)

    # The reviewer: sends the presentation back, approves the rest, confirms the percentage, decides.
    microsoft.take(reviewer, offer_name)
    microsoft.approve(reviewer, "Publishing requirements of the marketplace")
    for label in ("Listing details", "Links", "Contacts", "Customer one-pager"):
        microsoft.approve(reviewer, label)
    microsoft.send_back(reviewer, "Customer presentation", "Slide 4 names a customer.")
    microsoft.refuse_percent(reviewer, "101")
    microsoft.approve(reviewer, "Architecture diagram", "62.5")
    partner.expect_status(page, offer, "Not ready")  # verdicts count only with the decision
    microsoft.decide(reviewer)

    # The partner sees the outcome with the reason, replaces, publishes again.
    partner.expect_status(page, offer, "Co-sell ready")
    page.goto(f"{offer}co-sell/documents/")
    partner.expect_state(page, "Customer presentation", "Slide 4 names a customer.")
    partner.upload(page, offer, "Customer presentation", files["deck.pptx"])
    partner.expect_state(page, "Customer presentation", "Ready to hand in")
    partner.publish(page, offer)
    microsoft.take(reviewer, offer_name)
    microsoft.approve(reviewer, "Customer presentation")
    microsoft.decide(reviewer)

    # The programme admin: revenue just short, then a threshold that it meets.
    microsoft.enter_consumed_revenue(admin, firm, "80000.00")
    partner.expect_status(page, offer, "Co-sell ready")
    microsoft.change_consumed_revenue_threshold(admin, staff("programme_admin"), "80000.00")
    partner.expect_status(page, offer, "Azure IP co-sell incentivized")

    # And down again: a contact is removed, then selling stops.
    page.goto(f"{offer}co-sell/contacts/")
    page.get_by_role("link", name="Remove Camille Moreau").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Sales contacts cover 0 of 2 eligible countries")).to_be_visible()
    partner.expect_status(page, offer, "Not ready")
    partner.add_contact(page, offer)
    partner.expect_status(page, offer, "Azure IP co-sell incentivized")
    page.goto(f"{offer}publish/")
    page.get_by_role("button", name="Stop selling").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Stop selling").click()
    partner.expect_status(page, offer, "Not ready")


@pytest.mark.timeout(300)
def test_a_consulting_service_goes_by_the_cloud_specialist_and_gold(
    stack: Stack, page: Page, staff: Callable[[str], Page], faults: list[Any]
) -> None:
    tag = uuid4().hex[:6]
    firm, offer_name = f"Conseil {tag}", f"Advice {tag}"
    reviewer, admin = staff("reviewer"), staff("programme_admin")
    partner.sign_up(page, stack, f"luc-{tag}@conseil.example")
    partner.found_organisation(page, firm)
    offer = partner.create_offer(page, offer_name, "Consulting service")
    partner.publish(page, offer)
    microsoft.take(reviewer, offer_name)
    microsoft.approve(reviewer, "Publishing requirements of the marketplace")
    microsoft.decide(reviewer)

    partner.ask_for_specialist(page, offer, "Help us with the documentation.")
    microsoft.work_request(reviewer, offer_name, "Say first what you offer.", "Decline")
    page.goto(f"{offer}co-sell/specialist/")
    expect(page.get_by_text("Say first what you offer.")).to_be_visible()
    partner.ask_for_specialist(page, offer, "We move factories to the cloud.")
    microsoft.work_request(reviewer, offer_name, "The documentation is complete.", "Complete")
    partner.expect_status(page, offer, "Not ready")  # Gold is still missing
    microsoft.enter_competency(admin, firm, end="")
    partner.expect_status(page, offer, "Co-sell ready")
    microsoft.end_competency(admin, firm, end="2021-01-01")
    partner.expect_status(page, offer, "Not ready")
