"""The whole product as real processes: web, worker and beat under ``manage.py up``, in a folder of its own."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from cosell.supervisor.program import end_with_parent
from tests.support.mails import wait_for_mail
from tests.support.servers import (
    DEMO_SECONDS,
    START_SECONDS,
    DidNotStart,
    free_port,
    services,
    tail,
    temporary_folder,
    wait_until,
)

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FLAVOURS = ("embedded", "services")
READY = "The Co-sell Center is ready"
OF_THE_TEST_RUN = (
    "COSELL_VAR",
    "DATABASE_URL",
    "BROKER_URL",
    "DEMO",
    "DEBUG",
    "PORT",
    "SITE_URL",
    "PYTEST_CURRENT_TEST",
)


class InsideFault(AssertionError):
    """A function called inside the installation raised; the message is its traceback."""


@dataclass
class Stack:
    """A running installation.

    ``base_url`` has no slash at its end; ``var`` is the installation's folder; ``env`` is what a command needs to
    work on it.
    """

    flavour: str
    base_url: str
    var: Path
    env: Mapping[str, str]
    process: subprocess.Popen[bytes] | None
    log: Path
    _inside: "subprocess.Popen[str] | None" = field(default=None, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def manage(self, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        """Run ``manage.py`` with these arguments; an AssertionError with its output if it fails and ``ok``."""
        command = [sys.executable, "manage.py", *arguments]
        outcome = subprocess.run(
            command, env=self.env, cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
        assert not ok or outcome.returncode == 0, f"{arguments} failed:\n{outcome.stdout}{outcome.stderr}"
        return outcome

    def call(self, function: Callable[..., Any], **values: Any) -> Any:
        """Call a module-level function inside the installation, with its database, storage and broker.

        Values and result travel as JSON. Each call sees what the others committed; threads take turns. Raises
        InsideFault.
        """
        with self._turn:
            return self._call(function, values)

    def _call(self, function: Callable[..., Any], values: dict[str, Any]) -> Any:
        inside = self._inside_process()
        assert inside.stdin is not None
        assert inside.stdout is not None
        request = {"function": f"{function.__module__}:{function.__name__}", "values": values}
        inside.stdin.write(json.dumps(request, default=str) + "\n")
        inside.stdin.flush()
        line = inside.stdout.readline()
        assert line, f"The inside process ended:\n{tail(self.var / 'inside.log')}"
        answer = json.loads(line)
        if "fault" in answer:
            raise InsideFault(answer["fault"])
        return answer["result"]

    def _inside_process(self) -> "subprocess.Popen[str]":
        if self._inside is None:
            with (self.var / "inside.log").open("wb") as log:
                self._inside = subprocess.Popen(
                    [sys.executable, "-m", "tests.support.inside"],
                    env=self.env,
                    cwd=REPOSITORY,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    preexec_fn=end_with_parent,
                )
        return self._inside

    def wait_for_mail(self, to: str, **options: Any) -> EmailMessage:
        """The newest mail to this address, as soon as it has arrived; options as in ``tests.support.mails``."""
        return wait_for_mail(self.var / "mail", to, **options)

    def lines(self) -> list[str]:
        """What the processes have said so far."""
        return self.log.read_text(errors="replace").splitlines()

    def stop_calling(self) -> None:
        """End the process that answers ``call``."""
        if self._inside is not None:
            self._inside.communicate()
            self._inside = None

    def stop(self) -> int:
        """Ask everything to end, as Ctrl-C does; the exit code of ``manage.py up``."""
        self.stop_calling()
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


@contextmanager
def installation(**environment: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """An empty folder for an installation, and the environment for commands on it."""
    with temporary_folder("var") as var:
        inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_TEST_RUN}
        settings = {"DJANGO_SETTINGS_MODULE": "cosell.settings", "COSELL_VAR": str(var), "NO_COLOR": "1"}
        yield var, inherited | settings | environment


@contextmanager
def running(flavour: str = "embedded", **environment: str) -> Iterator[Stack]:
    """A whole installation, answering; it has no data. Raises DidNotStart with what its processes said."""
    with services() if flavour == "services" else nullcontext() as servers:
        addresses = servers.environment() if servers else {}
        with installation(**addresses, **environment) as (var, env):
            stack = start(flavour, var, env)
            try:
                yield stack
            finally:
                code = stack.stop()
            assert code == 0, f"manage.py up ended with code {code}:\n{tail(stack.log)}"


@contextmanager
def only_for_calls(flavour: str, var: Path, env: Mapping[str, str]) -> Iterator[Stack]:
    """A migrated installation whose processes somebody else starts, at its ``base_url``."""
    address = f"http://127.0.0.1:{free_port()}"
    stack = Stack(flavour, address, var, dict(env) | {"SITE_URL": address}, None, var / "up.log")
    stack.manage("migrate", "--verbosity", "0")
    try:
        yield stack
    finally:
        stack.stop_calling()


def start(flavour: str, var: Path, env: Mapping[str, str]) -> Stack:
    """``manage.py up`` on this folder and a free port, once it says that it is ready."""
    port, log = free_port(), var / "up.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port)],
            env=env,
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=end_with_parent,
        )
    address = f"http://127.0.0.1:{port}"
    stack = Stack(flavour, address, var, dict(env) | {"SITE_URL": address}, process, log)
    try:
        wait_until(
            lambda: any(READY in line for line in stack.lines()),
            process,
            log,
            f"The {flavour} installation",
            DEMO_SECONDS if env.get("DEMO") == "true" else START_SECONDS,
        )
    except DidNotStart:
        stack.stop()
        raise
    return stack


def get(stack: Stack, path: str) -> tuple[int, bytes]:
    """Status and body of one plain request, without following where it leads."""
    host = stack.base_url.removeprefix("http://")
    with closing(http.client.HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
