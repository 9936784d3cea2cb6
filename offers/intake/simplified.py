"""Slides drawn without LibreOffice: their pictures and texts at their places, and nothing of their looks."""

import textwrap
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offers.intake.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 1280
TEXT_PIXELS = 32
INK = "#242424"
MOST_SHAPES = 400


def draw_presentation(path: Path, limits: Limits) -> "Iterator[Image]":
    """One picture for each of the first slides of a checked .pptx."""
    from PIL import Image as Pillow
    from pptx import Presentation

    deck = Presentation(str(path))
    scale = WIDTH / max(deck.slide_width or WIDTH, 1)
    height = min(max(round((deck.slide_height or WIDTH) * scale), 1), 2 * WIDTH)
    for slide in islice(deck.slides, limits.rendered_pages):
        page = Pillow.new("RGB", (WIDTH, height), "white")
        for shape in islice(_flat(slide.shapes), MOST_SHAPES):
            _draw(page, shape, scale, limits)
        yield page


def _flat(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flat(shape.shapes)
        else:
            yield shape


def _draw(page: "Image", shape: Any, scale: float, limits: Limits) -> None:
    left, top, width, height = (
        round((value or 0) * scale) for value in (shape.left, shape.top, shape.width, shape.height)
    )
    if hasattr(shape, "image"):
        _draw_picture(page, shape.image.blob, (left, top), (width, height), limits)
    elif shape.has_text_frame:
        _draw_text(page, shape.text_frame.text, (left, top), width)


def _draw_picture(
    page: "Image", content: bytes, place: tuple[int, int], size: tuple[int, int], limits: Limits
) -> None:
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    try:
        with Pillow.open(BytesIO(content), formats=["JPEG", "PNG", "GIF", "BMP", "TIFF"]) as picture:
            if picture.width * picture.height <= limits.max_pixels:
                within = (min(max(size[0], 1), 2 * WIDTH), min(max(size[1], 1), 2 * WIDTH))
                page.paste(picture.convert("RGB").resize(within), place)
    except UnidentifiedImageError:  # a vector graphic, which only LibreOffice draws
        return


def _draw_text(page: "Image", text: str, place: tuple[int, int], width: int) -> None:
    from PIL import ImageDraw, ImageFont

    columns = max(int(max(width, WIDTH // 8) / (TEXT_PIXELS * 0.55)), 8)
    lines = [line for paragraph in text.splitlines() for line in textwrap.wrap(paragraph, columns) or [""]]
    font = ImageFont.load_default(TEXT_PIXELS)
    ImageDraw.Draw(page).multiline_text(place, "\n".join(lines[:60]), fill=INK, font=font, spacing=6)
