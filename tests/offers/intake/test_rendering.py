"""First pages become pictures of bounded size; a file that cannot be drawn gives none."""

from pathlib import Path

import pytest
from PIL import Image

from offers.intake import Bounds, Limits, render_pages, render_pages_in_child
from tests.offers.intake.corpus import media, office, pdfs

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


def _sizes(pages: list[Path]) -> list[tuple[int, int]]:
    sizes = []
    for page in pages:
        with Image.open(page) as picture:
            sizes.append(picture.size)
    return sizes


def test_first_pages_of_a_pdf_are_drawn_in_order(tmp_path: Path) -> None:
    path = _written(tmp_path, pdfs.pdf(12))
    pages = render_pages_in_child(path, PDF, tmp_path / "out", Limits(rendered_pages=11))
    assert [page.name for page in pages] == [f"page-{number:03}.jpg" for number in range(1, 12)]


@pytest.mark.parametrize("points", [10, 595, 14_400, 2_000_000])
def test_page_of_any_size_stays_within_its_pixels(points: int, tmp_path: Path) -> None:
    path = _written(tmp_path, pdfs.pdf_of_size(points, points))
    width, height = _sizes(render_pages_in_child(path, PDF, tmp_path / "out", Limits()))[0]
    assert 0 < width * height <= Limits().rendered_pixels


def test_small_page_is_not_blown_up(tmp_path: Path) -> None:
    path = _written(tmp_path, pdfs.pdf_of_size(72, 36))
    assert _sizes(render_pages(path, PDF, tmp_path)) == [(200, 100)]


@pytest.mark.parametrize(("kind", "media_type", "name"), [("PNG", PNG, "png"), ("JPEG", JPEG, "jpg")])
def test_picture_is_shrunk_to_its_pixels(kind: str, media_type: str, name: str, tmp_path: Path) -> None:
    path = _written(tmp_path, media.picture(kind, 3_000, 1_000))
    pages = render_pages(path, media_type, tmp_path, Limits(rendered_pixels=30_000))
    assert [page.name for page in pages] == [f"page-001.{name}"]
    assert _sizes(pages) == [(300, 100)]


def test_small_picture_keeps_its_size(tmp_path: Path) -> None:
    path = _written(tmp_path, media.picture("PNG", 64, 48))
    assert _sizes(render_pages(path, PNG, tmp_path)) == [(64, 48)]


def test_photo_is_turned_upright_and_loses_what_it_knows_of_its_place(tmp_path: Path) -> None:
    path = _written(tmp_path, media.photo_of_a_phone())
    pages = render_pages(path, JPEG, tmp_path)
    assert _sizes(pages) == [(48, 64)]
    with Image.open(pages[0]) as picture:
        assert dict(picture.getexif()) == {}


def test_transparent_picture_stays_transparent(tmp_path: Path) -> None:
    path = tmp_path / "upload.png"
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(path)
    with Image.open(render_pages(path, PNG, tmp_path)[0]) as picture:
        assert picture.getpixel((0, 0)) == (255, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(b"%PDF-1.7 nothing", PDF, id="damaged"),
        pytest.param(pdfs.encrypted(), PDF, id="encrypted"),
        pytest.param(media.png_of_size(60_000, 60_000), PNG, id="pixel flood"),
        pytest.param(office.pptx_file(), "application/vnd.ms-powerpoint", id="not drawn"),
    ],
)
def test_file_that_cannot_be_drawn_gives_no_pages(content: bytes, media_type: str, tmp_path: Path) -> None:
    assert render_pages_in_child(_written(tmp_path, content), media_type, tmp_path / "out") == []


def test_pages_drawn_before_the_time_was_over_are_kept_whole(tmp_path: Path) -> None:
    path = _written(tmp_path, pdfs.pdf(400))
    limits = Limits(rendered_pages=400, rendered_pixels=4_000_000)
    pages = render_pages_in_child(path, PDF, tmp_path / "out", limits, Bounds(seconds=1.5))
    assert len(pages) < 400
    assert [page.name for page in pages] == [f"page-{number:03}.jpg" for number in range(1, len(pages) + 1)]
    for page in pages:
        with Image.open(page) as picture:
            picture.load()
