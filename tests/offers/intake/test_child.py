"""A check that hangs, eats or dies is really ended, and there is always a report."""

import os
import sys
import time
from pathlib import Path

import pytest

from offers.intake import (
    Bounds,
    Limits,
    Report,
    child,
    extract_text,
    extract_text_in_child,
    inspect_file,
    inspect_in_child,
    render_pages_in_child,
)
from offers.intake.child import Fault, Outcome, run
from tests.offers.intake.corpus import legacy, media, office, pdfs
from tests.offers.intake.corpus.case import Case
from tests.offers.intake.corpus.hostile import ACTIVE, FORGED

CONFINED = """
from offers.intake.confinement import confine
from offers.intake.limits import Bounds
confine(Bounds(**{bounds}))
"""
HANG = "import time; time.sleep(60)"
BURN = "while True: pass"


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(pdfs.pdf(2))
    return path


def _become(monkeypatch: pytest.MonkeyPatch, script: str, **bounds: float) -> None:
    """Let the child be a script: what a hostile file might make of it."""
    confined = CONFINED.format(bounds=bounds) if bounds else ""
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-P", "-c", confined + script))


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.pdf", pdfs.pdf(3)),
        ("deck.pptx", office.pptx_file()),
        ("study.doc", legacy.doc(pages=2)),
        ("screen.png", media.picture("PNG")),
        ("demo.mp4", media.mp4()),
        ("brief.pdf", pdfs.with_javascript()),
        ("../deck.pptx", b"MZ"),
        ("brief.txt", b"text"),
        ("brief.pdf", b""),
    ],
)
def test_child_reports_what_the_checks_find(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    assert inspect_in_child(path, name, "other") == inspect_file(path, name, "other")


@pytest.mark.parametrize("case", [FORGED[0], ACTIVE[0]], ids=lambda case: case.about)
def test_child_keeps_to_the_limits_it_is_given(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(case.build())
    report = inspect_in_child(path, case.name, case.kind, Limits(max_bytes=10))
    assert report.codes == ("too_large",)


def test_relative_path_is_the_one_of_the_parent(
    upload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert inspect_in_child(Path("upload"), "brief.pdf", "other").codes == ()
    assert extract_text_in_child(Path("upload"), "application/pdf") == extract_text(upload, "application/pdf")
    drawn = render_pages_in_child(Path("upload"), "application/pdf", Path("out"))
    assert drawn == [Path("out/page-001.jpg"), Path("out/page-002.jpg")]


def test_missing_file_is_reported(tmp_path: Path) -> None:
    report = inspect_in_child(tmp_path / "nothing", "brief.pdf", "other")
    assert (report.codes, report.size, report.sha256) == (("file_missing",), 0, None)


def test_inspection_over_its_time_is_reported_with_size_and_hash(upload: Path) -> None:
    report = inspect_in_child(upload, "brief.pdf", "other", bounds=Bounds(seconds=0.01))
    expected = inspect_file(upload, "brief.pdf", "other")
    assert report.codes == ("check_timed_out",)
    assert (report.size, report.sha256, report.accepted) == (expected.size, expected.sha256, False)


def test_picture_that_needs_more_memory_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(media.plain_png(8_000, 5_000))
    report = inspect_in_child(path, "d.png", "other", bounds=Bounds(memory_bytes=160 * 1024 * 1024))
    assert report.codes == ("check_too_heavy",)


def test_hanging_child_is_killed_with_what_it_started(
    upload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = tmp_path / "pids"
    started = f"import os, subprocess; other = subprocess.Popen(['sleep', '60']); open({str(pids)!r}, 'w')"
    _become(monkeypatch, f"{started}.write(f'{{os.getpid()}} {{other.pid}}'); {HANG}")
    begun = time.monotonic()
    report = inspect_in_child(upload, "brief.pdf", "other", bounds=Bounds(seconds=1.0))
    assert report.codes == ("check_timed_out",)
    assert time.monotonic() - begun < 10
    # The grandchild's parent is gone; whoever takes over reaps it in a moment.
    deadline = time.monotonic() + 5
    while not all(_is_gone(int(pid)) for pid in pids.read_text().split()):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_child_that_burns_its_processor_time_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    _become(monkeypatch, BURN, cpu_seconds=1)
    assert run("inspect", {}, Bounds(seconds=30)) == Outcome(fault=Fault.TIMED_OUT)


def test_child_whose_parent_was_killed_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    _become(monkeypatch, HANG, seconds=-4.5)
    assert run("inspect", {}, Bounds(seconds=30)) == Outcome(fault=Fault.TIMED_OUT)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("eaten = [bytearray(10**6) for _ in range(10**4)]", id="eats memory"),
        pytest.param("open('much', 'wb').write(bytes(10**7))", id="fills the disk"),
        pytest.param("print('x' * 10**7)", id="floods its answer"),
        pytest.param("files = [open('/dev/null') for _ in range(100)]", id="opens many files"),
        pytest.param("import os; os.abort()", id="aborts"),
        pytest.param("raise SystemExit(3)", id="gives up"),
        pytest.param("print('hello')", id="answers no JSON"),
        pytest.param("print('[1]')", id="answers a list"),
        pytest.param("print('{\"name\": 1}')", id="answers no report"),
        pytest.param('print(\'{"findings": [{"code": "odd"}]}\')', id="answers an unknown code"),
    ],
)
def test_child_that_fails_is_reported_as_crashed(
    script: str, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _become(monkeypatch, script, memory_bytes=200 * 1024 * 1024, written_bytes=10**6)
    report = inspect_in_child(upload, "brief.pdf", "other")
    assert report.codes == ("check_crashed",)
    assert report.size == upload.stat().st_size


def test_interpreter_that_does_not_start_is_reported(upload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "COMMAND", ("/nowhere/python",))
    assert inspect_in_child(upload, "brief.pdf", "other").codes == ("check_crashed",)


def test_child_knows_no_secrets_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@127.0.0.1/cosell")
    _become(monkeypatch, "import json, os; print(json.dumps(sorted(os.environ)))")
    known = set(run("inspect", {}, Bounds()).answer)
    of_python = {"PYTHONIOENCODING", "PYTHONPATH", "PYTHONPYCACHEPREFIX"}
    assert known <= {"HOME", "LC_CTYPE", "PATH", "TMPDIR", "VIRTUAL_ENV", *of_python}


def test_child_is_quick_to_start_without_the_web_framework(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import json, sys, offers.intake.__main__; print(json.dumps(sorted(sys.modules)))"
    _become(monkeypatch, script)
    loaded = set(run("inspect", {}, Bounds()).answer)
    assert loaded & {"django", "celery", "pypdf", "pypdfium2", "PIL", "olefile"} == set()


def test_report_survives_its_way_as_json(upload: Path) -> None:
    report = inspect_file(upload, "../brief.pdf", "customer_one_pager", Limits(one_pager_pages=1))
    assert report.codes == ("name_cleaned", "one_pager_too_long")
    assert Report.from_json(report.to_json()) == report


def test_film_of_500_mb_is_taken_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    film = media.mp4()
    free = 500 * 1024 * 1024 - len(film)
    path.write_bytes(film + free.to_bytes(4, "big") + b"free")
    os.truncate(path, 500 * 1024 * 1024)
    report = inspect_in_child(path, "demo.mp4", "other", bounds=Bounds(memory_bytes=200 * 1024 * 1024))
    assert (report.codes, report.size) == ((), 500 * 1024 * 1024)
    os.truncate(path, 500 * 1024 * 1024 + 1)
    assert inspect_in_child(path, "demo.mp4", "other").codes == ("too_large",)
