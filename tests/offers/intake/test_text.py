"""The text of a document comes page by page, bounded."""

from pathlib import Path

import pytest

from offers.intake import Limits, extract_text, extract_text_in_child
from offers.intake.formats import FORMATS
from tests.offers.intake.corpus import archives, media, office, pdfs


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("extension", "content", "text"),
    [
        (".pdf", pdfs.pdf(2), ["Page 1 of the solution brief", "Page 2 of the solution brief"]),
        (".pptx", office.pptx_file(3), ["Slide 1", "Slide 2", "Slide 3"]),
        (".docx", office.docx_file(2), ["Solution brief\nPage 1 of the brief", "Page 2 of the brief"]),
        (".xlsx", office.xlsx_file(2), ["Sheet\nCustomer wins", "Region 2"]),
        (".xlsx", office.xlsx_with_figures(), ["Sheet\nACR\t100000.5\tUSD"]),
        (".png", media.picture("PNG"), []),
        (".mp4", media.mp4(), []),
        (".doc", b"", []),
    ],
)
def test_text_comes_page_by_page(extension: str, content: bytes, text: list[str], tmp_path: Path) -> None:
    path, media_type = _written(tmp_path, content), FORMATS[extension].media_type
    assert extract_text(path, media_type) == text
    assert extract_text_in_child(path, media_type) == text


def test_slides_come_in_the_order_of_the_show(tmp_path: Path) -> None:
    path = _written(tmp_path, office.pptx_in_another_order())
    assert extract_text(path, FORMATS[".pptx"].media_type) == ["Slide 3", "Slide 1", "Slide 2"]


@pytest.mark.parametrize("extension", [".pdf", ".pptx", ".docx", ".xlsx"])
def test_text_is_cut_to_its_limits(extension: str, tmp_path: Path) -> None:
    contents = {
        ".pdf": pdfs.pdf(3),
        ".pptx": office.pptx_file(3),
        ".docx": office.docx_file(3),
        ".xlsx": office.xlsx_file(3),
    }
    path = _written(tmp_path, contents[extension])
    limits = Limits(text_pages=2, text_characters=3)
    lengths = [len(page) for page in extract_text(path, FORMATS[extension].media_type, limits)]
    assert lengths == [3, 3]


def test_tabs_and_line_breaks_are_kept(tmp_path: Path) -> None:
    path = _written(tmp_path, office.docx_with_text("Region\tRevenue\nFrance\t12"))
    assert extract_text(path, FORMATS[".docx"].media_type) == ["Region\tRevenue\nFrance\t12"]


def test_text_holds_nothing_that_a_database_refuses(tmp_path: Path) -> None:
    path = _written(tmp_path, pdfs.pdf_with_control_characters())
    assert extract_text(path, FORMATS[".pdf"].media_type) == ["beforeafter"]


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        pytest.param(".pdf", b"%PDF-1.7 nothing", id="damaged"),
        pytest.param(".docx", office.docx_with_entities(), id="entities"),
        pytest.param(".xlsx", archives.with_swollen_part(office.xlsx_file()), id="bomb"),
        pytest.param(".pptx", b"PK", id="no archive"),
    ],
)
def test_file_that_cannot_be_read_gives_no_text(extension: str, content: bytes, tmp_path: Path) -> None:
    assert extract_text_in_child(_written(tmp_path, content), FORMATS[extension].media_type) == []
