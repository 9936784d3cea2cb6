"""A checked file made readable: pictures of its first pages, and its text."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from offers.intake import (
    Code,
    Finding,
    Limits,
    Report,
    extract_text_in_child,
    is_office,
    lay_out_in_child,
    render_pages_in_child,
)
from offers.intake.formats import FORMATS
from offers.models import PAGE_END

PDF = FORMATS[".pdf"].media_type
# Word and LibreOffice break pages at other places: only a paper that is too long in either is refused by our layout.
LAYOUT_MARGIN = 2
THUMBNAIL_PIXELS = (112, 144)  # twice as fine as it is shown
THUMBNAIL_QUALITY = 80


@dataclass(frozen=True, slots=True)
class Reading:
    """``pages`` are the texts page by page; ``findings`` what a reviewer must know about the pictures."""

    images: list[Path]
    pages: list[str]
    findings: tuple[Finding, ...] = ()

    def sizes(self) -> tuple[tuple[int, int], ...]:
        """Width and height of each picture in pixels."""
        return tuple(_size(image) for image in self.images)

    def thumbnail(self, folder: Path) -> Path | None:
        """The first picture made small, in ``folder``; None where nothing was drawn. Raises OSError."""
        if not self.images:
            return None
        with Image.open(self.images[0]) as picture:  # of our own making
            picture.draft("RGB", THUMBNAIL_PIXELS)
            small = picture.convert("RGBA").resize(_within(picture.size, THUMBNAIL_PIXELS))
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small)
        paper.save(folder / "thumbnail.jpg", quality=THUMBNAIL_QUALITY)
        return folder / "thumbnail.jpg"

    def text(self, limits: Limits) -> str:
        return PAGE_END.join(self.pages)[: limits.text_characters_in_all].strip(PAGE_END)


def read(path: Path, report: Report, kind: str, folder: Path, limits: Limits) -> Reading:
    """Draw and read a file that has passed the checks; ``folder`` is for whatever that takes. Raises OSError."""
    if not is_office(report.media_type):
        return _drawn(path, report.media_type, folder, limits)
    laid_out = lay_out_in_child(path, report.media_type, folder / "layout", limits)
    if laid_out is None:
        return _drawn_simply(path, report.media_type, folder, limits)
    reading = _drawn(laid_out, PDF, folder, limits)
    findings = _too_long(report, kind, len(reading.pages), limits) or _cut(report, reading)
    return Reading(reading.images, reading.pages, findings)


def _size(image: Path) -> tuple[int, int]:
    with Image.open(image) as picture:  # of our own making
        return picture.size


def _within(size: tuple[int, int], bounds: tuple[int, int]) -> tuple[int, int]:
    """As large as fits into the bounds without changing its shape, and never larger than it is."""
    shrink = min(1.0, bounds[0] / size[0], bounds[1] / size[1])
    return max(1, round(size[0] * shrink)), max(1, round(size[1] * shrink))


def _drawn(path: Path, media_type: str, folder: Path, limits: Limits) -> Reading:
    images = render_pages_in_child(path, media_type, folder / "pages", limits)
    return Reading(images, extract_text_in_child(path, media_type, limits))


def _drawn_simply(path: Path, media_type: str, folder: Path, limits: Limits) -> Reading:
    reading = _drawn(path, media_type, folder, limits)
    code = Code.DRAWN_SIMPLY if reading.images else Code.NOT_DRAWN
    return Reading(reading.images, reading.pages, (Finding(code, fatal=False),))


def _too_long(report: Report, kind: str, laid_out: int, limits: Limits) -> tuple[Finding, ...]:
    """A text document need not tell how many pages it has; its layout does."""
    limit = limits.pages_for(kind)
    if report.page_word != "pages" or laid_out <= limit + LAYOUT_MARGIN or limit >= limits.max_pages:
        return ()
    return (
        Finding(Code.ONE_PAGER_TOO_LONG, {"pages": laid_out, "limit_pages": limit, "word": report.page_word}),
    )


def _cut(report: Report, reading: Reading) -> tuple[Finding, ...]:
    """Where the file's own number of pages (or sheets) does not tell that there are more than shown."""
    shown = len(reading.images)
    told = report.pages is not None and report.pages > shown
    more = 0 < shown < len(reading.pages) and not told
    return (Finding(Code.FIRST_PAGES_DRAWN, {"shown": shown}, fatal=False),) if more else ()
