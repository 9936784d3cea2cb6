"""The environment's making, without the network: a lock file without packages."""

import subprocess
import sys
from pathlib import Path

import pytest

from cosell.supervisor.prepare import hold, is_ready, python_of, stamp_of, works

SCRIPT = Path(__file__).resolve().parents[3] / "cosell" / "supervisor" / "prepare.py"


def prepare(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the script as make does, in ``folder``: environment var/venv, lock file lock.txt."""
    command = [sys.executable, "-I", str(SCRIPT), "var/venv", "lock.txt", *options]
    return subprocess.run(
        command, cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone")
    (folder / "lock.txt").write_text("# nothing\n")
    outcome = prepare(folder)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.splitlines() == [
        f"Making var/venv with Python {sys.version.split()[0]}.",
        "Installing the 0 locked packages of lock.txt (a minute or two the first time).",
    ]
    return folder


def test_prepare_makes_an_environment_that_works(prepared: Path) -> None:
    assert works(prepared / "var" / "venv")
    assert is_ready(prepared / "var" / "venv", prepared / "lock.txt")


def test_prepare_does_nothing_the_second_time(prepared: Path) -> None:
    before = stamp_of(prepared / "var" / "venv").stat().st_mtime_ns
    outcome = prepare(prepared)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")
    assert stamp_of(prepared / "var" / "venv").stat().st_mtime_ns == before


def test_prepare_says_that_it_failed_and_leaves_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "lock.txt").write_text("no-such-package==1.0\n")  # without a hash it is refused unseen
    outcome = prepare(tmp_path)
    assert outcome.returncode == 1
    assert outcome.stderr.splitlines()[-1] == (
        "var/venv could not be prepared; the lines above say why. Nothing was started."
    )
    assert not stamp_of(tmp_path / "var" / "venv").exists()


def test_prepare_leaves_the_environment_of_a_running_product_alone(prepared: Path) -> None:
    (prepared / "other.txt").write_text("# changed\n")
    lock = hold(prepared / "var" / "up.lock")
    assert lock is not None
    with lock:
        (prepared / "lock.txt").write_text("# changed\n")
        outcome = prepare(prepared, "--while-stopped")
        (prepared / "lock.txt").write_text("# nothing\n")
    assert outcome.returncode == 1
    assert outcome.stdout.splitlines() == [
        "lock.txt has changed, but the Co-sell Center is running from var/venv: stop it first (Ctrl-C)."
    ]


def test_environment_whose_python_is_gone_does_not_work(tmp_path: Path) -> None:
    python = python_of(tmp_path)
    python.parent.mkdir()
    python.symlink_to(tmp_path / "gone")
    assert not works(tmp_path)


def test_lock_is_held_by_one_until_it_is_closed(tmp_path: Path) -> None:
    first = hold(tmp_path / "a.lock")
    assert first is not None
    assert hold(tmp_path / "a.lock") is None
    first.close()
    second = hold(tmp_path / "a.lock")
    assert second is not None
    second.close()
