"""Fixtures for every test. `python -m tests` runs the parts; `pytest tests/offers` runs what it names."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings

from tests.support.stack import FLAVOURS, REPOSITORY, Stack, running

# A shared machine may be slow at any moment: an example has no deadline of its own, the test has (pyproject.toml).
hypothesis_settings.register_profile("cosell", deadline=None)
hypothesis_settings.load_profile("cosell")
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(REPOSITORY / "var" / "cache" / "hypothesis")

BROWSER_FIXTURES = {"page", "browser", "context", "new_context"}


@pytest.fixture(
    scope="session", params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in FLAVOURS]
)
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """The whole product as real processes, once on SQLite and files, once on PostgreSQL and the Redis protocol.

    It is shared by the tests of a run: make people and offers of your own, with names of their own.
    """
    with running(request.param) as stack:
        yield stack


@pytest.fixture(scope="session")
def embedded_stack() -> Iterator[Stack]:
    """The whole product on the embedded default, for what cannot differ between the two."""
    with running("embedded") as stack:
        yield stack


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark a test by what it uses, so that nobody has to remember to."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if used & {"stack", "embedded_stack"}:
            item.add_marker(pytest.mark.stack)
        if used & BROWSER_FIXTURES or "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
