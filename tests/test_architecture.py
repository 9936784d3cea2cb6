"""The rules of the house that no linter knows. Import directions are import-linter's (pyproject.toml)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("cosell", "offers", "eligibility", "reviews")
BESIDE_THE_MIRROR = {"browser", "support", "faults", "benchmarks", "language"}
LONGEST_FILE = 400
LONGEST_LINE = 120  # of Python, ruff measures it
LONGEST_FUNCTION = 45
NINE_IN_TEN_FUNCTIONS = 30
LONGER_FILES = {
    # path: why it is one file all the same
    "tests/eligibility/test_messages.py": "one table: each requirement's sentences in both languages",
}
MAILS = {"mail"}  # read by mail programs, which know no stylesheet
INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}
EXCUSE = re.compile(r"#\s*(noqa|type: ignore)(?P<codes>[^#]*)(?P<reason>#.*)?")


def python_files(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]


def where(path: Path, line: int | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"


def nodes(path: Path) -> Iterator[ast.AST]:
    yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def test_tasks_are_started_through_the_nudge_only() -> None:
    found = [
        where(path, node.lineno)
        for path in python_files(*ROOMS)
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr in {"delay", "apply_async", "delay_on_commit", "send_task"}
    ]
    assert [place for place in found if not place.startswith("cosell/nudges.py:")] == []


def test_services_know_no_web_request() -> None:
    found = [
        where(path, node.lineno)
        for path in python_files(*ROOMS)
        if "services" in path.parts or path.name == "services.py"
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module in {"django.http", "django.shortcuts"}
    ]
    assert found == []


@pytest.mark.parametrize("fault", sorted(INLINE))
def test_templates_hold_nothing_that_the_content_policy_refuses(fault: str) -> None:
    found = [
        where(path, text.count("\n", 0, match.start()) + 1)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if path.stem not in MAILS
        for text in [path.read_text(encoding="utf-8")]
        for match in INLINE[fault].finditer(text)
    ]
    assert found == []


def test_nothing_is_called_utils() -> None:
    found = [
        where(path)
        for path in python_files(*ROOMS, "tests")
        if path.stem in {"utils", "util", "helpers", "misc"}
    ]
    assert found == []


def page_files() -> list[Path]:
    """What pages are made of: templates, stylesheets, scripts."""
    return [
        *(ROOT / "static").rglob("*.js"),
        *(ROOT / "static").rglob("*.css"),
        *(ROOT / "templates").rglob("*.html"),
    ]


def test_lines_of_templates_stylesheets_and_scripts_are_short() -> None:
    found = [
        f"{where(path, number)} has {len(line)} characters"
        for path in sorted(page_files())
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert found == [], f"break them up (docs/components.md, Lines): {LONGEST_LINE} characters at most"


def test_long_files_are_named_with_their_reason() -> None:
    long = {
        where(path)
        for path in (*python_files(*ROOMS, "tests"), *page_files())
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    }
    assert long == set(LONGER_FILES)


def test_functions_are_short() -> None:
    lengths = {
        where(path, node.lineno): (node.end_lineno or node.lineno) - node.lineno + 1
        for path in python_files(*ROOMS)
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert [f"{place}: {length}" for place, length in lengths.items() if length > LONGEST_FUNCTION] == []
    assert sorted(lengths.values())[int(len(lengths) * 0.9)] <= NINE_IN_TEN_FUNCTIONS


def test_tests_lie_where_the_code_lies() -> None:
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    astray = [
        folder.as_posix()
        for folder in sorted(folders)
        if folder.parts and folder.parts[0] not in BESIDE_THE_MIRROR and not mirrors_code(folder)
    ]
    assert astray == []


def mirrors_code(folder: Path) -> bool:
    """Whether code of that name lies there: a package, a module, or one of either inside a layer of its room."""
    room = ROOT / folder.parts[0]
    return (
        (ROOT / folder).is_dir() or any(room.rglob(f"{folder.name}.py")) or any(room.rglob(f"{folder.name}/"))
    )


def test_no_test_is_left_out_or_mocks_our_own_code() -> None:
    words = {"skip", "skipif", "xfail", "importorskip"}
    found = []
    for path in python_files("tests"):
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in words:
                found.append(where(path, node.lineno))
            if isinstance(node, ast.ImportFrom | ast.Import):
                names = [getattr(node, "module", "") or "", *(alias.name for alias in node.names)]
                if any(name == "mock" or name.startswith("unittest.mock") for name in names):
                    found.append(where(path, node.lineno))
    assert found == []


def test_every_excuse_to_a_checker_names_code_and_reason() -> None:
    found = []
    for path in python_files(*ROOMS, "tests"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            excuse = EXCUSE.search(line)
            if excuse and path != Path(__file__) and not is_explained(excuse):
                found.append(where(path, number))
    assert found == []


def is_explained(excuse: re.Match[str]) -> bool:
    """``# noqa: S101 - why`` or ``# type: ignore[code]  # why``."""
    if excuse[1] == "noqa":
        return re.match(r": [A-Z]+\d+(, [A-Z]+\d+)* - \S", excuse["codes"]) is not None
    return excuse["codes"].startswith("[") and len((excuse["reason"] or "").strip("# ")) > 0


def test_top_of_eligibility_holds_what_django_looks_for_and_what_all_of_it_shares() -> None:
    """All else has a package, so that a newcomer finds it by its name."""
    assert {path.stem for path in (ROOT / "eligibility").glob("*.py")} == {
        "__init__",
        *("apps", "checks", "notices", "permissions", "queries", "tasks", "urls"),
        "figures",
    }
