"""Taking times so that two of them can be compared on a machine with much else to do: in turns, and by their median."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """``ours`` and ``yardstick`` in ``unit``, medians. ``ratio`` is what ``target`` speaks of; None: there is none."""

    name: str
    ours: float
    unit: str
    yardstick: float | None = None
    yardstick_name: str = ""
    ratio: float | None = None
    target: str = ""
    reached: bool | None = None

    def cells(self) -> list[str]:
        reached = {True: "yes", False: "NO", None: ""}[self.reached]
        return [
            self.name,
            f"{self.ours:,.4g} {self.unit}",
            "" if self.yardstick is None else f"{self.yardstick:,.4g} {self.unit} · {self.yardstick_name}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self.target,
            reached,
        ]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def seconds(act: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def in_turns(
    acts: Sequence[Callable[[], object]], pairs: int, before_each: Callable[[], object] = lambda: None
) -> list[list[float]]:
    """For each act the seconds of its rounds: all acts take a turn in each round, after ``before_each``."""
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(pairs):
        before_each()
        for times, act in zip(taken, acts, strict=True):
            times.append(seconds(act))
    return taken


def median_ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The median of the rounds' own ratios: what disturbed one round disturbed both of its times."""
    return statistics.median(one / other for one, other in zip(over, under, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def table(figures: Sequence[Figure]) -> str:
    head = ["figure", "ours", "yardstick", "ratio", "target", "reached"]
    rows = [head, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
