"""Lines of several programs in one terminal, each with the name of who says it."""

import os
import sys
from typing import TextIO

WIDTH = 8
COLOURS = {"web": 36, "worker": 35, "beat": 34, "demo": 32}
FAULT = 31


class Console:
    """Writes whole lines at once. A terminal that has gone away is no fault: nobody reads any more."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._coloured = self._out.isatty() and "NO_COLOR" not in os.environ

    def say(self, name: str, line: str) -> None:
        """A line of a program's own output."""
        colour = COLOURS.get(name.split(maxsplit=1)[0])
        self._write(f"{self._paint(f'{name:<{WIDTH}}', colour)} | {line.rstrip()}")

    def tell(self, line: str = "") -> None:
        """A line to the person at the terminal."""
        self._write(line)

    def warn(self, line: str) -> None:
        self._write(self._paint(line, FAULT))

    def _paint(self, text: str, colour: int | None) -> str:
        return f"\033[{colour}m{text}\033[0m" if self._coloured and colour else text

    def _write(self, line: str) -> None:
        try:
            self._out.write(line + "\n")
            self._out.flush()
        except (BrokenPipeError, OSError):
            self._coloured = False
