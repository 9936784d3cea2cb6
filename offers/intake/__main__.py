"""The child: reads an order from standard input, confines itself, does the job, answers in JSON."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from offers.intake.confinement import confine
from offers.intake.limits import Bounds, Limits


def main() -> None:
    answer = _claim_standard_output()
    order = json.load(sys.stdin)
    confine(Bounds(**order["bounds"]))
    json.dump(JOBS[order["job"]](order["arguments"]), answer)
    answer.close()


def _claim_standard_output() -> TextIO:
    """Keep standard output for the answer: what a library prints goes to the log."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answer


def _inspect(arguments: Mapping[str, Any]) -> Any:
    from offers.intake.pipeline import inspect_file

    path, limits = Path(arguments["path"]), Limits(**arguments["limits"])
    return inspect_file(path, arguments["original_name"], arguments["kind"], limits).to_json()


def _render(arguments: Mapping[str, Any]) -> Any:
    from offers.intake.rendering import render_pages

    path, out_dir, limits = Path(arguments["path"]), Path(arguments["out_dir"]), Limits(**arguments["limits"])
    return [page.name for page in render_pages(path, arguments["media_type"], out_dir, limits)]


def _lay_out(arguments: Mapping[str, Any]) -> Any:
    from offers.intake.office import lay_out

    path, out_dir, limits = Path(arguments["path"]), Path(arguments["out_dir"]), Limits(**arguments["limits"])
    return lay_out(path, arguments["media_type"], out_dir, limits) is not None


def _text(arguments: Mapping[str, Any]) -> Any:
    from offers.intake.text import extract_text

    return extract_text(Path(arguments["path"]), arguments["media_type"], Limits(**arguments["limits"]))


def _sheet(arguments: Mapping[str, Any]) -> Any:
    from offers.intake.sheet import SheetLimits, read_sheet

    return read_sheet(Path(arguments["path"]), arguments["name"], SheetLimits(**arguments["limits"]))


JOBS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "inspect": _inspect,
    "lay_out": _lay_out,
    "render": _render,
    "sheet": _sheet,
    "text": _text,
}


if __name__ == "__main__":
    main()
