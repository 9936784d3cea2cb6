"""Seen otherwise: magnified, with wider spacing, in high contrast, without motion, without colours."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.world import AsPerson, World, make_world, visit
from tests.support.stack import Stack

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-bottom: 2em !important }"
)
APPLY = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets.push(sheet); }"
# Text that a box hides, or that lies outside the window and outside of every box that scrolls.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, aside *")].filter(each => {
  const apart = ".visually-hidden, .table-scroll, .picker-list, svg, .top-link-words, .side-nav-body, dialog, select";
  if (!each.innerText?.trim() || !each.getClientRects().length || each.closest(apart)) return false;
  const style = getComputedStyle(each);
  const hides = axis => ["hidden", "clip"].includes(style[`overflow${axis}`]);
  return (hides("X") && each.scrollWidth > each.clientWidth + 1)
    || (hides("Y") && each.scrollHeight > each.clientHeight + 2)
    || each.getBoundingClientRect().right > innerWidth + 1;
}).map(each => `${each.tagName}.${each.className}: ${each.innerText.slice(0, 40)}`)"""
MOVES = """() => [...document.querySelectorAll("*")]
  .flatMap(each => ["", "::before", "::after"].map(part => [each, part]))
  .filter(([each, part]) => {
    const style = getComputedStyle(each, part || null);
    const ms = time => parseFloat(time) * (time.trim().endsWith("ms") ? 1 : 1000);
    const long = times => times.split(",").some(time => ms(time) > 10);
    return long(style.transitionDuration) || long(style.animationDuration) || style.scrollBehavior === "smooth";
  }).map(([each, part]) => each.className + part)"""
# Short words with a colour of their own: each needs a word, and what stands for a state a shape as well.
COLOUR_ALONE = """() => [".badge[data-status]", ".mark", ".timeline-mark", ".coverage-cell", ".message-bar-icon"]
  .flatMap(kind => [...document.querySelectorAll(kind)])
  .filter(each => {
    const shape = each.querySelector("svg") || getComputedStyle(each, "::after").content !== "none";
    const words = each.innerText.trim() || each.parentElement.innerText.trim();
    return !(each.matches(".mark-unmet") || shape) || !words;
  }).map(each => each.outerHTML.slice(0, 120))"""
BARE_LINKS = """() => [...document.querySelectorAll("main p a, main dd a, main .message-bar-body a")]
  .filter(link => link.parentElement.innerText.trim() !== link.innerText.trim())
  .filter(link => !link.matches("[role=button], .button") && getComputedStyle(link).textDecorationLine !== "underline")
  .map(link => link.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def world(embedded_stack: Stack) -> World:
    return dict(embedded_stack.call(make_world, name="Displayed"))


@pytest.mark.parametrize(("width", "height"), [(640, 425), (320, 256)])
def test_magnified_page_needs_no_scrolling_sideways(
    embedded_stack: Stack, world: World, as_person: AsPerson, width: int, height: int
) -> None:
    """1,280 pixels at 200 % and 400 % (WCAG 1.4.4 and 1.4.10)."""
    for path, page in visit(world, as_person, viewport={"width": width, "height": height}):
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)
        assert (path, page.evaluate(CUT_OFF)) == (path, [])


def test_wider_spacing_of_text_loses_nothing(
    embedded_stack: Stack, world: World, as_person: AsPerson
) -> None:
    """WCAG 1.4.12."""
    for path, page in visit(world, as_person, viewport={"width": 390, "height": 844}):
        page.evaluate(APPLY, SPACING)
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, 390)
        assert (path, page.evaluate(CUT_OFF)) == (path, [])


def test_nothing_is_said_by_colour_alone(embedded_stack: Stack, world: World, as_person: AsPerson) -> None:
    for path, page in visit(world, as_person):
        assert (path, page.evaluate(COLOUR_ALONE)) == (path, [])
        assert (path, page.evaluate(BARE_LINKS)) == (path, [])


def test_main_controls_are_large_enough_for_a_thumb(
    embedded_stack: Stack, world: World, as_person: AsPerson
) -> None:
    controls = ".button:not(.button-small), .nav-list a, .tabs a, .menu-button, .menu-list a, .menu-list button, select"
    small = (
        "all => all.filter(each => each.offsetHeight && each.offsetHeight < 32).map(each => each.outerHTML)"
    )
    for path, page in visit(world, as_person, viewport={"width": 390, "height": 844}):
        for fold in page.locator("details:is([data-menu], .nav-fold) > summary").all():
            fold.evaluate("summary => { summary.parentElement.open = true }")
        small_ones = page.locator(controls).and_(page.locator(":not(.document *)")).evaluate_all(small)
        assert (path, small_ones) == (path, [])


@pytest.mark.urls("tests.support.styleguide_urls")
class TestStyleGuide:
    @pytest.fixture
    def guide(self, new_context: Any, live_server: Any) -> Callable[..., Page]:
        def open_guide(**options: Any) -> Page:
            page: Page = new_context(**options).new_page()
            page.goto(f"{live_server.url}/styleguide/?form=clean")
            return page

        return open_guide

    def test_nothing_moves_for_who_wants_no_motion(self, guide: Callable[..., Page]) -> None:
        assert guide(reduced_motion="no-preference").evaluate(MOVES) != []
        assert guide(reduced_motion="reduce").evaluate(MOVES) == []

    def test_nothing_is_said_by_colour_alone(self, guide: Callable[..., Page]) -> None:
        page = guide()
        assert page.evaluate(COLOUR_ALONE) == []
        assert page.evaluate(BARE_LINKS) == []
        for changed in page.locator(".row-changed, .row-added, .row-removed").all():
            expect(changed.get_by_role("rowheader")).to_contain_text("ed")

    def test_high_contrast_keeps_shapes_of_states(self, guide: Callable[..., Page]) -> None:
        page = guide(forced_colors="active")
        for bordered in (".badge", ".card", ".message-bar", "meter", "progress"):
            expect(page.locator(bordered).first).to_have_css("border-top-width", "1px")
            expect(page.locator(bordered).first).to_have_css("border-top-style", "solid")
        current, other = page.locator(".tabs a[aria-current]"), page.locator(".tabs a:not([aria-current])")
        assert current.evaluate(BORDER) != other.first.evaluate(BORDER)

    def test_scheme_follows_the_choice(self, guide: Callable[..., Page]) -> None:
        page = guide(color_scheme="light")
        expect(page.locator("html")).to_have_css("color-scheme", "light dark")
        page.locator("summary", has_text="Theme").click()
        with page.expect_response("**/theme/"):
            page.get_by_role("button", name="Dark").click()
        expect(page.locator("html")).to_have_css("color-scheme", "dark")
        answer = page.reload(wait_until="commit")
        assert answer is not None
        assert 'data-theme="dark"' in answer.text()  # the server writes it: no flash of the other theme


BORDER = "each => getComputedStyle(each).borderBottomColor"
