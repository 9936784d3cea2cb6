"""A broken file of contacts, put right in the page from the first fault to the last and put in place."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.stack import Stack

BROKEN = """Name,Email,Job title,Role,Countries/Regions,States/Provinces
Ada Blum,ada@contoso.example,Account manager,Sales,"UK, IE",
Camille Moreau,camille(at)contoso.example,Sales director,Partner sales,US, CA, FR,
Bo Lind,,Seller,Partner sales,UK,
Ada Blum,ada@contoso.example,Account manager,Partner sales,DE,
"""


def make_editor(name: str) -> dict[str, str]:
    """Inside the installation: an editor with an offer that has one contact."""
    from tests.builders import make_contact, make_member, make_offer, make_partner

    partner = make_partner(name=f"{name} Ltd")
    editor = make_member(partner, role="editor", email=f"{name}@partner.example")
    offer = make_offer(partner)
    make_contact(offer, name="Old Hand")
    return {"email": editor.email, "path": f"/offers/{offer.public_id}/co-sell/contacts/"}


def covered(email: str) -> dict[str, list[str]]:
    """Inside the installation: who covers what on the offers of this person's organisation."""
    from offers.models import Contact

    rows = Contact.objects.filter(offer__partner__memberships__user__email=email)
    return {each.name: each.countries for each in rows}


def waiting(email: str) -> str:
    """Inside the installation: the cells that this person's import holds, as one text."""
    from offers.models import ContactImport

    return str(ContactImport.objects.get(uploaded_by__email=email).table)


@pytest.fixture
def made(embedded_stack: Stack) -> dict[str, str]:
    found: dict[str, str] = embedded_stack.call(make_editor, name=f"c{uuid4().hex[:8]}")
    return found


def test_a_broken_file_is_put_right_in_the_page(
    embedded_stack: Stack, as_person: Callable[..., Page], made: dict[str, str]
) -> None:
    page = as_person(made["email"])
    page.goto(f"{made['path']}import/")
    file = {"name": "spring.csv", "mimeType": "text/csv", "buffer": BROKEN.encode()}
    page.get_by_label("CSV file or Excel workbook").set_input_files([file])
    page.get_by_role("button", name="Check the file").click()
    left = page.locator("#import-left")
    expect(left).to_contain_text("6 points must be mended")

    # What is typed is checked when the cell is left, and the focus goes on.
    page.locator("#c4-email-value").fill("bo@contoso.example")
    page.keyboard.press("Tab")
    expect(left).to_contain_text("5 points must be mended")
    expect(page.locator("#c4-job_title-value")).to_be_focused()
    page.get_by_role("button", name="Put them into one cell").click()
    expect(page.locator("#c3-countries-value")).to_have_value("US, CA, FR")

    # A value that stands in many rows is put right in all of them at once; what is typed meanwhile stays.
    page.locator("#c3-name-value").fill("Camille M.")
    page.get_by_role("button", name="In all 2 places").first.click()
    expect(page.locator("#c2-countries-value")).to_have_value("GB, IE")
    expect(page.locator("#c3-name-value")).to_have_value("Camille M.")
    page.get_by_role("button", name="Take all 2 suggestions").click()
    page.get_by_role("button", name="Merge into row 2").click()

    expect(page.locator("#changes")).to_contain_text("Old Hand")
    page.get_by_role("button", name="Replace the contacts").click()
    expect(page.locator("#messages")).to_contain_text("3 added, 0 changed, 1 removed")
    assert embedded_stack.call(covered, email=made["email"]) == {
        "Ada Blum": ["GB", "IE", "DE"],
        "Camille M.": ["US", "CA", "FR"],
        "Bo Lind": ["GB"],
    }


@pytest.mark.parametrize("first", ["cell", "button"])
@pytest.mark.parametrize("pressed", ["In all 2 places", "Take all"])
def test_what_is_pressed_while_an_answer_is_on_its_way_is_done(
    embedded_stack: Stack, as_person: Callable[..., Page], made: dict[str, str], first: str, pressed: str
) -> None:
    """The answer replaces the whole form, or the part of it in which the pressed button stands."""
    page = as_person(made["email"])
    page.goto(f"{made['path']}import/")
    file = {"name": "spring.csv", "mimeType": "text/csv", "buffer": BROKEN.encode()}
    page.get_by_label("CSV file or Excel workbook").set_input_files([file])
    page.get_by_role("button", name="Check the file").click()
    sent = requests_of_which_the_first_waits(page)
    if first == "button":
        page.get_by_role("button", name="Put them into one cell").click()
    page.locator("#c3-name-value").fill("Camille M.")
    page.get_by_role("button", name=pressed).first.click()  # by the beginning of its words
    page.locator("#c4-name-value").fill("Bo L.")
    page.keyboard.press("Tab")
    expect(page.locator("#c2-countries-value")).to_have_value("UK, IE")
    while not sent:  # the script of the test hears of it a little later than the browser
        page.wait_for_timeout(20)
    assert len(sent) == 1
    sent[0].continue_()

    expect(page.get_by_role("button", name=pressed)).to_have_count(0)
    kept = embedded_stack.call(waiting, email=made["email"])
    assert [name in kept for name in ("Camille M.", "Bo L.", "UK")] == [True, True, False]


def requests_of_which_the_first_waits(page: Page) -> list[Route]:
    """What is sent from now on; the first of it waits until it is let go."""
    sent: list[Route] = []

    def pass_on(route: Route) -> None:
        sent.append(route)
        if len(sent) > 1:
            route.continue_()

    page.route("**/mend/**", pass_on)
    return sent


def test_a_broken_file_is_put_right_without_scripts(
    embedded_stack: Stack, as_person: Callable[..., Page], made: dict[str, str]
) -> None:
    page = as_person(made["email"], java_script_enabled=False)
    page.goto(f"{made['path']}import/")
    file = {"name": "spring.csv", "mimeType": "text/csv", "buffer": BROKEN.encode()}
    page.get_by_label("CSV file or Excel workbook").set_input_files([file])
    page.get_by_role("button", name="Check the file").click()
    page.locator("#c4-email-value").fill("bo@contoso.example")
    page.keyboard.press("Enter")
    expect(page.locator("#c4-email-value")).to_have_value("bo@contoso.example")
    page.locator("[name=fix_all]").click()
    page.get_by_role("button", name="Merge into row 2").click()
    page.get_by_role("button", name="Replace the contacts").click()

    assert sorted(embedded_stack.call(covered, email=made["email"])) == [
        "Ada Blum",
        "Bo Lind",
        "Camille Moreau",
    ]
