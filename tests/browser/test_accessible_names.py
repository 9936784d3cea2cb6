"""What a screen reader is told: names, states and values of the main parts and the main pages."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.world import AsPerson, World, make_world, visit
from tests.support.stack import Stack

NAMELESS = """() => [...document.querySelectorAll("button, a[href], [role=button], summary, input, select, textarea")]
  .filter(each => each.type !== "hidden" && each.getClientRects().length)
  .filter(each => {
    const labels = [...(each.labels ?? [])].map(label => label.textContent).join("");
    const named = each.getAttribute("aria-label") ?? each.getAttribute("aria-labelledby");
    return !(named || labels || each.textContent || each.title || "").trim();
  }).map(each => each.outerHTML.slice(0, 120))"""
HEADINGS = "[...document.querySelectorAll('h1, main h2, main h3, main h4, aside h2, aside h3')]"
LEVELS = f"() => {HEADINGS}.filter(each => each.getClientRects().length).map(each => Number(each.tagName[1]))"

# What shows something, and those of its kind that do not say it.
SAYS_NOTHING = {
    ".requirement": "all => all.filter(each => !each.querySelector('.requirement-state')?.innerText.trim())",
    ".ladder-step": "all => all.filter(each => !/passed|current status|not reached yet/.test(each.textContent))",
    "meter": "all => all.filter(each => !each.ariaLabel || !each.ariaValueText)",
    ".chart svg[role=img]": """all => all.filter(each => !each.querySelector('title')?.textContent.trim()
      || !each.querySelector('desc')?.textContent.trim()
      || !each.closest('.chart').querySelector('table caption')?.textContent.trim())""",
    "table": "all => all.filter(each => !each.caption?.textContent.trim())",
    "article": "all => all.filter(each => !each.ariaLabel)",
    "dialog": "all => all.filter(each => !document.getElementById(each.getAttribute('aria-labelledby')))",
}
SILENT = {
    kind: f"all => ({silent})(all).map(each => each.outerHTML.slice(0, 160))"
    for kind, silent in SAYS_NOTHING.items()
}


@pytest.mark.urls("tests.support.styleguide_urls")
class TestStyleGuide:
    @pytest.fixture
    def guide(self, page: Page, live_server: LiveServer) -> Page:
        page.goto(f"{live_server.url}/styleguide/?form=clean")
        return page

    def test_ladder_says_what_is_passed_and_where_the_offer_stands(self, guide: Page) -> None:
        expect(guide.locator(".ladder").first).to_match_aria_snapshot(
            """
            - list "Co-sell status":
              - listitem: /Not ready – passed/
              - listitem: /Co-sell ready – current status/
              - listitem: /– not reached yet/
            """
        )

    def test_requirements_say_met_or_not_in_words(self, guide: Page) -> None:
        for state, word in (("met", "Met"), ("unmet", "Not met"), ("pending", "With Microsoft")):
            expect(guide.locator(f".requirement-{state} .requirement-state").first).to_have_text(word)

    def test_meter_and_progress_have_names_and_values(self, guide: Page) -> None:
        meter = guide.get_by_role("meter", name="Countries covered")
        expect(meter).to_have_attribute("aria-valuetext", "34 of 36")
        progress = guide.locator("#job-1")
        expect(progress.get_by_role("progressbar", name="Re-assessing offers")).to_have_attribute(
            "value", "34"
        )
        expect(progress.locator("[aria-live=polite]")).to_have_text("34 of 120 offers read")

    def test_chart_has_a_title_a_description_and_a_table(self, guide: Page) -> None:
        chart = guide.locator("figure.chart").first
        picture = chart.get_by_role("img")
        title, description = picture.locator("> title"), picture.locator("> desc")
        expect(title).not_to_be_empty()
        expect(description).not_to_be_empty()
        expect(picture).to_have_accessible_name(f"{title.text_content()} {description.text_content()}")
        chart.locator("summary").press("Enter")
        table = chart.get_by_role("table", name=title.text_content() or "")
        assert table.get_by_role("rowheader").count() == chart.locator("rect").count()

    def test_table_has_a_caption_and_says_how_it_is_sorted(self, guide: Page) -> None:
        expect(guide.get_by_role("region", name="Offers")).to_match_aria_snapshot(
            """
            - region "Offers":
              - table "Offers":
                - caption
                - rowgroup:
                  - row:
                    - columnheader "Name":
                      - link "Name"
                    - columnheader "Type":
                      - link "Type"
                    - columnheader "Status"
                    - columnheader "Revenue"
            """
        )
        expect(guide.get_by_role("columnheader", name="Name").first).to_have_attribute(
            "aria-sort", "ascending"
        )
        expect(guide.get_by_role("columnheader", name="Type").first).to_have_attribute("aria-sort", "none")

    def test_notes_are_said_without_taking_the_focus(self, guide: Page) -> None:
        expect(guide.locator("#toasts")).to_have_role("status")
        expect(guide.locator("#toasts")).to_have_attribute("aria-live", "polite")
        expect(guide.locator("#messages")).to_have_role("status")

    def test_faulty_field_tells_its_help_and_its_fault(self, guide: Page) -> None:
        guide.goto(guide.url.replace("?form=clean", ""))
        field = guide.get_by_role("textbox", name="Solution landing page")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(
            "The page that describes this offer, not your home page. Enter a valid URL."
        )
        expect(guide.get_by_role("alert").first).to_have_attribute("id", "error-summary")

    def test_nothing_is_without_a_name(self, guide: Page) -> None:
        assert guide.evaluate(NAMELESS) == []


@pytest.fixture(scope="module")
def world(embedded_stack: Stack) -> World:
    return dict(embedded_stack.call(make_world, name="Named"))


def test_no_page_has_a_control_without_a_name(
    embedded_stack: Stack, world: World, as_person: AsPerson
) -> None:
    for path, page in visit(world, as_person):
        assert (path, page.evaluate(NAMELESS)) == (path, [])


def test_headings_of_every_page_go_down_step_by_step(
    embedded_stack: Stack, world: World, as_person: AsPerson
) -> None:
    for path, page in visit(world, as_person):
        levels = page.evaluate(LEVELS)
        assert (path, levels.count(1), levels[0]) == (path, 1, 1)
        jumps = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        assert (path, jumps) == (path, [])


def test_every_part_of_a_page_tells_what_it_shows(
    embedded_stack: Stack, world: World, as_person: AsPerson
) -> None:
    """Requirements and ladders their state in words, meters their value, charts and tables what they are about."""
    seen: set[str] = set()
    for path, page in visit(world, as_person):
        for kind, silent in SILENT.items():
            seen |= {kind} if page.locator(kind).count() else set()
            assert (path, kind, page.locator(kind).evaluate_all(silent)) == (path, kind, [])
    assert seen == set(SILENT)


def test_landmarks_of_every_page_are_told_apart(
    embedded_stack: Stack, world: World, as_person: AsPerson
) -> None:
    for path, page in visit(world, as_person):
        assert (path, page.get_by_role("main").count(), page.get_by_role("banner").count()) == (path, 1, 1)
        names = page.get_by_role("navigation").evaluate_all("all => all.map(each => each.ariaLabel)")
        assert (path, sorted(set(names))) == (path, sorted(names))


def test_main_pages_are_told_part_by_part(embedded_stack: Stack, world: World, as_person: AsPerson) -> None:
    told = dict.fromkeys(TOLD, 0)
    for path, page in visit(world, as_person):
        for ending in filter(lambda each: re.search(each, path), TOLD):
            told[ending] += 1
            for part, words in TOLD[ending].items():
                expect(page.locator(part).first).to_match_aria_snapshot(words)
    assert told == dict.fromkeys(TOLD, 1)


TOLD = {
    r"^/offers/[0-9a-f-]{36}/$": {
        "#status": """
            - heading "Co-sell status" [level=2]
            - list "Co-sell status":
              - listitem: /Not ready – current status/
              - listitem: /Co-sell ready – not reached yet/
              - listitem: /Azure IP co-sell incentivized – not reached yet/
            """,
        "#main": """
            - main:
              - navigation "Breadcrumb"
              - heading "Named" [level=1]
              - list:
                - listitem:
                  - paragraph:
                    - strong: Published in the marketplace
                  - text: Not met
              - list "What is left for Azure IP co-sell incentivized":
                - listitem:
                  - meter "Azure Consumed Revenue"
              - figure "Azure Consumed Revenue by month":
                - img /^Azure Consumed Revenue by month USD.40,000/
            """,
    },
    "/co-sell/documents/$": {
        "#main": """
            - main:
              - heading "Co-sell with Microsoft" [level=1]
              - navigation "Co-sell with Microsoft":
                - list:
                  - listitem:
                    - link "Documents"
              - heading "Documents" [level=2]
              - article "Customer one-pager":
                - heading "Customer one-pager" [level=3]
                - text: With Microsoft
                - button "Replace Customer one-pager"
                - link "Download Customer one-pager"
                - button "Remove Customer one-pager"
              - article "Customer presentation":
                - 'button "Drop a file here or browse for: Customer presentation"'
            """,
    },
    r"^/review/[0-9a-f-]{36}/$": {
        ".side-panel": """
            - complementary "To review":
              - heading "To review" [level=2]
              - heading "Publishing requirements of the marketplace" [level=3]
              - text: To read
              - button "Approve"
              - heading "Listing details" [level=3]:
                - link "Listing details"
              - region "If you decide now":
                - list:
                  - listitem: /Published in the marketplace/
              - region "About this submission":
                - term: Partner
                - definition: Named Ltd
            """,
        "header": """
            - banner:
              - heading /Named/ [level=1]
              - button /Keyboard/
              - button "Release"
              - button "Decide"
            """,
    },
    "/programme/rulebooks/$": {
        "table": """
            - table "Rulebooks":
              - caption: Rulebooks
              - rowgroup:
                - row:
                  - columnheader "Rulebook"
                  - columnheader "State"
              - rowgroup:
                - row:
                  - rowheader:
                    - link
                  - cell "In force"
            """,
    },
    r"/programme/rulebooks/[0-9a-f-]{36}/$": {
        "#main": """
            - main:
              - heading "September 2020" [level=1]
              - text: /In force|Superseded/
              - navigation "Rulebook":
                - list
              - heading "Where it stands" [level=2]
              - list "Where it stands":
                - listitem: Draft – done
                - listitem: Proposed – done
                - listitem: Scheduled – done
                - listitem: /In force/
              - heading "Differences" [level=2]
            """,
    },
}
