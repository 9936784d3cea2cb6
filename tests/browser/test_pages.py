"""Every page of the catalogue in a real browser, once; languages, themes, widths and roles take turns."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, expect

from tests.support.people import session_of
from tests.support.stack import Stack
from tests.tour.catalogue import PAGES, find
from tests.tour.page import Found, Page
from tests.tour.scenery import set_up
from tests.tour.visit import LOOKS, MOST_SHIFT, Look, Visitor, found_in
from tests.tour.weight import MOST_BYTES, Scale, assets_of, page_of


def turns() -> Iterator[tuple[Page, str, Look]]:
    """Each page with the role and the look whose turn it is. A page keeps its turn whatever its neighbours do."""
    for number, page in enumerate(PAGES):
        yield page, page.roles[number // len(LOOKS) % len(page.roles)], LOOKS[number % len(LOOKS)]


@pytest.fixture(scope="session")
def places(demo_stack: Stack) -> dict[str, Found]:
    demo_stack.call(set_up)
    return found_in(demo_stack, demo_stack.call(find))


@pytest.fixture(scope="session")
def visitor(browser: Browser, demo_stack: Stack) -> Iterator[Callable[..., Visitor]]:
    """``visitor(email, language, width)``: their window, the same one each time."""
    opened: list[Visitor] = []

    @cache
    def of(email: str, language: str, width: str) -> Visitor:
        opened.append(Visitor(browser, demo_stack, email, language, width))
        return opened[-1]

    yield of
    for each in opened:
        each.close()


@pytest.mark.parametrize(
    ("page_seen", "role", "look"),
    [pytest.param(*turn, id=f"{turn[0].name}-{turn[1]}-{turn[2]}") for turn in turns()],
)
def test_page_has_no_fault(
    page_seen: Page, role: str, look: Look, places: dict[str, Found], visitor: Callable[..., Visitor]
) -> None:
    found = places[page_seen.name]
    seen = visitor(found.people[role], look.language, look.width).look(page_seen, found, look.theme)
    assert seen.faults == []
    assert seen.shift <= MOST_SHIFT


def test_who_may_only_read_sees_which_countries_are_chosen(
    places: dict[str, Found], visitor: Callable[..., Visitor]
) -> None:
    [properties] = [page for page in PAGES if page.name == "properties"]
    found = places["properties"]
    reader = visitor(found.people["viewer"], "en", "wide")
    reader.open(properties, found)
    chosen = reader.window.locator(".picker .choice").filter(has=reader.window.locator(":checked"))
    assert chosen.count() > 1
    for choice in chosen.all():
        expect(choice).to_be_visible()
    expect(reader.window.locator(".picker .choice:not(:has(:checked)):visible")).to_have_count(0)


def test_every_look_has_its_turn() -> None:
    assert {look for _page, _role, look in turns()} == set(LOOKS)


def test_styles_and_scripts_of_every_page_weigh_little(demo_stack: Stack, places: dict[str, Found]) -> None:
    scale = Scale(demo_stack)
    session = cache(lambda email: demo_stack.call(session_of, email=email) if email else "")
    heavy = {}
    for page in PAGES:
        if not page.drawn:
            found = places[page.name]
            email = found.people[page.roles[0]]
            weight = scale.weigh_all(assets_of(page_of(demo_stack, found.path, session(email))))
            if not 0 < weight <= MOST_BYTES:
                heavy[page.name] = weight
    assert heavy == {}
