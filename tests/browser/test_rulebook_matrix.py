"""A programme admin changes what an offer type is asked, in the matrix of a draft, without a mouse."""

from playwright.sync_api import expect

from tests.browser.keyboard import Keys
from tests.browser.world import AsPerson
from tests.support.browsing import violations
from tests.support.stack import Stack

EMAIL = "matrix@microsoft.example"


def make_a_draft() -> str:
    """Inside the installation: an admin with a draft of the rulebook in force; the draft's path."""
    from tests.builders import make_user
    from tests.eligibility.building import make_draft

    return f"/programme/rulebooks/{make_draft(make_user(role='programme_admin', email=EMAIL)).public_id}/"


def test_matrix_is_changed_by_keyboard(embedded_stack: Stack, as_person: AsPerson) -> None:
    draft, page = embedded_stack.call(make_a_draft), as_person(EMAIL)
    page.goto(f"{draft}types/?type=saas")
    keys, matrix = Keys(page), page.get_by_role("region", name="What each offer type is asked")
    row = matrix.get_by_role("row").filter(has_text="Solution landing page")
    expect(row.get_by_role("combobox")).to_have_count(1)
    asked = row.get_by_role("combobox").evaluate("select => select.selectedOptions[0].text")

    keys.to_locator(row.get_by_role("combobox"))
    keys.press("Home")
    keys.submit("Save draft")

    expect(page.get_by_text("The draft is saved.", exact=False)).to_be_visible()
    expect(row).to_contain_text(f"In force: {asked}")
    expect(row.get_by_role("combobox")).to_have_value("")
    assert violations(page) == []
