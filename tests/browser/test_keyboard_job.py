"""The main job without a mouse: a partner hands an offer in, a reviewer decides, an admin enters revenue."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from cosell.demo_programme import papers
from tests.browser.keyboard import Keys
from tests.support.stack import Stack

PASSWORD = "a-password-without-mouse"
PRODUCT = papers.Product("Shelf", "Petit", "Finds the shelf.", ("Fast",), ("Front Door", "Azure SQL"))
WORKER_MS = 30_000
Open = Callable[[str], Keys]


def make_people(tag: str) -> dict[str, str]:
    """Inside the installation: an organisation with its owner, a reviewer, an admin; their addresses."""
    from tests.builders import make_member, make_partner, make_user

    partner = make_partner(name=f"Petit {tag}")
    owner = make_member(partner, email=f"owner-{tag}@petit.example")
    owner.set_password(PASSWORD)
    owner.save()
    staff = {role: make_user(role=role, email=f"{role}-{tag}@microsoft.example") for role in STAFF}
    return {"partner": owner.email} | {role: person.email for role, person in staff.items()}


STAFF = ("reviewer", "programme_admin")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "one-pager.pdf": papers.one_pager(PRODUCT),
        "architecture.png": papers.architecture_png(PRODUCT),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


@pytest.mark.timeout(150)
def test_main_job_is_done_by_keyboard_alone(
    embedded_stack: Stack, page: Page, as_person: Callable[..., Page], files: dict[str, Path]
) -> None:
    tag = uuid4().hex[:6]
    people = embedded_stack.call(make_people, tag=tag)

    sign_in(page, people["partner"])
    partner = Keys(page)
    create_offer(partner, f"Shelf {tag}")
    describe(partner)
    hand_in_documents(partner, files)
    add_contact(partner)
    publish(partner)

    desk = Keys(opened(as_person, people["reviewer"]))
    take(desk, f"Shelf {tag}")
    review(desk)
    decide(desk)

    enter_revenue(Keys(opened(as_person, people["programme_admin"])), f"Petit {tag}")


def opened(as_person: Callable[..., Page], email: str) -> Page:
    page = as_person(email)
    page.goto("/")
    return page


def sign_in(page: Page, email: str) -> None:
    page.goto("/")
    keys = Keys(page)
    keys.fill("E-mail", email)
    keys.fill(re.compile("^Password"), PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")


def create_offer(keys: Keys, name: str) -> None:
    keys.open("Create offer", heading="Create an offer")
    keys.choose(re.compile("^Software as a service"))
    keys.fill("Name", name)
    keys.pick(re.compile("^Countries"), "France", "Belgium")
    keys.submit("Create the draft")
    expect(keys.page).to_have_url(re.compile(r"/offers/[0-9a-f-]{36}/"))


def describe(keys: Keys) -> None:
    """The listing, saved as a draft; the faulty address first."""
    page = keys.page
    keys.open(re.compile("^Co-sell with Microsoft"), heading="Co-sell with Microsoft", within="#main, nav")
    keys.check("checkbox", "Azure")
    keys.check("checkbox", re.compile("^Corporate"))
    keys.choose("IP (application)")
    landing = re.compile("^Solution landing page")
    keys.fill(landing, "shelf, of course")
    keys.press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    keys.to("link", landing)
    keys.press("Enter")
    expect(page.get_by_role("textbox", name=landing)).to_be_focused()
    keys.press("Control+a")
    keys.type("https://www.petit.example/shelf")
    keys.submit("Save draft")
    expect(page.get_by_text("The draft is saved.").first).to_be_visible()


def hand_in_documents(keys: Keys, files: dict[str, Path]) -> None:
    page = keys.page
    keys.open(re.compile("^Documents"), heading="Co-sell with Microsoft", within=".tabs")
    expect(page.get_by_role("heading", name="Customer one-pager")).to_be_visible()
    for kind, file, key in (
        ("Customer one-pager", "one-pager.pdf", "Enter"),
        ("Architecture diagram", "architecture.png", "Space"),
    ):
        keys.choose_file(re.compile(f"for: {kind}"), files[file], key)
        card = page.locator("article.document").filter(has=page.get_by_role("heading", name=kind))
        expect(card).to_contain_text("Ready to hand in", timeout=WORKER_MS)
        keys.expect_focus_kept()


def add_contact(keys: Keys) -> None:
    page = keys.page
    keys.to("link", re.compile("^Contacts"), within=".tabs")
    keys.press("Enter")
    keys.to("link", "Add a contact")
    keys.press("Enter")
    expect(page.locator("#contact-form")).to_be_visible()
    keys.expect_focus_kept()
    keys.fill(re.compile("^Name"), "Camille Moreau", within="#contact-form")
    keys.fill(re.compile("^E-mail"), "camille@petit.example", within="#contact-form")
    keys.fill(re.compile("^Job title"), "Account executive", within="#contact-form")
    keys.to("combobox", "Role")
    keys.type("Partner sales")
    keys.pick(re.compile("^Countries"), "France", "Belgium")
    keys.submit("Add the contact")
    expect(page.get_by_text("Sales contacts cover 2 of 2 eligible countries")).to_be_visible()
    keys.expect_focus_kept()


def publish(keys: Keys) -> None:
    keys.open("Review and publish", heading="Review and publish")
    keys.submit("Publish")
    expect(keys.page.get_by_role("button", name="Withdraw").first).to_be_visible()


def take(keys: Keys, offer_name: str) -> None:
    keys.open(re.compile("^Queue"), heading="Review queue", within="nav")
    link = keys.page.get_by_role("table").get_by_role("link", name=offer_name)
    expect(link).to_be_visible(timeout=WORKER_MS)
    keys.to_locator(link)
    keys.press("Enter")
    keys.submit("Take")
    expect(keys.page.get_by_role("button", name="Release")).to_be_visible()


def review(keys: Keys) -> None:
    """Send the one-pager back with a reason, approve everything else."""
    current = keys.page.locator("[data-current-item] h3")
    for _item in range(keys.page.locator(".panel-item .badge", has_text="To read").count()):
        label = current.inner_text()
        if label == "Customer one-pager":
            send_back(keys)
        else:
            approve(keys, label)
        if _item < 5:
            expect(current).not_to_have_text(label)
        keys.expect_focus_kept()
    expect(keys.page.locator("#desk-badges")).to_contain_text("6 of 6 reviewed")


def approve(keys: Keys, label: str) -> None:
    keys.press("a")
    if label == "Architecture diagram":
        expect(keys.page.get_by_label(re.compile("^Share of the infrastructure"))).to_be_focused()
        keys.type("62.5")
        keys.press("Enter")


def send_back(keys: Keys) -> None:
    keys.press("r")
    expect(keys.page.get_by_label("Reason")).to_be_focused()
    keys.press("Tab")
    keys.type("A jar of rakes? Just kidding: name the price.")
    keys.submit("Send back")


def decide(keys: Keys) -> None:
    keys.to("button", "Decide", back=True)
    keys.press("Space")
    dialog = keys.page.get_by_role("dialog", name="Decide this submission?")
    expect(dialog).to_be_visible()
    keys.submit("Decide and tell the partner")
    expect(keys.page.get_by_text("The partner was told.")).to_be_visible()


def enter_revenue(keys: Keys, partner_name: str) -> None:
    """The figure of the newest month that has ended."""
    keys.open(re.compile("^Partners"), heading="Partners", within="nav")
    keys.fill("Search", partner_name)
    keys.press("Enter")
    keys.open(partner_name, heading=partner_name, within="table")
    keys.open("Enter months", heading="Azure Consumed Revenue", within="#consumed")
    ended = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
    keys.fill(re.compile(f"{ended:%b %Y}"), "80000.00")
    keys.press("Enter")
    expect(keys.page.get_by_role("heading", level=1)).to_have_text(partner_name)
    expect(keys.page.locator("#consumed table")).to_contain_text("80,000")
