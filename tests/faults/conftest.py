"""An installation whose processes the test starts, hits and starts again itself."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from cosell.supervisor import programs
from tests.support.servers import services
from tests.support.stack import FLAVOURS, Stack, installation, only_for_calls


@pytest.fixture(scope="module", params=FLAVOURS)
def alone(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """An installation without any process of its own."""
    flavour = request.param
    with ExitStack() as ending:
        env = ending.enter_context(services()).environment() if flavour == "services" else {}
        var, env = ending.enter_context(installation(**env))
        surroundings = programs.environment(var, "") | env
        yield ending.enter_context(only_for_calls(flavour, var, surroundings))
