"""A document as it is read on the desk: its pages at a size, what was found in its text, the comments on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cosell.requests import without_nul
from offers.models import DocumentText
from reviews.models import PageComment, SubmissionItem

if TYPE_CHECKING:
    from offers.models import DocumentVersion

ZOOMS = ("width", "page", "50", "100", "150", "200", "400")
FIT_WIDTH, FIT_PAGE = "width", "page"
WINDOW = (860, 720)  # of a usual screen, for a page that is to fit without a script
AROUND = 50  # characters of a snippet at each side
MOST_SNIPPETS = 100
LONGEST_WORDS = 100
Size = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """``number`` counts the hits of the whole document."""

    number: int
    before: str
    hit: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on one page; ``snippets`` may be fewer than ``count``."""

    page: int
    count: int
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """``shown`` is the size at which its picture is drawn; a page without a picture has its text."""

    number: int
    width: int
    height: int
    shown: tuple[int, int]
    comments: tuple[PageComment, ...]
    hits: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """``earlier`` are comments on other versions of the same document, of this round and of those before."""

    item: SubmissionItem
    zoom: str
    words: str
    pages: tuple[PageView, ...]
    found: tuple[Found, ...]
    hit: int
    comments: tuple[PageComment, ...]
    earlier: tuple[PageComment, ...]

    @property
    def total(self) -> int:
        return sum(found.count for found in self.found)

    def page_of_hit(self, number: int) -> int:
        """The page on which this hit stands; the first hit is 1."""
        for found in self.found:
            if number <= found.count:
                return found.page
            number -= found.count
        return 1

    def address(self, **changes: object) -> str:
        """This reading with other values, as a query string; what is empty is left out."""
        kept: dict[str, object] = {"item": self.item.public_id, "zoom": self.zoom, "find": self.words}
        kept |= changes
        if kept["zoom"] == FIT_WIDTH:
            del kept["zoom"]
        return "?" + urlencode({name: value for name, value in kept.items() if value})


def reading_of(item: SubmissionItem, sizes: Iterable[Size], query: Mapping[str, str]) -> Reading:
    """``query`` is that of the address: ``zoom``, ``find``, ``hit``. What it says wrongly counts as not said."""
    assert item.version is not None  # noqa: S101 - the caller asked
    zoom = query.get("zoom", "") if query.get("zoom", "") in ZOOMS else FIT_WIDTH
    words = " ".join(without_nul(query.get("find", "")).split())[:LONGEST_WORDS]
    sizes = list(sizes)
    texts = _texts(item.version) if words or not sizes else []
    found = find_in(texts, words)
    here, earlier = _comments(item)
    total = sum(each.count for each in found)
    return Reading(
        item=item,
        zoom=zoom,
        words=words,
        pages=_pages(sizes, texts, zoom, here, found),
        found=found,
        hit=min(_number(query.get("hit", "")) or 1, total) if total else 0,
        comments=here,
        earlier=earlier,
    )


def find_in(texts: Iterable[str], words: str) -> tuple[Found, ...]:
    """Where these words stand one after the other, page by page; accents, case and line ends make no difference."""
    folded = [_fold(word)[0] for word in words.split()]
    if not any(folded):
        return ()
    pattern = re.compile(r"\s+".join(map(re.escape, folded)))
    found: list[Found] = []
    number = 0
    for page, text in enumerate(texts, start=1):
        plain, places = _fold(text)
        spans = [(places[hit.start()], places[hit.end() - 1] + 1) for hit in pattern.finditer(plain)]
        room = max(MOST_SNIPPETS - number, 0)
        snippets = (_snippet(text, span, number + at) for at, span in enumerate(spans[:room], start=1))
        if spans:
            found.append(Found(page, len(spans), tuple(snippets)))
        number += len(spans)
    return tuple(found)


def _fold(text: str) -> tuple[str, list[int]]:
    """Lower case without accents, and for each letter of it the place it has in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter.casefold()):
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places


def _snippet(text: str, span: tuple[int, int], number: int) -> Snippet:
    start, end = span
    before = ("…" if start > AROUND else "") + text[max(start - AROUND, 0) : start]
    after = text[end : end + AROUND] + ("…" if end + AROUND < len(text) else "")
    return Snippet(number, before, text[start:end], after)


def _texts(version: DocumentVersion) -> list[str]:
    text = DocumentText.objects.filter(version=version).first()
    return text.pages if text else []


def _pages(
    sizes: list[Size],
    texts: list[str],
    zoom: str,
    comments: tuple[PageComment, ...],
    found: tuple[Found, ...],
) -> tuple[PageView, ...]:
    """The pictures; of a file that has none, the pages of its text."""
    hits = {each.page: each.count for each in found}
    shown = sizes or [(number, 0, 0) for number, text in enumerate(texts, start=1) if text.strip()]
    return tuple(
        PageView(
            number=number,
            width=width,
            height=height,
            shown=_shown(width, height, zoom),
            comments=tuple(comment for comment in comments if comment.page == number),
            hits=hits.get(number, 0),
            text="" if sizes else texts[number - 1],
        )
        for number, width, height in shown
    )


def _shown(width: int, height: int, zoom: str) -> tuple[int, int]:
    if zoom == FIT_WIDTH or not width:
        return width, height
    factor = min(WINDOW[0] / width, WINDOW[1] / height) if zoom == FIT_PAGE else int(zoom) / 100
    return round(width * factor), round(height * factor)


def _comments(item: SubmissionItem) -> tuple[tuple[PageComment, ...], tuple[PageComment, ...]]:
    """Those on this version, and those on other versions of its document. One query."""
    assert item.version is not None  # noqa: S101 - the caller asked
    rows = PageComment.objects.filter(item__version__document=item.version.document_id)
    rows = rows.select_related("author", "item__submission", "item__version").order_by("page", "pk")
    here = tuple(row for row in rows if row.item.version_id == item.version_id)
    return here, tuple(row for row in rows if row.item.version_id != item.version_id)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
