"""The components in a real browser: keyboard, themes, widths, what is typed, and without scripts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.browsing import NARROW, WATCH_SHIFT, WIDE, violations, violations_when_opened, watch

pytestmark = pytest.mark.urls("tests.support.styleguide_urls")

ZOOMED = {"width": 680, "height": 425}  # 1,360 px at 200 %
Open = Callable[..., Page]


@pytest.fixture
def address(live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture
def open_page(
    browser: Browser, browser_context_args: dict[str, Any], address: str, faults: list[str]
) -> Iterator[Open]:
    """``open_page("?frame=desk", viewport=NARROW)``: the styleguide in a browser window of its own."""
    with ExitStack() as opened:

        def in_a_window(query: str = "", **options: Any) -> Page:
            context = opened.enter_context(browser.new_context(**(browser_context_args | options)))
            page = watch(context.new_page(), faults)
            page.goto(f"{address}/styleguide/{query}")
            return page

        yield in_a_window


@pytest.fixture
def guide(page: Page, address: str) -> Page:
    """The styleguide with a form that has no faults, in a wide window."""
    page.goto(f"{address}/styleguide/?form=clean")
    return page


@pytest.mark.parametrize("frame", ["", "desk", "signed_out", "404"])
@pytest.mark.parametrize(
    ("viewport", "theme"), [(WIDE, "light"), (NARROW, "dark"), (ZOOMED, "light"), (WIDE, "dark")]
)
def test_axe_finds_nothing(open_page: Open, frame: str, viewport: dict[str, int], theme: str) -> None:
    page = open_page(f"?frame={frame}", viewport=viewport, color_scheme=theme, reduced_motion="reduce")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("frame", ["", "desk", "signed_out", "404"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_opened(open_page: Open, frame: str, theme: str) -> None:
    page = open_page(f"?frame={frame}", viewport=WIDE, color_scheme=theme, reduced_motion="reduce")
    assert violations_when_opened(page) == []


def test_dialog_opens_by_keyboard_and_gives_the_focus_back(guide: Page) -> None:
    opener = guide.get_by_role("button", name="Withdraw")
    opener.focus()
    guide.keyboard.press("Space")
    dialog = guide.get_by_role("dialog", name="Withdraw")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Reason")).to_be_focused()
    guide.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_menu_closes_with_escape_and_by_a_click_elsewhere(guide: Page) -> None:
    menu = guide.get_by_text("More", exact=True)
    entry = guide.get_by_role("link", name="History", exact=True)
    menu.click()
    expect(entry).to_be_visible()
    guide.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    menu.click()
    guide.get_by_role("heading", name="Buttons").click()
    expect(entry).to_be_hidden()


def test_theme_is_switched_in_place_and_kept(guide: Page, address: str) -> None:
    guide.locator("summary", has_text="Theme").click()
    with guide.expect_response("**/theme/"):
        guide.get_by_role("button", name="Dark").click()
    expect(guide.locator("html")).to_have_attribute("data-theme", "dark")
    guide.goto(f"{address}/styleguide/")
    expect(guide.locator("html")).to_have_attribute("data-theme", "dark")
    guide.locator("summary", has_text="Theme").click()
    expect(guide.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_answer_of_the_server_shows_a_toast(guide: Page) -> None:
    guide.get_by_role("button", name="Show a toast").click()
    expect(guide.locator("#toasts")).to_contain_text("Draft saved")
    guide.locator("#toasts").get_by_role("button", name="Close this message").click()
    expect(guide.locator("#toasts .toast")).to_have_count(0)


def test_picker_chooses_all_that_the_filter_shows(guide: Page) -> None:
    picker = guide.get_by_role("group", name="Countries")
    picker.get_by_role("searchbox").fill("land")
    expect(picker.get_by_role("checkbox")).to_have_count(6)
    picker.get_by_role("button", name="Select all").click()
    expect(picker.get_by_role("status")).to_have_text("6 of 36 chosen")
    picker.get_by_role("searchbox").fill("nowhere at all")
    expect(picker.get_by_text("No choice matches.")).to_be_visible()
    guide.keyboard.press("Escape")
    expect(picker.get_by_role("checkbox")).to_have_count(36)


def test_picker_is_walked_with_the_arrow_keys(guide: Page) -> None:
    picker = guide.get_by_role("group", name="Countries")
    picker.get_by_role("searchbox").fill("namibia")
    guide.keyboard.press("ArrowDown")
    guide.keyboard.press("Space")
    expect(picker.get_by_role("checkbox", name="Namibia")).to_be_checked()


def test_unsaved_change_warns_before_the_page_is_left(guide: Page) -> None:
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    guide.on("dialog", agree)
    guide.reload()
    guide.get_by_label("Offer name").press_sequentially("Contoso")
    guide.reload()
    assert asked == ["beforeunload"]


def test_what_was_typed_is_offered_after_a_reload(guide: Page) -> None:
    guide.on("dialog", lambda dialog: dialog.accept())
    guide.get_by_label("Offer name").fill("Contoso Insights")
    guide.get_by_role("checkbox", name="Namibia").check()
    guide.reload()
    expect(guide.get_by_label("Offer name")).to_have_value("")
    guide.get_by_role("button", name="Put it back").click()
    expect(guide.get_by_label("Offer name")).to_have_value("Contoso Insights")
    expect(guide.get_by_role("checkbox", name="Namibia")).to_be_checked()


def test_what_was_typed_is_forgotten_once_discarded(guide: Page) -> None:
    guide.on("dialog", lambda dialog: dialog.accept())
    guide.get_by_label("Offer name").fill("Contoso Insights")
    guide.reload()
    guide.get_by_role("button", name="Discard it").click()
    guide.reload()
    expect(guide.get_by_role("button", name="Put it back")).to_have_count(0)


def test_what_was_typed_survives_the_sign_in_page_and_an_error_page(guide: Page, address: str) -> None:
    guide.on("dialog", lambda dialog: dialog.accept())
    guide.get_by_label("Offer name").fill("Contoso Insights")
    sample = guide.locator("form[data-keep]")
    sample.evaluate("form => { form.action = '?frame=signed_out'; form.method = 'get'; }")
    guide.get_by_role("button", name="Save draft").last.click()
    for frame in ("signed_out", "500"):
        guide.goto(f"{address}/styleguide/?frame={frame}")
    guide.goto(f"{address}/styleguide/?form=clean")
    guide.get_by_role("button", name="Put it back").click()
    expect(guide.get_by_label("Offer name")).to_have_value("Contoso Insights")


def test_summary_of_errors_has_the_focus_and_leads_to_the_field(page: Page, address: str) -> None:
    page.goto(f"{address}/styleguide/")
    expect(page.locator("#error-summary")).to_be_focused()
    page.locator("#error-summary").get_by_role("link", name="Solution landing page").click()
    expect(page.get_by_label("Solution landing page")).to_be_focused()
    page.locator("#error-summary").get_by_role("link", name="Offer type").click()
    expect(page.get_by_role("radio", name="Software as a service").first).to_be_focused()


def test_first_stop_of_the_keyboard_skips_to_the_content(guide: Page) -> None:
    guide.keyboard.press("Tab")
    expect(guide.get_by_role("link", name="Skip to the content")).to_be_focused()
    guide.keyboard.press("Enter")
    expect(guide.locator("#main")).to_be_focused()


def test_navigation_folds_on_a_phone(open_page: Open) -> None:
    page = open_page(viewport=NARROW)
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    expect(page.locator(".side-nav-body")).to_be_visible()


def test_page_without_scripts_shows_no_dead_button(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    for dead in ("[data-dismiss]", "[data-copy]", "[data-picker-tools]"):
        expect(page.locator(f"{dead}:visible")).to_have_count(0)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("dialog#withdraw")).to_be_visible()
    page.locator("dialog#withdraw").get_by_role("button", name="Cancel").click()
    expect(page.locator("dialog#withdraw")).to_be_hidden()


def test_theme_is_switched_without_scripts(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.locator("summary", has_text="Theme").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_late_parts_do_not_shift_the_page(page: Page, address: str) -> None:
    page.add_init_script(WATCH_SHIFT)
    page.goto(f"{address}/styleguide/?form=clean")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") < 0.01


def test_paper_shows_the_content_alone_in_the_light_theme(page: Page, address: str) -> None:
    page.goto(f"{address}/styleguide/")
    page.emulate_media(media="print", color_scheme="dark")
    for absent in (".top-bar", ".side-nav", ".commands"):
        expect(page.locator(absent).first).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_have_css("color", "rgb(36, 36, 36)")
