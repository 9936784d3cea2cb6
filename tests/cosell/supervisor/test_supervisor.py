"""Programs that run together, with small real processes in the place of the product's."""

import asyncio
import io
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from cosell.supervisor.console import Console
from cosell.supervisor.program import Program
from cosell.supervisor.supervisor import GaveUp, Supervisor, meaning

SLEEPS = "import time\nprint('up', flush=True)\ntime.sleep(60)"
STUBBORN = "import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint('up', flush=True)\ntime.sleep(60)"
STARTS_ANOTHER = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print('child', child.pid, flush=True)\n"
)


def program(name: str, code: str, restarts: int = 0) -> Program:
    return Program(name, [sys.executable, "-c", code], restarts)


class Terminal:
    """What a person saw, and a way to act on it."""

    def __init__(self) -> None:
        self._out = io.StringIO()
        self.console = Console(self._out)

    @property
    def lines(self) -> list[str]:
        return self._out.getvalue().splitlines()

    async def shows(self, text: str, times: int = 1) -> None:
        async with asyncio.timeout(20):
            while sum(text in line for line in self.lines) < times:
                await asyncio.sleep(0.02)


def supervise(
    terminal: Terminal,
    programs: list[Program],
    announce: Callable[[Supervisor], Awaitable[None]],
    **seconds: float,
) -> int:
    async def both() -> int:
        seconds_or_10 = {"stop_seconds": 10.0} | seconds
        supervisor = Supervisor(programs, env=os.environ.copy(), console=terminal.console, **seconds_or_10)
        return await supervisor.run(lambda: announce(supervisor))

    return asyncio.run(both())


