"""Dialogs, menus, messages and toasts of the style guide without a mouse: the focus is seen, and is never lost."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.keyboard import PROBE, Keys

pytestmark = pytest.mark.urls("tests.support.styleguide_urls")


@pytest.fixture
def keys(page: Page, live_server: LiveServer) -> Keys:
    page.goto(f"{live_server.url}/styleguide/?form=clean")
    return Keys(page)


def test_every_stop_of_the_style_guide_is_seen(keys: Keys) -> None:
    stops = 0
    for _stop in range(200):
        keys.press("Tab")
        found = keys.page.evaluate(PROBE, [])
        if found["lost"]:
            break
        stops += 1
        assert (found["outlined"], found["bare"]) == (True, True), found["html"]
    assert 40 < stops < 200


def test_dialog_holds_the_focus_until_it_closes(keys: Keys) -> None:
    opener = keys.to("button", "Open a dialog")
    keys.press("Enter")
    expect(keys.page.get_by_role("dialog", name="Thresholds of this rulebook")).to_be_visible()
    for _stop in range(8):
        keys.press("Tab")
        assert keys.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    keys.press("Escape")
    expect(opener).to_be_focused()


def test_menu_is_walked_by_arrows_and_left_by_escape(keys: Keys) -> None:
    button = keys.to_locator(keys.page.locator("summary", has_text="More"))
    keys.press("ArrowDown")
    expect(keys.page.get_by_role("link", name="History", exact=True)).to_be_focused()
    keys.press("ArrowDown")
    expect(keys.page.get_by_role("button", name="Duplicate")).to_be_focused()
    keys.press("ArrowDown")
    expect(keys.page.get_by_role("link", name="History", exact=True)).to_be_focused()
    keys.press("End")
    expect(keys.page.get_by_role("button", name="Duplicate")).to_be_focused()
    keys.press("Escape")
    expect(button).to_be_focused()
    expect(keys.page.get_by_role("link", name="History", exact=True)).to_be_hidden()


def test_closed_message_leaves_the_focus_on_the_page(keys: Keys) -> None:
    keys.to("button", "Close this message")
    keys.press("Enter")
    expect(keys.page.locator("#main")).to_be_focused()


def test_closed_toast_gives_the_focus_back(keys: Keys) -> None:
    button = keys.to("button", "Show a toast")
    keys.press("Enter")
    toast = keys.page.locator("#toasts").get_by_role("button", name="Close this message")
    expect(toast).to_be_visible()
    toast.focus()
    keys.press("Enter")
    expect(keys.page.locator("#toasts .toast")).to_have_count(0)
    expect(button).to_be_focused()


def test_long_picker_is_one_stop_after_its_tools(keys: Keys) -> None:
    picker = keys.page.get_by_role("group", name="Countries")
    picker.get_by_role("searchbox").focus()
    keys.to_locator(picker.get_by_role("button", name="Select none"))
    keys.press("Tab")
    expect(picker.get_by_role("checkbox").first).to_be_focused()
    keys.press("ArrowDown", "Space", "Tab")
    expect(picker.locator(":focus")).to_have_count(0)
    keys.press("Shift+Tab")
    expect(picker.get_by_role("checkbox").nth(1)).to_be_focused()
    expect(picker.get_by_role("checkbox").nth(1)).to_be_checked()


def test_focus_stays_where_a_part_is_renewed_again_and_again(keys: Keys) -> None:
    part = keys.page.locator("#part")
    keys.page.locator("#main").evaluate(
        "(main, html) => main.insertAdjacentHTML('beforeend', html)", part_with("Browse", FILE)
    )
    part.get_by_label("Browse").focus()
    renew(keys.page, part_with("Replace", FILE))
    expect(part.get_by_label("Replace")).to_be_focused()
    for words in ("Nothing to replace", "Still nothing"):
        renew(keys.page, part_with(words, ""))
        expect(part).to_have_text(words)
        expect(part).to_be_focused()


FILE = '<input type="file" name="file">'


def part_with(words: str, control: str) -> str:
    return f'<div id="part"><label>{words}{control}</label></div>'


def renew(page: Page, html: str) -> None:
    """Put this in place of ``#part`` by htmx, as an answer of the server would."""
    page.route("**/renewed/", lambda route: route.fulfill(body=html, content_type="text/html"), times=1)
    page.evaluate("() => htmx.ajax('GET', '/renewed/', {target: '#part', swap: 'outerHTML'})")
