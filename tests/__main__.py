"""`make test`: every part, one after another, and at the end a table of what ran and what did not.

python -m tests [PART …]
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cosell.supervisor.program import end_with_parent
from tests.support.parts import PARTS, Part

REPOSITORY = Path(__file__).resolve().parent.parent
PASSED, FAILED, NOT_RUN = "passed", "FAILED", "NOT RUN"


@dataclass(frozen=True)
class Outcome:
    part: Part
    word: str
    seconds: float = 0.0
    reason: str = ""

    def line(self) -> str:
        took = f"{self.seconds:7.1f} s" if self.word != NOT_RUN else " " * 9
        reason = f" ({self.reason})" if self.reason else ""
        return f"  {self.part.name:<11} {self.word:<8} {took}  {self.part.about}{reason}"


def environment(part: Part) -> dict[str, str]:
    """The part's own variables; whatever Python, pytest and the tests write goes below var/."""
    var = REPOSITORY / "var"
    (var / "tmp").mkdir(parents=True, exist_ok=True)
    ours = {"PYTHONPYCACHEPREFIX": str(var / "cache" / "python"), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **ours, **part.env}


def run_command(command: Sequence[str], part: Part, seconds: float) -> str:
    """Run it in this terminal; what went wrong, or nothing."""
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment(part),
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=end_with_parent,
    )
    try:
        code = process.wait(timeout=max(seconds, 1))
    except subprocess.TimeoutExpired:
        return f"stopped after {part.minutes:g} minutes"
    else:
        return f"exit code {code}" if code else ""
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a command that is still running, with all that it started; gently first, so that servers stop."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run(part: Part) -> Outcome:
    lacking = part.missing()
    if lacking:
        return Outcome(part, NOT_RUN, reason=lacking)
    print(f"\n=== {part.name}: {part.about}", flush=True)
    started = time.monotonic()
    faults = []
    for command in part.commands:
        left = part.minutes * 60 - (time.monotonic() - started)
        faults.append(run_command(command, part, left))
    reason = ", ".join(fault for fault in faults if fault)
    return Outcome(part, FAILED if reason else PASSED, time.monotonic() - started, reason)


def chosen(names: Sequence[str]) -> list[Part]:
    known = {part.name: part for part in PARTS}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"No such part: {', '.join(unknown)}. The parts are: {', '.join(known)}.")
    return [known[name] for name in names] if names else list(PARTS)


def report(outcomes: Sequence[Outcome], *, must_run: bool) -> int:
    """Print the table; the exit code: 1 if a part failed, or was not run where every part must run."""
    print("\nWhat was run:")
    for outcome in outcomes:
        print(outcome.line())
    run_names = {outcome.part.name for outcome in outcomes}
    left_out = [part.name for part in PARTS if part.name not in run_names]
    if left_out:
        print(f"  not asked for: {', '.join(left_out)}")
    count = {word: sum(outcome.word == word for outcome in outcomes) for word in (PASSED, FAILED, NOT_RUN)}
    if count[NOT_RUN] and must_run:
        print("CI is set: a part that was not run counts as a failure.")
    print(f"Parts: {count[PASSED]} passed, {count[FAILED]} failed, {count[NOT_RUN]} not run.")
    return 1 if count[FAILED] or (count[NOT_RUN] and must_run) else 0


def main() -> int:
    parts = chosen(sys.argv[1:])
    must_run = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    return report([run(part) for part in parts], must_run=must_run)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
