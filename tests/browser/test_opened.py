"""Real pages with what is closed at first opened: explanations, menus, and each dialog."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.world import AsPerson, World, make_world, visit
from tests.support.browsing import dialogs_of, violations_when_opened
from tests.support.stack import Stack

WITH_DIALOGS = 3  # at least: the queue, the desk, a page of an offer


@pytest.fixture(scope="module")
def world(embedded_stack: Stack) -> World:
    return dict(embedded_stack.call(make_world, name="Opened"))


def test_axe_finds_nothing_in_the_dialogs_of_real_pages(
    embedded_stack: Stack, world: World, as_person: AsPerson
) -> None:
    seen = 0
    for path, page in visit(world, as_person, reduced_motion="reduce"):
        if dialogs_of(page):
            seen += 1
            assert (path, violations_when_opened(page)) == (path, [])
    assert seen >= WITH_DIALOGS


def test_a_filter_that_is_refused_is_typed_on_in_its_dialog(
    embedded_stack: Stack, world: World, as_person: AsPerson
) -> None:
    """The dialog comes open over the page, the summary of what is wrong has the focus and leads to the field."""
    page = as_person(next(email for email, paths in world.items() if "/review/?queue=mine" in paths))
    page.goto("/review/?queue=mine")
    page.get_by_role("button", name="Save these filters").click()
    dialog = page.get_by_role("dialog", name="Save these filters")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("#error-summary")).to_be_focused()
    expect(dialog.get_by_role("checkbox")).to_be_checked()
    assert is_modal(page)
    dialog.locator("#error-summary").get_by_role("link").click()
    expect(dialog.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def is_modal(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('dialog[open]').matches(':modal')"))
