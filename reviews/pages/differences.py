"""Two texts compared word by word, within bounds of size and time: what was taken out, what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, OUT, IN = "same", "out", "in"
MOST_WORDS = 3000  # of one page; a longer one is compared line by line
MOST_LINES = 3000  # of one page; a longer one is shown as taken out and put in
MOST_PAGES = 60
MOST_WORDS_IN_ALL = 30_000  # of one document; pages beyond are named, not compared
CONTEXT_WORDS = 12

_WORDS = re.compile(r"\S+\s*|\s+")  # a word with what follows it


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed (``same``), were taken out (``out``) or put in (``in``)."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class PageDifference:
    """``number`` counts from 1. ``is_new`` and ``is_gone``: the page is in one of the two alone."""

    number: int
    pieces: tuple[Piece, ...]
    is_new: bool = False
    is_gone: bool = False

    @property
    def words_out(self) -> int:
        return _count(self.pieces, OUT)

    @property
    def words_in(self) -> int:
        return _count(self.pieces, IN)


@dataclass(frozen=True, slots=True)
class TextDifference:
    """The pages that differ; ``left_out``: how many of the compared pages were beyond the bound."""

    pages: tuple[PageDifference, ...]
    left_out: int = 0


def compare_pages(before: Sequence[str], after: Sequence[str]) -> TextDifference:
    """Page by page: a page that is nowhere in the other text is compared with the one that took its place."""
    found: list[PageDifference] = []
    words = left_out = 0
    for number, old, new in _pairs(before, after):
        words += len(old.split()) + len(new.split())
        if words > MOST_WORDS_IN_ALL or len(found) == MOST_PAGES:
            left_out += 1
        else:
            found.append(PageDifference(number, compare(old, new), is_new=not old, is_gone=not new))
    return TextDifference(tuple(found), left_out)


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """The pages that differ: the number, the page before and the page now; empty where there is none."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        if what != "equal":
            for at, (old, new) in enumerate(zip_longest(before[a1:a2], after[b1:b2], fillvalue="")):
                yield (b1 + at if at < b2 - b1 else a1 + at) + 1, old, new


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Word by word; a very long page by lines, which is enough to see where it changed."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if max(len(old), len(new)) > MOST_LINES:
        old, new = [before], [after]
    return tuple(_shortened(list(_pieces(old, new))))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece(SAME, "".join(old[a1:a2]))
            continue
        if a1 < a2:
            yield Piece(OUT, "".join(old[a1:a2]))
        if b1 < b2:
            yield Piece(IN, "".join(new[b1:b2]))


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    """Long stretches that stayed are cut to a few words round what changed."""
    last = len(pieces) - 1
    for at, piece in enumerate(pieces):
        words = piece.text.split()
        if piece.what != SAME or len(words) <= 2 * CONTEXT_WORDS:
            yield piece
            continue
        head = " ".join(words[:CONTEXT_WORDS]) + " " if at else ""
        tail = " " + " ".join(words[-CONTEXT_WORDS:]) if at < last else ""
        yield Piece(SAME, f"{head}…{tail}")


def _count(pieces: Sequence[Piece], what: str) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.what == what)
