"""Contacts added, edited and removed inside the table without a mouse: where the focus is, and what Escape does."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_contacts import make_editor
from tests.support.stack import Stack


@pytest.fixture
def page(embedded_stack: Stack, as_person: Callable[..., Page]) -> Page:
    made = embedded_stack.call(make_editor, name=f"k{uuid4().hex[:8]}")
    page = as_person(made["email"])
    page.goto(made["path"])
    return page


def test_escape_leaves_the_row_and_the_focus_returns_to_what_opened_it(page: Page) -> None:
    for link in (
        page.get_by_role("link", name="Edit Old Hand"),
        page.get_by_role("link", name="Remove Old Hand"),
        page.get_by_role("link", name="Add a contact"),
    ):
        link.focus()
        page.keyboard.press("Enter")
        expect(page.locator("form[data-escape]")).to_be_visible()
        expect(page.locator("form[data-escape] :focus")).to_have_count(1)

        page.keyboard.press("Escape")

        expect(page.locator("form[data-escape]")).to_have_count(0)
        expect(link).to_be_focused()


def test_escape_drops_nothing_that_was_typed(page: Page) -> None:
    edit = page.get_by_role("link", name="Edit Old Hand")
    edit.focus()
    page.keyboard.press("Enter")
    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    name.fill("New Hand")

    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Cancel")).to_be_focused()
    expect(name).to_have_value("New Hand")

    page.keyboard.press("Enter")
    expect(edit).to_be_focused()


def test_a_contact_is_saved_by_enter_and_the_focus_returns_to_its_row(page: Page) -> None:
    page.get_by_role("link", name="Edit Old Hand").focus()
    page.keyboard.press("Enter")
    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    name.fill("New Hand")

    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Edit New Hand")).to_be_focused()
    expect(page.locator("#messages")).to_contain_text("New Hand is saved.")
