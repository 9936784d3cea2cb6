"""What a screen reader is told: names, states and values of the main parts and the main pages."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

NAMELESS = """() => [...document.querySelectorAll("button, a[href], [role=button], summary, input, select, textarea")]
  .filter(each => each.type !== "hidden" && each.getClientRects().length)
  .filter(each => {
    const labels = [...(each.labels ?? [])].map(label => label.textContent).join("");
    const named = each.getAttribute("aria-label") ?? each.getAttribute("aria-labelledby");
    return !(named || labels || each.textContent || each.title || "").trim();
  }).map(each => each.outerHTML.slice(0, 120))"""


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
