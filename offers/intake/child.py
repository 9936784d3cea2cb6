"""Looking at hostile files in a child process: bounded in time and memory, killed when over.

A fresh interpreter, not a fork: it shares no memory, no connections and no secrets with its parent.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any

from offers.intake import arrival
from offers.intake.findings import Code, Finding, Report
from offers.intake.limits import LAYOUT_BOUNDS, Bounds, Limits
from offers.intake.names import clean_name, extension_of
from offers.intake.office import PDF_NAME
from offers.intake.rendering import pages_in

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-P", "-m", "offers.intake")
# Nothing else of the parent's environment reaches the child: it may hold passwords.
_PASSED_ON = ("PATH", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPYCACHEPREFIX")
LOGGED_BYTES = 4000


class Fault(Enum):
    """How a child can fail to answer."""

    TIMED_OUT = Code.CHECK_TIMED_OUT
    CRASHED = Code.CHECK_CRASHED


@dataclass(frozen=True)
class Outcome:
    """What came of a child: its answer, or the fault that kept it from answering."""

    answer: Any = None
    fault: Fault | None = None


def inspect_in_child(
    path: Path, original_name: str, kind: str, limits: Limits | None = None, bounds: Bounds | None = None
) -> Report:
    """`inspect_file` in a child process. Always a report, never an exception."""
    limits, bounds = limits or Limits(), bounds or Bounds()
    arguments = {
        "path": str(path.absolute()),
        "original_name": original_name,
        "kind": kind,
        "limits": asdict(limits),
    }
    outcome = run("inspect", arguments, bounds)
    try:
        if outcome.fault is None:
            return Report.from_json(outcome.answer)
    except (KeyError, TypeError, ValueError):
        logger.exception("The child that inspected %s answered with something that is no report.", path)
    return _report_of_fault(path, original_name, outcome.fault or Fault.CRASHED, bounds)


def render_pages_in_child(
    path: Path, media_type: str, out_dir: Path, limits: Limits | None = None, bounds: Bounds | None = None
) -> list[Path]:
    """`render_pages` in a child process: the pages drawn within the bounds, maybe none.

    `out_dir` is created; give it one of its own. Raises OSError where it cannot be made, and nothing else.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    places = {"path": str(path.absolute()), "out_dir": str(out_dir.absolute())}
    arguments = {**places, "media_type": media_type, "limits": asdict(limits or Limits())}
    run("render", arguments, bounds or Bounds())
    return pages_in(out_dir)


def lay_out_in_child(
    path: Path, media_type: str, out_dir: Path, limits: Limits | None = None, bounds: Bounds | None = None
) -> Path | None:
    """`lay_out` in a child process: the PDF in `out_dir`, or None where it was not whole within the bounds.

    `out_dir` is created. Raises OSError where it cannot be made, and nothing else.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    places = {"path": str(path.absolute()), "out_dir": str(out_dir.absolute())}
    arguments = {**places, "media_type": media_type, "limits": asdict(limits or Limits())}
    outcome = run("lay_out", arguments, bounds or LAYOUT_BOUNDS)
    return out_dir / PDF_NAME if outcome.answer is True else None


def extract_text_in_child(
    path: Path, media_type: str, limits: Limits | None = None, bounds: Bounds | None = None
) -> list[str]:
    """`extract_text` in a child process; empty where it did not succeed. Never raises."""
    arguments = {"path": str(path.absolute()), "media_type": media_type, "limits": asdict(limits or Limits())}
    answer = run("text", arguments, bounds or Bounds()).answer
    return answer if isinstance(answer, list) else []


def run(job: str, arguments: Mapping[str, Any], bounds: Bounds) -> Outcome:
    """Run a job of `__main__` in a child and wait for its answer, at most `bounds.seconds`. Never raises."""
    order = json.dumps({"job": job, "arguments": dict(arguments), "bounds": asdict(bounds)}).encode()
    try:
        with tempfile.TemporaryDirectory(prefix="intake-", ignore_cleanup_errors=True) as scratch:
            return _run_in(Path(scratch), order, bounds)
    except (OSError, subprocess.SubprocessError):
        logger.exception("The child for the job %s could not be run.", job)
        return Outcome(fault=Fault.CRASHED)


def _run_in(scratch: Path, order: bytes, bounds: Bounds) -> Outcome:
    """What the child says goes to files, which its own limits bound; a pipe would fill our memory."""
    (scratch / "order").write_bytes(order)
    with (
        (scratch / "order").open("rb") as stdin,
        _new(scratch, "answer") as answer,
        _new(scratch, "log") as log,
    ):
        process = subprocess.Popen(
            COMMAND,
            stdin=stdin,
            stdout=answer,
            stderr=log,
            cwd=scratch,
            env=_environment(scratch),
            start_new_session=True,
        )
        try:
            process.wait(timeout=bounds.seconds)
        except subprocess.TimeoutExpired:
            return Outcome(fault=Fault.TIMED_OUT)
        finally:
            _end(process)
    return _outcome(process.returncode, scratch)


def _new(folder: Path, name: str) -> IO[bytes]:
    return (folder / name).open("xb")


def _environment(scratch: Path) -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    places = {"HOME": str(scratch), "TMPDIR": str(scratch), "PYTHONPATH": str(ROOT)}
    return {**passed_on, **places, "PYTHONIOENCODING": "utf-8"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child, and whatever it started, if it still runs; also when this process is being stopped."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):  # its group lives on as long as any of them does
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _outcome(returncode: int, scratch: Path) -> Outcome:
    said = (scratch / "log").read_bytes()[-LOGGED_BYTES:].decode(errors="replace")
    if returncode == 0:
        try:
            return Outcome(answer=json.loads((scratch / "answer").read_bytes()))
        except ValueError:
            said = f"The answer was no JSON. {said}"
    logger.warning("An intake child ended with %s: %s", returncode, said)
    out_of_time = -returncode in {getattr(signal, "SIGXCPU", None), getattr(signal, "SIGALRM", None)}
    return Outcome(fault=Fault.TIMED_OUT if out_of_time else Fault.CRASHED)


def _report_of_fault(path: Path, original_name: str, fault: Fault, bounds: Bounds) -> Report:
    """A report for a file whose child did not answer, with the figures that need no parser."""
    finding = Finding(fault.value, {"seconds": int(bounds.seconds)} if fault is Fault.TIMED_OUT else {})
    name, extension = clean_name(original_name), extension_of(original_name)
    try:
        return Report(
            name, extension, path.stat().st_size, sha256=arrival.sha256_of(path), findings=(finding,)
        )
    except OSError:
        return Report(name, extension, size=0, findings=(Finding(Code.FILE_MISSING), finding))
