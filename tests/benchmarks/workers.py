"""The workers that ``make run`` starts, and word from them whenever a task has ended (``telling.py``)."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from redis import Redis

from cosell.supervisor import programs
from tests.benchmarks.telling import ENDED
from tests.support.servers import server, tail, temporary_folder

PATIENCE = 120  # seconds for a task
QUEUES = ["programme"]


class Workers:
    def __init__(self, broker: Redis, logs: Path) -> None:
        self._broker, self._logs = broker, logs

    def wait_for(self, tasks: int) -> None:
        """Until so many more tasks have ended; raises AssertionError with the workers' lines if one failed."""
        for _ in range(tasks):
            told = self._broker.blpop([ENDED], timeout=PATIENCE)
            if told is None or told[1] != b"SUCCESS":
                raise AssertionError("\n".join(tail(log) for log in sorted(self._logs.iterdir())))


@contextmanager
def working() -> Iterator[Workers]:
    """Workers on the database and the broker of this process."""
    with (
        temporary_folder("workers") as logs,
        Redis.from_url(os.environ["BROKER_URL"], socket_timeout=None) as broker,
        ExitStack() as ending,
    ):
        for program in programs.workers(QUEUES, "WARNING"):
            ending.enter_context(server(program.argv, logs / program.name, signal.SIGTERM, None))
        yield Workers(broker, logs)
