"""One child process: how it is started, how its lines are passed on, how it is ended."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
LONGEST_LINE = 65_536  # bytes; a longer line is passed on in pieces

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """What to run. ``restarts`` is how often in a row it is started again where it ends before it got going.

    Having once run for a while it is started again as often as it takes; with no restarts, never.
    """

    name: str
    argv: Sequence[str]
    restarts: int = 0


def end_with_parent() -> None:
    """In the child, before it runs its program: be asked to end when the parent dies, however it dies (Linux)."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Running:
    """A started program in a process group of its own, so that the terminal's Ctrl-C reaches only the parent."""

    def __init__(
        self, program: Program, process: asyncio.subprocess.Process, output: asyncio.StreamReader
    ) -> None:
        self.program = program
        self.process = process
        self._output = output
        self._cleared = False

    @classmethod
    async def start(
        cls, program: Program, env: Mapping[str, str], keep_open: Sequence[int] = ()
    ) -> "Running":
        """``keep_open`` are file descriptors that the program inherits: a lock held as long as it lives."""
        # A pipe of our own: asyncio's waits, at the program's end, for whatever else holds the other side.
        reading, writing = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *program.argv,
                env=env,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writing,
                stderr=asyncio.subprocess.STDOUT,
                process_group=0,
                pass_fds=keep_open,
                preexec_fn=end_with_parent,
            )
        finally:
            os.close(writing)
        return cls(program, process, await _stream(reading))

    async def ended(self, say: Callable[[str, str], None]) -> int:
        """Pass on every line until the program has ended, then clear away what it left; its exit code."""
        reading = asyncio.create_task(self._pass_on(say))
        code = await self.process.wait()
        self.kill()
        self._cleared = True
        with suppress(TimeoutError):
            await asyncio.wait_for(reading, timeout=2)
        return code

    async def _pass_on(self, say: Callable[[str, str], None]) -> None:
        rest = b""
        while piece := await self._output.read(LONGEST_LINE):
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                lines, rest = [*lines, rest], b""
            for line in lines:
                say(self.program.name, line.decode(errors="replace"))
        if rest:
            say(self.program.name, rest.decode(errors="replace"))

    def ask_to_end(self) -> None:
        with suppress(ProcessLookupError):
            self.process.terminate()

    def kill(self) -> None:
        """End the program and everything it started, now."""
        if self._cleared:  # its number may belong to another process by now
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


async def _stream(descriptor: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    pipe = os.fdopen(descriptor, "rb", buffering=0)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader
