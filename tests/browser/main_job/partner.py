"""What the partner's person does, page by page."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.mails import links_of
from tests.support.stack import Stack

PASSWORD = "orange-bicycle-morning"
SECONDS = 30_000  # how long a worker on a busy machine may take, in ms


def sign_up(page: Page, stack: Stack, email: str) -> None:
    """Account, verified e-mail, first sign-in."""
    page.goto("/accounts/signup/")
    page.get_by_label("Your name").fill("Nadia Petit")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    mail = stack.wait_for_mail(email)
    page.goto(next(link for link in links_of(mail) if "confirm" in link))
    page.get_by_role("button", name="Yes, this is my address").click()
    if page.get_by_label("Password").is_visible():
        sign_in(page, email)


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def found_organisation(page: Page, name: str) -> None:
    """The organisation, then its business profile."""
    page.get_by_label("Name of the organisation").fill(name)
    page.get_by_role("button", name="Create the organisation").click()
    for label, value in {
        "Legal name": f"{name} SAS",
        "MPN ID": "4567890",
        "Website": "https://www.petit.example/",
        "Description": "Software that finds the right shelf.",
        "Head-office address": "4 rue des Fleurs, 69002 Lyon",
        "Primary contact": "Nadia Petit",
        "Primary contact's e-mail": "nadia@petit.example",
        "Primary contact's phone": "+33 4 00 00 00 01",
    }.items():
        page.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}(?!'s)")).fill(value)
    page.get_by_label("Head-office country").select_option("FR")
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("h1 ~ .page-badges, .page-badges").first).to_contain_text("Complete")


def create_offer(page: Page, name: str, type_: str = "Software as a service") -> str:
    """Create an offer sold in France and Belgium; its path, such as ``/offers/<id>/``."""
    page.goto("/offers/")
    page.get_by_role("link", name="Create offer").first.click()
    page.get_by_role("radio", name=re.compile(f"^{re.escape(type_)}")).check()
    page.get_by_label("Name", exact=True).fill(name)
    for country in ("France (FR)", "Belgium (BE)"):
        page.get_by_role("checkbox", name=country).check()
    page.get_by_role("button", name=re.compile("^Create")).click()
    page.wait_for_url(re.compile(r"/offers/[0-9a-f-]{36}/"))
    found = re.search(r"/offers/[0-9a-f-]{36}/", page.url)
    assert found
    return found.group()


def edit_properties(page: Page, offer: str) -> None:
    page.goto(f"{offer}properties/")
    page.get_by_label(re.compile("^Summary")).fill("Finds the right shelf for every parcel.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_label(re.compile("^Summary"))).to_have_value("Finds the right shelf for every parcel.")


def describe(page: Page, offer: str) -> None:
    """The listing details and the links, saved as a draft."""
    page.goto(f"{offer}co-sell/")
    page.get_by_role("checkbox", name="Azure", exact=True).check()
    page.get_by_role("checkbox", name=re.compile("^Corporate")).check()
    page.get_by_role("radio", name="IP (application)").check()
    page.get_by_role("textbox", name=re.compile("^Solution landing page")).fill(
        "https://www.petit.example/shelf"
    )
    page.get_by_role("textbox", name=re.compile("^Social media channel")).fill("https://social.example/petit")
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_text("The draft is saved.").first).to_be_visible()


def card(page: Page, kind: str):  # type: ignore[no-untyped-def]  # a Locator
    return page.locator("article.document").filter(has=page.get_by_role("heading", name=kind))


def upload(page: Page, offer: str, kind: str, file: Path) -> None:
    """By the file picker of the kind's own card."""
    page.goto(f"{offer}co-sell/documents/")
    card(page, kind).locator("input[type=file]").set_input_files(file)


def drop(page: Page, offer: str, kind: str, file: Path) -> None:
    """By dragging the file onto the card."""
    page.goto(f"{offer}co-sell/documents/")
    data = page.evaluate_handle(
        """async ([name, bytes]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], name));
            return transfer;
        }""",
        [file.name, list(file.read_bytes())],
    )
    target = card(page, kind)
    for event in ("dragenter", "dragover", "drop"):
        target.dispatch_event(event, {"dataTransfer": data})


def expect_state(page: Page, kind: str, words: str) -> None:
    """The card says so by itself, without a reload."""
    expect(card(page, kind)).to_contain_text(words, timeout=SECONDS)


def add_contact(page: Page, offer: str) -> None:
    page.goto(f"{offer}co-sell/contacts/")
    page.get_by_role("link", name="Add a contact").first.click()
    form = page.locator("#contact-form")
    form.get_by_role("textbox", name=re.compile("^Name")).fill("Camille Moreau")
    form.get_by_role("textbox", name=re.compile("^E-mail")).fill("camille@petit.example")
    form.get_by_role("textbox", name=re.compile("^Job title")).fill("Account executive")
    form.get_by_label("Role").select_option(label="Partner sales")
    for country in ("France (FR)", "Belgium (BE)"):
        form.get_by_role("checkbox", name=country).check()
    form.get_by_role("button", name="Add the contact").click()
    expect(page.get_by_text("Sales contacts cover 2 of 2 eligible countries")).to_be_visible()


def publish(page: Page, offer: str) -> None:
    page.goto(f"{offer}co-sell/")
    page.get_by_role("link", name="Review and publish").last.click()
    page.get_by_role("button", name="Publish", exact=True).first.click()
    expect(page.get_by_role("button", name="Withdraw").first).to_be_visible()


def expect_status(page: Page, offer: str, status: str) -> None:
    """The overview's ladder stands at this status."""
    page.goto(offer)
    expect(page.locator("[aria-current=step]")).to_contain_text(status)


def ask_for_specialist(page: Page, offer: str, needs: str) -> None:
    page.goto(f"{offer}co-sell/specialist/")
    page.get_by_label(re.compile("^What you need")).fill(needs)
    page.get_by_role("button", name=re.compile("request", re.IGNORECASE)).last.click()
    expect(page.get_by_text(needs).first).to_be_visible()
