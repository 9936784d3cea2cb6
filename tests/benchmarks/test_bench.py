"""The benchmark runs, on a tiny programme, so that it cannot rot. What it measures there says nothing."""

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measuring import Figure, median_ratio, percentile, table

REPOSITORY = Path(__file__).resolve().parents[2]
OFFERS = 50


def test_bench_of_the_database_runs_and_what_it_holds_equal_is_equal(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.benchmarks", "--only", "database"]
    options = ["--offers", str(OFFERS), "--pairs", "1", "--changes", "30", "--to", str(tmp_path)]
    outcome = subprocess.run(
        [*program, *options], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    [kept] = tmp_path.iterdir()
    figures = {figure["name"]: figure for figure in json.loads(kept.read_text())["figures"]}
    for name in (
        "rows that a second run writes or locks",
        f"offers of {OFFERS} whose incremental status is not the full one",
    ):
        assert figures[name]["ours"] == 0
        assert name in outcome.stdout


def test_ratio_is_the_median_of_the_rounds_ratios() -> None:
    assert median_ratio([2, 30, 8], [1, 10, 2]) == 3


def test_percentile_is_one_of_the_values() -> None:
    assert [percentile([3, 1, 2, 5, 4], share) for share in (0, 0.5, 0.95, 1)] == [1, 3, 5, 5]


def test_table_says_whether_a_target_was_reached() -> None:
    figures = [
        Figure("one", 2, "s", 1, "a SELECT", 2.0, "≤ 2 ×", True),
        Figure("another", 1234.5, "MB", target="≤ 5 MB", reached=False),
    ]
    lines = [line.split() for line in table(figures).splitlines()]
    assert lines[0] == ["figure", "ours", "yardstick", "ratio", "target", "reached"]
    assert lines[1][-1] == "yes"
    assert lines[2] == ["another", "1,234", "MB", "≤", "5", "MB", "NO"]
