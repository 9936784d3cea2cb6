"""The catalogue of pages: no page of the product is left out of it, and no entry says what is not so."""

from django.urls import get_resolver

from tests.test_url_matrix import addresses, collected
from tests.tour.catalogue import NO_PAGES, PAGES
from tests.tour.page import ANONYMOUS, STAFF, TEAM

ROOMS = ("offers", "eligibility", "reviews")
ANSWERS = ("200", "302", "404", "410")


def opened_by_get() -> set[str]:
    """The addresses that answer a GET of somebody with more than a refusal, as the matrix says."""
    rows = collected()
    return {
        name
        for name, _pattern in addresses(get_resolver())
        for row in rows.get(name, ())
        if row.method == "GET" and set(row.expected.values()) & set(ANSWERS)
    }


def test_every_address_is_in_the_catalogue_or_says_why_it_is_no_page() -> None:
    opened = {name for name in opened_by_get() if not posts_only(name)}
    looked_at = {page.address for page in PAGES if not page.address.startswith("/")}
    assert sorted(opened - looked_at - set(NO_PAGES)) == []
    assert sorted((looked_at | set(NO_PAGES)) - opened) == []


def posts_only(name: str) -> bool:
    """Whether those who may open it get a 405: the 404 is only of those who may not."""
    return any("405" in row.expected.values() for row in collected()[name] if row.method == "GET")


def test_no_page_is_both_looked_at_and_left_out() -> None:
    assert {page.address for page in PAGES} & set(NO_PAGES) == set()


def test_pages_have_names_of_their_own() -> None:
    names = [page.name for page in PAGES]
    assert sorted(set(names)) == sorted(names)


def test_roles_are_those_that_the_matrix_lets_in() -> None:
    allowed = {
        name: {role for row in rows for role, status in row.expected.items() if status == "200"}
        for name, rows in collected().items()
    }
    astray = [
        (page.name, role)
        for page in PAGES
        for role in page.roles
        if page.status == 200
        and persona(role) not in allowed[page.address]
        and not page.address.startswith("demo:")
    ]
    assert astray == []


def test_every_role_that_the_matrix_lets_in_walks_the_pages_of_the_rooms() -> None:
    """At least one page of each address. What stands outside the rooms, one's account for example, is alike for all."""
    seen = {(page.address, role) for page in PAGES for role in page.roles}
    rooms = {page.address for page in PAGES if page.address.split(":")[0] in ROOMS}
    missing = {
        (name, role)
        for name in rooms
        for row in collected()[name]
        for role, status in row.expected.items()
        if row.method == "GET" and status == "200" and role in (*TEAM, *STAFF) and (name, role) not in seen
    }
    assert sorted(missing) == []


def persona(role: str) -> str:
    """The matrix calls who belongs to no organisation of interest a stranger."""
    return role if role in (*STAFF, ANONYMOUS, "owner", "editor", "viewer") else "stranger"
