"""Pictures of a document's first pages, for reading it in the browser.

A picture is drawn anew, so nothing of the original but its looks reaches the page.
"""

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from offers.intake.formats import FORMATS
from offers.intake.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

JPEG_QUALITY = 85
POINTS_PER_INCH = 72
# A page of A4 at this resolution fills the pixels that a page may have; smaller pages are not blown up.
MOST_DOTS_PER_INCH = 200


def render_pages(path: Path, media_type: str, out_dir: Path, limits: Limits | None = None) -> list[Path]:
    """Draw the first pages of a checked file into `out_dir` as page-001.jpg (or .png) and so on.

    Returns the files in page order; none for a format that is not drawn. Slides are drawn by their texts and pictures
    alone: what LibreOffice makes of them (`lay_out`) is drawn as a PDF. Each has at most `rendered_pixels`
    pixels. A file appears under its name only when it is whole. Raises what the libraries raise on a file
    that they cannot read: `render_pages_in_child` is the one to call.
    """
    draw = _RENDERERS.get(media_type)
    return list(draw(path, out_dir, limits or Limits())) if draw else []


def pages_in(out_dir: Path) -> list[Path]:
    """The pages that lie in `out_dir`, in page order."""
    return sorted(page for page in out_dir.glob("page-*") if page.suffix in {".jpg", ".png"})


def _render_pdf(path: Path, out_dir: Path, limits: Limits) -> Iterator[Path]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        for index in range(min(len(document), limits.rendered_pages)):
            page = document[index]
            bitmap = page.render(scale=_scale(page.get_size(), limits.rendered_pixels))
            yield _save(bitmap.to_pil().convert("RGB"), out_dir / f"page-{index + 1:03}.jpg")
            bitmap.close()
            page.close()


def _scale(size: tuple[float, float], pixels: int) -> float:
    """How many pixels a point becomes, so that the page has at most `pixels` and is not blown up."""
    # One pixel less on each side, since PDFium rounds both up.
    filling = (math.sqrt(pixels) - 1) / math.sqrt(max(size[0] * size[1], 1))
    return min(filling, MOST_DOTS_PER_INCH / POINTS_PER_INCH)


def _render_picture(path: Path, out_dir: Path, limits: Limits) -> Iterator[Path]:
    from PIL import Image as Pillow
    from PIL import ImageOps

    with Pillow.open(path, formats=["JPEG", "PNG"]) as picture:
        shrink = min(1.0, math.sqrt(limits.rendered_pixels / (picture.width * picture.height)))
        wanted = (max(1, int(picture.width * shrink)), max(1, int(picture.height * shrink)))
        picture.draft("RGB", wanted)
        transparent = "A" in picture.getbands() or "transparency" in picture.info
        small = ImageOps.exif_transpose(picture).convert("RGBA" if transparent else "RGB")
        small.thumbnail((max(wanted), max(wanted)))
        yield _save(small, out_dir / ("page-001.jpg" if picture.format == "JPEG" else "page-001.png"))


def _render_presentation(path: Path, out_dir: Path, limits: Limits) -> Iterator[Path]:
    from offers.intake.simplified import draw_presentation

    for number, picture in enumerate(draw_presentation(path, limits), start=1):
        yield _save(picture, out_dir / f"page-{number:03}.jpg")


def _save(picture: "Image", page: Path) -> Path:
    unfinished = page.with_name(f"unfinished-{page.name}")
    picture.save(unfinished, quality=JPEG_QUALITY, subsampling=0)
    return unfinished.rename(page)


_RENDERERS: dict[str, Callable[[Path, Path, Limits], Iterator[Path]]] = {
    "application/pdf": _render_pdf,
    FORMATS[".pptx"].media_type: _render_presentation,
    "image/jpeg": _render_picture,
    "image/png": _render_picture,
}
