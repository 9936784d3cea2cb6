"""Fixtures for every test. `python -m tests` runs the parts; `pytest tests/offers` runs what it names."""

import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from tests.support import clamav
from tests.support.azurite import azurite
from tests.support.servers import tail
from tests.support.stack import FLAVOURS, REPOSITORY, Stack, running

# A shared machine may be slow at any moment: an example has no deadline of its own, the test has (pyproject.toml).
hypothesis_settings.register_profile("cosell", deadline=None)
hypothesis_settings.load_profile("cosell")
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(REPOSITORY / "var" / "cache" / "hypothesis")

DEMO = "demo"  # the flavour of an installation that has one
STACKS = {"stack", "embedded_stack", "demo_stack"}
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
BROWSER_FIXTURES = {"page", "browser", "context", "new_context"}


@pytest.fixture(scope="session")
def stacks() -> Iterator[Callable[[str], Stack]]:
    """One installation of each flavour, started when it is first asked for, stopped at the end."""
    started: dict[str, Stack] = {}
    with ExitStack() as ending:

        def of(flavour: str) -> Stack:
            if flavour not in started:
                started[flavour] = ending.enter_context(running(flavour))
            return started[flavour]

        yield of


@pytest.fixture(scope="session", params=FLAVOURS)
def stack(request: pytest.FixtureRequest, stacks: Callable[[str], Stack]) -> Stack:
    """The whole product as real processes, once on SQLite and files, once on PostgreSQL and the Redis protocol.

    It is shared by the tests of a run: make people and offers of your own, with names of their own.
    """
    return stacks(request.param)


@pytest.fixture(scope="session", params=["embedded"])
def embedded_stack(request: pytest.FixtureRequest, stacks: Callable[[str], Stack]) -> Stack:
    """The whole product on the embedded default, for what cannot differ between the two."""
    return stacks(request.param)


@pytest.fixture(scope="session", params=[DEMO])
def demo_stack() -> Iterator[Stack]:
    """The embedded default with the demo: for tests that look and change nothing."""
    with running("embedded", DEMO="true") as stack:
        yield stack


@pytest.fixture(scope="session")
def blob_storage() -> Iterator[str]:
    """The connection string of a blob storage that the tests of a run share: make containers of your own."""
    with azurite() as connection_string:
        yield connection_string


@pytest.fixture(scope="session")
def clamd() -> Iterator[str]:
    """The address of a clamd that knows one malware: EICAR, and reads files of at most 3 MB."""
    with clamav.clamd() as address:
        yield address


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed on an installation shows what its processes said last."""
    report = yield
    used = getattr(item, "funcargs", {})
    for stack in (value for name, value in used.items() if name in STACKS | {"own_stack"}):
        if report.failed:
            report.sections.append((f"what the {stack.flavour} installation said", tail(stack.log, 80)))
    return report


class ByFlavour(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives all tests of one flavour to one process, so that each installation is started once."""

    def _split_scope(self, nodeid: str) -> str:
        flavour = re.search(rf"[\[-]({'|'.join((*FLAVOURS, DEMO))})[\]-]", nodeid)
        return flavour[1] if flavour else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFlavour | None:
    """``--dist loadgroup`` by name: xdist 3.8 does not see its own marks under pytest 9.2."""
    return ByFlavour(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark a test by what it uses, so that nobody has to remember to. What counts comes before what adds scenery."""
    items.sort(key=lambda item: "browser" in item.path.parts)
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if used & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
        if used & STACKS:
            item.add_marker(pytest.mark.stack)
        if "demo_stack" in used:
            item.add_marker(pytest.mark.demo)
        if used & BROWSER_FIXTURES or "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
        if "clamd" in used:
            item.add_marker(pytest.mark.clamd)
