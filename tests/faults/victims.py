"""The processes under trial: started, killed with ``kill -9`` in whole or in part, started again."""

import random
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from cosell.supervisor import programs
from cosell.supervisor.program import end_with_parent
from tests.support.stack import REPOSITORY


@dataclass
class Victim:
    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.argv,
                env=dict(self.env),
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                process_group=0,
                preexec_fn=end_with_parent,
            )

    def revive(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.start()

    def kill(self, chance: random.Random) -> str:
        """Kill it with everything below it, or just one process below it. What was killed."""
        assert self.process is not None
        with suppress(psutil.NoSuchProcess):
            below = psutil.Process(self.process.pid).children(recursive=True)
            if below and chance.random() < 0.5:
                one = chance.choice(below)
                one.kill()
                return f"a child of {self.name}"
            for each in (psutil.Process(self.process.pid), *below):
                with suppress(psutil.NoSuchProcess):
                    each.kill()
            self.process.wait()
        return self.name

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill(random.Random(1))
                self.process.kill()
                self.process.wait()


def web(port: int, env: Mapping[str, str], folder: Path) -> Victim:
    return Victim("the web server", programs.web("127.0.0.1", port).argv, env, folder / "web.log")


def worker(number: int, flavour: str, env: Mapping[str, str], folder: Path) -> Victim:
    """As the product starts it on one machine, or as docker-compose.yml does."""
    argv = programs.worker(number, ["intake"], "WARNING").argv
    if flavour == "services":
        celery = [sys.executable, "-W", programs.NOT_AS_ROOT, "-m", "celery", "--quiet", "--app", "cosell"]
        options = f"worker --queues intake --concurrency 1 --loglevel WARNING --hostname w{number}@localhost"
        argv = [*celery, *options.split()]
    return Victim(f"worker {number}", argv, env, folder / f"worker{number}.log")
