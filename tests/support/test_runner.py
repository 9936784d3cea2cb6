"""The runner of `make test`: what it says and how it ends."""

import sys

import pytest

from tests.__main__ import FAILED, NOT_RUN, PASSED, Outcome, chosen, report, run
from tests.support.parts import PARTS, Part


def part(code: str, minutes: float = 1, missing: str | None = None) -> Part:
    return Part("tried", "a try", [[sys.executable, "-c", code]], minutes=minutes, missing=lambda: missing)


@pytest.mark.parametrize(
    ("tried", "word", "reason"),
    [
        (part("pass"), PASSED, ""),
        (part("raise SystemExit(3)"), FAILED, "exit code 3"),
        (part("import time; time.sleep(60)", minutes=0.01), FAILED, "stopped after 0.01 minutes"),
        (part("pass", missing="no browser here"), NOT_RUN, "no browser here"),
    ],
)
def test_part_ends_as_its_commands_do(tried: Part, word: str, reason: str) -> None:
    outcome = run(tried)
    assert (outcome.word, outcome.reason) == (word, reason)


def test_every_command_of_a_part_is_run_even_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    commands = [[sys.executable, "-c", "raise SystemExit(1)"], [sys.executable, "-c", "print('second')"]]
    assert run(Part("tried", "a try", commands)).reason == "exit code 1"
    assert "second" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("words", "must_run", "code", "last"),
    [
        ([PASSED, PASSED], True, 0, "Parts: 2 passed, 0 failed, 0 not run."),
        ([PASSED, FAILED], False, 1, "Parts: 1 passed, 1 failed, 0 not run."),
        ([PASSED, NOT_RUN], False, 0, "Parts: 1 passed, 0 failed, 1 not run."),
        ([PASSED, NOT_RUN], True, 1, "Parts: 1 passed, 0 failed, 1 not run."),
    ],
)
def test_report_ends_with_the_count_and_its_exit_code(
    words: list[str], must_run: bool, code: int, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = [Outcome(part("pass"), word, reason="no browser" if word == NOT_RUN else "") for word in words]
    assert report(outcomes, must_run=must_run) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


def test_report_says_what_was_not_run_and_how_to_get_it(capsys: pytest.CaptureFixture[str]) -> None:
    report([Outcome(PARTS[-1], NOT_RUN, reason="no browser here: install Chromium")], must_run=False)
    assert "NOT RUN" in capsys.readouterr().out.splitlines()[2]


def test_unknown_part_is_one_line() -> None:
    with pytest.raises(SystemExit, match=r"^No such part: unit\. The parts are: lint, types, "):
        chosen(["unit"])


def test_all_parts_are_run_unless_some_are_named() -> None:
    assert chosen([]) == list(PARTS)
    assert [each.name for each in chosen(["units", "lint"])] == ["units", "lint"]