def send(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


def gone_within(seconds: float, number: int) -> bool:
    """Whether the process ends in that time; one that nobody has waited for yet has ended, too."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(number) or psutil.Process(number).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_every_program_with_exit_code_0(number: signal.Signals) -> None:
    terminal = Terminal()

    async def stop_when_up(supervisor: Supervisor) -> None:
        await terminal.shows("up", times=2)
        send(number)

    assert supervise(terminal, [program("web", SLEEPS), program("beat", SLEEPS)], stop_when_up) == 0
    assert sorted(terminal.lines[:2]) == ["beat     | up", "web      | up"]
    assert terminal.lines[2:] == ["", "Stopping; once more to end at once.", "All stopped."]
    assert psutil.Process().children(recursive=True) == []


def test_program_that_ends_by_itself_stops_the_others_with_exit_code_1() -> None:
    terminal = Terminal()

    async def wait(supervisor: Supervisor) -> None:
        await asyncio.sleep(60)

    code = supervise(terminal, [program("web", "raise SystemExit(3)"), program("worker", SLEEPS)], wait)
    assert code == 1
    assert "web ended by itself (exit code 3). Stopping the others." in terminal.lines
    assert terminal.lines[-1] == "All stopped."


def test_program_is_started_again_as_often_as_it_may() -> None:
    terminal = Terminal()

    async def wait(supervisor: Supervisor) -> None:
        await asyncio.sleep(60)

    assert (
        supervise(terminal, [program("worker", "import os; os.kill(os.getpid(), 9)", restarts=2)], wait) == 1
    )
    assert terminal.lines == [
        "worker ended by itself (signal SIGKILL). Starting it again.",
        "worker ended by itself (signal SIGKILL). Starting it again.",
        "worker ended by itself (signal SIGKILL). Stopping the others.",
        "All stopped.",
    ]


def test_program_that_can_run_is_started_again_however_often_it_is_killed() -> None:
    terminal = Terminal()

    async def wait(supervisor: Supervisor) -> None:
        await terminal.shows("Starting it again.", times=3)
        send(signal.SIGTERM)

    dies = program("worker", "import os, time; time.sleep(0.2); os.kill(os.getpid(), 9)", restarts=1)
    assert supervise(terminal, [dies], wait, settled_seconds=0.1) == 0
    assert "Stopping the others" not in "".join(terminal.lines)


def test_web_server_is_never_started_again_however_long_it_ran() -> None:
    terminal = Terminal()

    async def wait(supervisor: Supervisor) -> None:
        await asyncio.sleep(60)

    ends = program("web", "import time; time.sleep(0.2)")
    assert supervise(terminal, [ends], wait, settled_seconds=0.1) == 1
    assert terminal.lines == ["web ended by itself (exit code 0). Stopping the others.", "All stopped."]


def test_program_that_does_not_end_is_killed_in_time() -> None:
    terminal = Terminal()

    async def stop_when_up(supervisor: Supervisor) -> None:
        await terminal.shows("up")
        send(signal.SIGTERM)

    started = time.monotonic()
    assert supervise(terminal, [program("web", STUBBORN)], stop_when_up, stop_seconds=0.5) == 0
    assert "Not everything ended within 0 seconds; ending it now." in terminal.lines
    assert time.monotonic() - started < 10


def test_second_signal_kills_at_once() -> None:
    terminal = Terminal()

    async def stop_twice(supervisor: Supervisor) -> None:
        await terminal.shows("up")
        asyncio.get_running_loop().call_later(0.3, send, signal.SIGINT)
        send(signal.SIGINT)

    started = time.monotonic()
    assert supervise(terminal, [program("web", STUBBORN)], stop_twice, stop_seconds=30) == 0
    assert time.monotonic() - started < 10


def test_what_a_program_leaves_behind_is_ended() -> None:
    terminal = Terminal()

    async def wait(supervisor: Supervisor) -> None:
        await asyncio.sleep(60)

    assert supervise(terminal, [program("web", STARTS_ANOTHER)], wait) == 1
    left = int(terminal.lines[0].rsplit(maxsplit=1)[1])
    assert gone_within(5, left)


def test_once_runs_a_program_beside_the_others_and_gives_its_code() -> None:
    terminal = Terminal()
    codes = []

    async def load_then_stop(supervisor: Supervisor) -> None:
        codes.append(await supervisor.once(program("demo", "print('loaded'); raise SystemExit(4)")))
        send(signal.SIGTERM)

    assert supervise(terminal, [program("web", SLEEPS)], load_then_stop) == 0
    assert codes == [4]
    assert "demo     | loaded" in terminal.lines


def test_what_comes_first_is_over_before_the_programs_start() -> None:
    terminal = Terminal()

    async def both() -> int:
        supervisor = Supervisor([program("web", SLEEPS)], env=os.environ.copy(), console=terminal.console)

        async def load() -> None:
            await supervisor.once(program("demo", "print('loaded')"))

        async def stop_when_up() -> None:
            await terminal.shows("up")
            send(signal.SIGTERM)

        return await supervisor.run(stop_when_up, load)

    assert asyncio.run(both()) == 0
    assert terminal.lines[:2] == ["demo     | loaded", "web      | up"]


def test_programs_do_not_start_when_what_comes_first_gives_up() -> None:
    terminal = Terminal()

    async def both() -> int:
        async def give_up() -> None:
            raise GaveUp("The demo could not be loaded.")

        supervisor = Supervisor([program("web", SLEEPS)], env=os.environ.copy(), console=terminal.console)
        return await supervisor.run(give_up, give_up)

    assert asyncio.run(both()) == 1
    assert terminal.lines == ["The demo could not be loaded.", "All stopped."]


def test_signal_also_ends_the_program_that_runs_once() -> None:
    terminal = Terminal()

    async def stop_while_loading(supervisor: Supervisor) -> None:
        asyncio.get_running_loop().call_later(0.5, send, signal.SIGINT)
        await supervisor.once(program("demo", SLEEPS))

    assert supervise(terminal, [program("web", SLEEPS)], stop_while_loading) == 0
    assert psutil.Process().children(recursive=True) == []


def test_announcement_that_gives_up_stops_everything_and_says_why() -> None:
    terminal = Terminal()

    async def give_up(supervisor: Supervisor) -> None:
        await terminal.shows("up")
        raise GaveUp("The web server gave no good answer.")

    assert supervise(terminal, [program("web", SLEEPS)], give_up) == 1
    assert terminal.lines[1:] == ["The web server gave no good answer.", "All stopped."]


def test_lines_arrive_whole_whatever_their_length() -> None:
    terminal = Terminal()
    code = (
        "print('a' * 200_000); print('é'); print('no end', end='', flush=True); import time; time.sleep(60)"
    )

    async def stop_when_up(supervisor: Supervisor) -> None:
        await terminal.shows("é")
        await asyncio.sleep(0.2)
        send(signal.SIGTERM)

    assert supervise(terminal, [program("web", code)], stop_when_up) == 0
    text = "".join(line.removeprefix("web      | ") for line in terminal.lines if line.startswith("web"))
    assert text == "a" * 200_000 + "é" + "no end"


def test_children_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    code = f"""
import asyncio, os, sys
from cosell.supervisor.console import Console
from cosell.supervisor.program import Program
from cosell.supervisor.supervisor import Supervisor

async def main():
    programs = [Program("web", [sys.executable, "-c", {SLEEPS!r}])]
    await Supervisor(programs, env=os.environ, console=Console()).run(lambda: asyncio.sleep(60))

asyncio.run(main())
"""
    with (tmp_path / "out").open("wb") as out:
        parent = psutil.Popen([sys.executable, "-c", code], stdout=out)
    deadline = time.monotonic() + 20
    while "up" not in (tmp_path / "out").read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    children = parent.children(recursive=True)
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert (len(children), alive) == (1, [])


@pytest.mark.parametrize(("code", "words"), [(3, "exit code 3"), (0, "exit code 0"), (-9, "signal SIGKILL")])
def test_meaning_of_an_exit_code_in_words(code: int, words: str) -> None:
    assert meaning(code) == words
