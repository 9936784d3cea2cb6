"""A worker that was hit while it waited for work does the next task: on both brokers, as each is set up."""

import time
from collections.abc import Iterator

import psutil
import pytest

from tests.faults import inside
from tests.faults.victims import Victim, worker
from tests.support.stack import Stack

pytestmark = pytest.mark.stack
SECONDS = 60.0


@pytest.fixture
def at_work(alone: Stack) -> Iterator[Victim]:
    victim = worker(1, alone.flavour, alone.env, alone.var)
    victim.start()
    yield victim
    victim.stop()


def works(stack: Stack) -> bool:
    """Whether a task that is started now is done in time."""
    stack.call(inside.start_a_seal)
    deadline = time.monotonic() + SECONDS
    while stack.call(inside.unsealed) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not stack.call(inside.unsealed)


def below(victim: Victim) -> list[psutil.Process]:
    assert victim.process is not None
    return psutil.Process(victim.process.pid).children(recursive=True)


def test_worker_works_on_after_what_waited_in_it_was_killed(alone: Stack, at_work: Victim) -> None:
    assert works(alone)
    for _ in range(3):
        assert at_work.process is not None
        for waiting in below(at_work) or [psutil.Process(at_work.process.pid)]:
            waiting.kill()
            waiting.wait(timeout=10)
        at_work.revive()
        assert works(alone)
