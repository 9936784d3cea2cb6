"""The theme follows the person into every browser; who is signed out keeps it in this one."""

from lxml import html
from playwright.sync_api import Page, expect

from tests.browser.world import AsPerson
from tests.support.stack import Stack

EMAIL = "night-owl@partner.example"


def make_reader() -> None:
    """Inside the installation: somebody who has not chosen a theme."""
    from tests.builders import make_member, make_partner

    make_member(make_partner(name="Night Owl"), email=EMAIL)


def choose_dark(page: Page) -> None:
    page.locator("summary", has_text="Theme").click()
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def theme_of(page: Page, path: str) -> str | None:
    """What the server wrote, before any script ran: so nothing flashes."""
    answer = page.goto(path, wait_until="commit")
    assert answer is not None
    theme: str | None = html.fromstring(answer.body()).get("data-theme")
    return theme


def test_theme_is_that_of_the_person_in_every_browser(
    embedded_stack: Stack, as_person: AsPerson, page: Page
) -> None:
    embedded_stack.call(make_reader)
    first, second = as_person(EMAIL), as_person(EMAIL)
    assert theme_of(second, "/account/") is None
    first.goto("/account/")
    choose_dark(first)
    assert theme_of(second, "/account/") == "dark"
    assert theme_of(page, "/accounts/login/") is None


def test_theme_of_a_stranger_stays_in_the_browser(embedded_stack: Stack, page: Page) -> None:
    page.goto("/accounts/login/")
    choose_dark(page)
    assert theme_of(page, "/accounts/login/") == "dark"
