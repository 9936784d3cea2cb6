"""Office files become pages by a real LibreOffice: bounded, without a network, gone afterwards."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from offers.intake import FORMATS, Bounds, extract_text_in_child, lay_out_in_child
from offers.intake.limits import LAYOUT_BOUNDS
from tests.offers.intake.corpus import office

pytestmark = pytest.mark.libreoffice

PDF = FORMATS[".pdf"].media_type
DECK = FORMATS[".pptx"].media_type


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


def _running_below(folder: Path) -> list[int]:
    """Processes whose command names this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = entry.read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in command:
            found.append(int(entry.parent.name))
    return found


@pytest.mark.parametrize(
    ("extension", "build", "pages"),
    [
        (".pptx", lambda: office.pptx_file(3), ["Slide 1", "Slide 2", "Slide 3"]),
        (
            ".docx",
            lambda: office.docx_file(2),
            ["Solution brief\nPage 1 of the brief", "Page 2 of the brief"],
        ),
        (".xlsx", office.xlsx_file, ["Customer wins"]),
    ],
)
def test_office_file_becomes_a_pdf_of_all_its_pages(
    extension: str, build: Callable[[], bytes], pages: list[str], tmp_path: Path
) -> None:
    made = lay_out_in_child(_written(tmp_path, build()), FORMATS[extension].media_type, tmp_path / "out")
    assert made == tmp_path / "out" / "document.pdf"
    assert extract_text_in_child(made, PDF) == pages


def test_file_that_cannot_be_laid_out_gives_nothing(tmp_path: Path) -> None:
    path = _written(tmp_path, b"PK\x03\x04 no archive at all")
    assert lay_out_in_child(path, DECK, tmp_path / "out") is None


@pytest.mark.parametrize(
    "bounds",
    [
        pytest.param(Bounds(seconds=0.7, memory_bytes=LAYOUT_BOUNDS.memory_bytes, open_files=256), id="time"),
        pytest.param(Bounds(memory_bytes=200 * 1024 * 1024, open_files=256), id="memory"),
        pytest.param(
            Bounds(memory_bytes=LAYOUT_BOUNDS.memory_bytes, open_files=256, written_bytes=500), id="disk"
        ),
    ],
)
def test_layout_over_its_bounds_gives_nothing_and_leaves_nothing_running(
    bounds: Bounds, tmp_path: Path
) -> None:
    path = _written(tmp_path, office.pptx_file(40))
    begun = time.monotonic()
    assert lay_out_in_child(path, DECK, tmp_path / "out", bounds=bounds) is None
    assert time.monotonic() - begun < 20
    assert _running_below(tmp_path) == []
