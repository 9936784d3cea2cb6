"""Keeps programs running together: starts them, restarts them within bounds, ends them all in bounded time."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from cosell.supervisor.console import Console
from cosell.supervisor.program import Program, Running

STOP_SECONDS = 20.0  # a program still running then is killed; the sweeps pick up what it was at
SETTLED_SECONDS = 30.0  # a program that ran that long can run: what ended it came from outside
LONGEST_PAUSE = 30.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Announce = Callable[[], Awaitable[None]]


class GaveUp(Exception):
    """Something needed did not come up; the message is for the person at the terminal."""


class Supervisor:
    """Runs ``programs`` until a signal asks it to stop, or until one of them ends and may not be restarted."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        env: Mapping[str, str],
        console: Console,
        keep_open: Sequence[int] = (),
        stop_seconds: float = STOP_SECONDS,
        settled_seconds: float = SETTLED_SECONDS,
    ) -> None:
        self._programs = programs
        self._env = env
        self._console = console
        self._keep_open = keep_open
        self._stop_seconds = stop_seconds
        self._settled_seconds = settled_seconds
        self._running: dict[str, Running] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()
        self._signals = 0
        self._code = 0

    async def run(self, announce: Announce, first: Announce | None = None) -> int:
        """Do ``first`` alone, start everything, call ``announce`` beside it, stay until the end; the exit code."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup asks to live on
                loop.add_signal_handler(number, self._on_signal)
        acting = asyncio.create_task(self._act(announce, first))
        await self._stopping.wait()
        acting.cancel()
        await self._end()
        return self._code

    async def once(self, program: Program) -> int:
        """Run one more program to its end; its exit code."""
        running = await self._start(program)
        return await running.ended(self._console.say)

    async def _act(self, announce: Announce, first: Announce | None) -> None:
        try:
            if first is not None:
                await first()
            self._keepers = [asyncio.create_task(self._keep(program)) for program in self._programs]
            await announce()
        except GaveUp as fault:
            self._fail(str(fault))

    async def _keep(self, program: Program) -> None:
        failures, can_run = 0, False
        while not self._stopping.is_set():
            started = time.monotonic()
            running = await self._start(program)
            code = await running.ended(self._console.say)
            if self._stopping.is_set():
                return
            settled = time.monotonic() - started > self._settled_seconds
            failures, can_run = (1, True) if settled else (failures + 1, can_run)
            if failures > program.restarts and not (can_run and program.restarts):
                self._fail(f"{program.name} ended by itself ({meaning(code)}). Stopping the others.")
                return
            self._console.warn(f"{program.name} ended by itself ({meaning(code)}). Starting it again.")
            await asyncio.sleep(min(2.0 ** (failures - 1), LONGEST_PAUSE))

    async def _start(self, program: Program) -> Running:
        running = await Running.start(program, self._env, self._keep_open)
        self._running[program.name] = running
        if self._stopping.is_set():  # the signal came while it was being started
            running.ask_to_end()
        return running

    def _fail(self, reason: str) -> None:
        self._console.warn(reason)
        self._code = 1
        self._stopping.set()

    def _on_signal(self) -> None:
        self._signals += 1
        if self._signals == 1:
            self._console.tell("\nStopping; once more to end at once.")
            self._stopping.set()
        else:
            self._kill_all()

    async def _end(self) -> None:
        for running in self._running.values():
            running.ask_to_end()
        waiting = [asyncio.create_task(running.process.wait()) for running in self._running.values()]
        late = await self._late([*self._keepers, *waiting], self._stop_seconds)
        if late:
            self._console.warn(
                f"Not everything ended within {self._stop_seconds:.0f} seconds; ending it now."
            )
        self._kill_all()
        await self._late(late, 5)
        self._console.tell("All stopped.")

    @staticmethod
    async def _late(tasks: Sequence["asyncio.Task[Any]"], seconds: float) -> list["asyncio.Task[Any]"]:
        """Those of the tasks that are not done in time."""
        return list((await asyncio.wait(tasks, timeout=seconds))[1]) if tasks else []

    def _kill_all(self) -> None:
        for running in self._running.values():
            running.kill()


def meaning(code: int) -> str:
    """An exit code in words: ``exit code 3``, or ``signal SIGKILL`` for -9."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
