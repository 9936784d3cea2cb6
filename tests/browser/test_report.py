"""The status report on paper: what Chromium's print style makes of it, read back from the PDF."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.support.stack import Stack

AsPerson = Callable[..., Page]
A4_POINTS = (595, 842)
MARGIN_POINTS = 40  # less than the sheet's own margin of 15 mm

LANGUAGES = {
    "en": ("Azure IP co-sell incentivized", "Runs on Azure"),
    "fr": ("Co-vente Azure IP avec incentives", "Exécution sur Azure"),
}


def make_reported(name: str, language: str) -> dict[str, str]:
    """Inside the installation: an offer with much to report, its path and the address of its owner."""
    from tests.builders import make_member, make_partner
    from tests.eligibility.building import make_contact, make_document, make_incentivized

    partner = make_partner(name=f"{name} Ltd")
    offer = make_incentivized(partner, name=name)
    for number in range(12):
        make_contact(
            offer, name=f"Contact number {number}", countries=["FR", "DE", "US", "BR", "JP", "IN", "ZA"]
        )
        make_document(offer, "other", original_name=f"a-rather-long-file-name-of-document-{number}.pdf")
    owner = make_member(partner, email=f"{name}@partner.example".lower(), language=language)
    return {"path": f"/offers/{offer.public_id}/report/", "owner": owner.email, "offer": str(offer.public_id)}


@pytest.fixture(params=sorted(LANGUAGES))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def reported(embedded_stack: Stack, language: str, request: pytest.FixtureRequest) -> dict[str, Any]:
    name = request.node.name.replace("[", "-").strip("]").removeprefix("test_")
    return dict(embedded_stack.call(make_reported, name=name, language=language))


@pytest.fixture
def paper(reported: dict[str, Any], as_person: AsPerson) -> PdfReader:
    page = as_person(reported["owner"], color_scheme="dark")
    page.goto(reported["path"])
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def lines_of(paper: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in paper.pages]


def test_report_is_a_numbered_a4_paper_with_everything_on_it(
    paper: PdfReader, reported: dict[str, Any], language: str
) -> None:
    pages = lines_of(paper)
    assert 3 <= len(pages) <= 8
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in paper.pages} == {A4_POINTS}
    assert [f"{number} / {len(pages)}" in text for number, text in enumerate(pages, 1)] == [True] * len(pages)
    text = " ".join(pages)
    files = [f"document-{number}.pdf" for number in range(12)]
    people = [f"Contact number {number}" for number in range(12)]
    wanted = [*LANGUAGES[language], *files, *people, "customer_one_pager.pdf", reported["offer"]]
    assert [each for each in wanted if each.replace(" ", "") not in text.replace(" ", "")] == []


def test_nothing_stands_outside_the_sheet(paper: PdfReader) -> None:
    outside: list[tuple[float, str]] = []

    def look(text: str, _transform: Any, matrix: Any, _font: Any, _size: Any) -> None:
        if (
            text.strip()
            and not MARGIN_POINTS <= _transform[4] + matrix[4] * _transform[0] <= A4_POINTS[0] - MARGIN_POINTS
        ):
            outside.append((matrix[4], text))

    for page in paper.pages:
        page.extract_text(visitor_text=look)
    assert outside == []


def test_navigation_and_buttons_are_not_printed(reported: dict[str, Any], as_person: AsPerson) -> None:
    page = as_person(reported["owner"])
    page.goto(reported["path"])
    assert page.locator("[data-print]").is_visible()
    page.emulate_media(media="print")
    shown = page.locator(".top-bar, .side-nav, .breadcrumbs, [data-print], .skip-link, .page-head")
    assert [each.is_visible() for each in shown.all()] == [False] * shown.count()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
