"""5,000 contacts: how much of the file is sent, and how far the worker is that puts them in place."""

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Page, expect

from offers.contacts_import import MOST_ROWS
from tests.browser.test_contacts import make_editor
from tests.support.stack import Stack

SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 150_000}


def many() -> bytes:
    rows = "".join(
        f"Person {number},p{number}@contoso.example,Account manager,Partner sales,FR\n"
        for number in range(MOST_ROWS)
    )
    return f"Name,Email,Job title,Role,Countries\n{rows}".encode()


def contacts_of(email: str) -> int:
    """Inside the installation: how many contacts this person's organisation has."""
    from offers.models import Contact

    return Contact.objects.filter(offer__partner__memberships__user__email=email).count()


def test_five_thousand_contacts_show_how_far_they_are(
    embedded_stack: Stack, as_person: Callable[..., Page]
) -> None:
    made = embedded_stack.call(make_editor, name=f"m{uuid4().hex[:8]}")
    page = as_person(made["email"])
    page.goto(f"{made['path']}import/")
    file = {"name": "all.csv", "mimeType": "text/csv", "buffer": many()}
    page.get_by_label("CSV file or Excel workbook").set_input_files([file])
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)

    page.get_by_role("button", name="Check the file").click()
    expect(page.locator("#upload .progress-step")).to_have_text(re.compile(r"Sent so far: [1-9]\d?%"))
    expect(page.locator("#changes")).to_contain_text("5,000")
    expect(page).to_have_url(re.compile(r"/import/[0-9a-f-]{36}/$"))

    page.get_by_role("button", name="Replace the contacts").click()
    expect(page.locator("#replacing .progress-step")).to_have_text(re.compile(r"\d+\s% · "))
    expect(page.locator("#messages")).to_contain_text("5,000 added, 0 changed, 1 removed", timeout=60_000)
    assert embedded_stack.call(contacts_of, email=made["email"]) == MOST_ROWS


def test_a_file_that_is_none_is_refused_at_its_place(
    embedded_stack: Stack, as_person: Callable[..., Page]
) -> None:
    made = embedded_stack.call(make_editor, name=f"n{uuid4().hex[:8]}")
    page = as_person(made["email"])
    page.goto(f"{made['path']}import/")
    file = {"name": "photo.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n\x00\x00"}
    page.get_by_label("CSV file or Excel workbook").set_input_files([file])

    page.get_by_role("button", name="Check the file").click()

    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#upload")).to_contain_text("This is neither a CSV file nor an Excel workbook.")
    expect(page.locator("#upload [data-progress]")).to_be_hidden()
