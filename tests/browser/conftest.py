"""Browser tests: Debian's own Chromium, and people who are signed in to a running installation."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browsing import DEFAULTS, WAIT_MS, watch
from tests.support.chromium import ARGUMENTS, HOW_TO_GET_IT, chromium
from tests.support.people import session_of
from tests.support.stack import Stack

expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="session", autouse=True)
def database_beside_the_browser() -> Iterator[None]:
    """Playwright runs an event loop in this thread, in which Django would refuse to use the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = chromium()
    if path is None:
        pytest.fail(f"There is no browser: {HOW_TO_GET_IT}.")
    return browser_type_launch_args | {"executable_path": path, "args": list(ARGUMENTS)}


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, Any], request: pytest.FixtureRequest
) -> dict[str, Any]:
    """Paths such as ``page.goto("/")`` belong to the test's ``stack``."""
    stack = stack_of(request)
    return browser_context_args | ({"base_url": stack.base_url} if stack else {})


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context(**DEFAULTS)


def stack_of(request: pytest.FixtureRequest) -> Stack | None:
    names = [name for name in ("stack", "embedded_stack") if name in request.fixturenames]
    return request.getfixturevalue(names[0]) if names else None


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What scripts and the content policy complained of on any page; the test fails unless it is empty.

    A test that provokes a complaint clears the list.
    """
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def page(page: Page, faults: list[str]) -> Page:
    """A stranger's page: 1,360 px wide, British English."""
    return watch(page, faults)


@pytest.fixture
def as_person(
    new_context: Callable[..., BrowserContext], faults: list[str], request: pytest.FixtureRequest
) -> Callable[..., Page]:
    """``as_person("ada@x.example")``: a page of a browser of their own in which this person is signed in.

    Keyword arguments go to Playwright's ``new_context``: ``viewport=NARROW``, ``locale="fr-FR"``.
    """
    stack = stack_of(request)
    assert stack is not None, "as_person needs the fixture stack or embedded_stack"

    def open_page(email: str, **options: Any) -> Page:
        context = new_context(**(DEFAULTS | options))
        key = stack.call(session_of, email=email)
        context.add_cookies([{"name": "sessionid", "value": key, "url": stack.base_url}])
        return watch(context.new_page(), faults)

    return open_page
