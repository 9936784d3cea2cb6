"""Checks of JPEG and PNG pictures."""

import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from offers.intake.context import Inspection, Stage, refuse
from offers.intake.findings import Code, Finding, RefusalError

MEGAPIXEL = 1_000_000
_DECODERS = {".jpg": "JPEG", ".png": "PNG"}
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError)


def pixels_are_within_limit(inspection: Inspection) -> Iterator[Finding]:
    """By the header alone: nothing is decoded yet."""
    width, height = inspection.once(declared_size)
    if width * height > inspection.limits.max_pixels:
        yield refuse(Code.TOO_MANY_PIXELS, limit=inspection.limits.max_pixels // MEGAPIXEL)


def picture_is_whole(inspection: Inspection) -> Iterator[Finding]:
    """Checksums of a PNG, and every line of either; a JPEG is decoded at an eighth of its size."""
    try:
        with _opened(inspection) as picture:
            picture.verify()
        with _opened(inspection) as picture:
            picture.draft(picture.mode, (picture.width // 8 or 1, picture.height // 8 or 1))
            picture.load()
    except _BROKEN:
        yield refuse(Code.DAMAGED)


STAGES: tuple[Stage, ...] = ((pixels_are_within_limit,), (picture_is_whole,))


def declared_size(inspection: Inspection) -> tuple[int, int]:
    """Width and height in pixels. Raises RefusalError."""
    try:
        with _opened(inspection) as picture:
            return picture.size
    except Image.DecompressionBombError as error:
        raise RefusalError(Code.TOO_MANY_PIXELS, limit=inspection.limits.max_pixels // MEGAPIXEL) from error
    except _BROKEN as error:
        raise RefusalError(Code.DAMAGED) from error


def _opened(inspection: Inspection) -> Image.Image:
    """The picture with its header read, by the one decoder that its extension allows."""
    with warnings.catch_warnings():
        # Pillow warns of large pictures; our own limit is checked before anything is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(inspection.path, formats=[_DECODERS[inspection.extension]])
