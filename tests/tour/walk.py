"""The walk through the whole catalogue: every page as every role in every look, by several browsers at once."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from statistics import median

from PIL import Image
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.support.chromium import ARGUMENTS, chromium
from tests.support.stack import Stack
from tests.tour.page import Found, Page
from tests.tour.visit import LANGUAGES, THEMES, WIDTHS, Look, Visitor

WORKERS = 2
TIMED_VISITS = 3  # after one that warms up
THUMBNAIL = (320, 2000)  # pixels at most
QUALITY = 80


@dataclass(frozen=True)
class Visit:
    """One page as one role in one look. ``shot`` lies in the tour's folder."""

    page: Page
    role: str
    look: Look
    faults: tuple[str, ...]
    shift: float
    shot: str

    def thumbnail(self) -> str:
        return self.shot.replace("shots/", "thumbnails/", 1)


@dataclass(frozen=True)
class Leg:
    """What one window visits: the pages of a person in one language and width."""

    email: str
    language: str
    width: str
    pages: list[tuple[Page, str]] = field(default_factory=list)


def legs_of(pages: Sequence[Page], places: dict[str, Found]) -> list[Leg]:
    legs: dict[tuple[str, str, str], Leg] = {}
    for page, language, width in product(pages, LANGUAGES, WIDTHS):
        for role, email in places[page.name].people.items():
            key = (email, language, width)
            legs.setdefault(key, Leg(*key)).pages.append((page, role))
    return sorted(legs.values(), key=lambda leg: -len(leg.pages))


@contextmanager
def browser_of(playwright: Playwright) -> Iterator[Browser]:
    with closing(playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))) as browser:
        yield browser


class Walk:
    """All legs, each in one of a few threads; what lasts longer than ``deadline`` (monotonic) is not visited."""

    def __init__(self, stack: Stack, places: dict[str, Found], folder: Path, deadline: float) -> None:
        self.stack, self.places, self.folder, self.deadline = stack, places, folder, deadline

    def visits(self, pages: Sequence[Page]) -> Iterator[list[Visit]]:
        """What each leg found, as it is done."""
        with ThreadPoolExecutor(WORKERS) as workers:
            legs: list[Future[list[Visit]]] = [
                workers.submit(self._walk, leg) for leg in legs_of(pages, self.places)
            ]
            for leg in as_completed(legs):
                yield leg.result()

    def _walk(self, leg: Leg) -> list[Visit]:
        with (
            sync_playwright() as playwright,
            browser_of(playwright) as browser,
            closing(Visitor(browser, self.stack, leg.email, leg.language, leg.width)) as visitor,
        ):
            return [visit for page, role in leg.pages for visit in self._visit(visitor, page, role, leg)]

    def _visit(self, visitor: Visitor, page: Page, role: str, leg: Leg) -> Iterator[Visit]:
        """The page in both themes; it is loaded once. A fault of the visit itself is a fault of the page."""
        for theme in THEMES:
            if time.monotonic() > self.deadline:
                return
            look = Look(leg.language, theme, leg.width)
            seen = visitor.look(page, self.places[page.name], theme, fresh=theme == THEMES[0])
            shot = f"shots/{page.name}-{role}-{look}.jpg"
            visitor.window.screenshot(path=self.folder / shot, full_page=True, type="jpeg", quality=QUALITY)
            visit = Visit(page, role, look, tuple(seen.faults), seen.shift, shot)
            _draw_thumbnail(self.folder / shot, self.folder / visit.thumbnail())
            yield visit


def _draw_thumbnail(shot: Path, thumbnail: Path) -> None:
    with Image.open(shot) as picture:
        picture.draft("RGB", THUMBNAIL)
        picture.thumbnail(THUMBNAIL)
        picture.save(thumbnail, quality=QUALITY)


def paints(stack: Stack, pages: Sequence[Page], places: dict[str, Found]) -> dict[str, float]:
    """First contentful paint of each page, in milliseconds: the median of several visits with nothing else to do."""
    found: dict[str, float] = {}
    with sync_playwright() as playwright, browser_of(playwright) as browser:
        windows: dict[str, Visitor] = {}
        for page in pages:
            email = places[page.name].people[page.roles[0]]
            if email not in windows:
                windows[email] = Visitor(browser, stack, email, "en", "wide")
            found[page.name] = _median_paint(windows[email], page, places[page.name])
        for window in windows.values():
            window.close()
    return found


def _median_paint(visitor: Visitor, page: Page, found: Found) -> float:
    times = []
    for _number in range(1 + TIMED_VISITS):
        visitor.open(page, found)
        times.append(visitor.painted())
    return median(times[1:])
