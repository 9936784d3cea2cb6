"""The README's four pictures, taken from the tour's installation: ``make tour PICTURES=1``."""

import io
from collections.abc import Mapping
from contextlib import closing

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.support.stack import REPOSITORY, Stack
from tests.tour.catalogue import PAGES
from tests.tour.page import Found
from tests.tour.visit import Visitor
from tests.tour.walk import browser_of

FOLDER = REPOSITORY / "docs" / "pictures"
MOST_BYTES = 120_000
QUALITY = 82
# Name of the picture: page of the catalogue, and the role that sees it.
PICTURES = {
    "offer-overview": ("overview-ready", "owner"),
    "co-sell-documents": ("documents", "owner"),
    "review-desk": ("desk-in-review", "reviewer"),
    "rulebook": ("rulebook-draft", "programme_admin"),
}


def take_pictures(stack: Stack, places: Mapping[str, Found]) -> None:
    """Write them as WebP of what stands in a wide window, light, in English."""
    pages = {page.name: page for page in PAGES}
    with sync_playwright() as playwright, browser_of(playwright) as browser:
        for picture, (name, role) in PICTURES.items():
            found = places[name]
            with closing(Visitor(browser, stack, found.people[role], "en", "wide")) as visitor:
                visitor.open(pages[name], found)
                shot = Image.open(io.BytesIO(visitor.window.screenshot()))
            target = FOLDER / f"{picture}.webp"
            shot.convert("RGB").save(target, quality=QUALITY, method=6)
            assert target.stat().st_size < MOST_BYTES, f"{target} is too large"
