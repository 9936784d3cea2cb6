"""How dates, numbers and money must not stand on a page of one language, and what must stand on none."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from eligibility.editions import edition_codes
from tests.language.marking import unmarked
from tests.language.words import SHORTEST_NOTE, TYPED, edition_words, texts_of

SPACES = "\u00a0\u202f"
ENGLISH_MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
)
FRENCH_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|janv|févr|avr|juil|sept|oct|nov|déc"
)
ANYWHERE: Final[Mapping[str, str]] = {
    "a date for machines": r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b",
    "a date in figures": r"\b\d{1,2}/\d{1,2}/(?:\d\d){1,2}\b",
    "a number without its groups": r"(?<![\w.,/#-])\d{5,}(?![\w-])",
    "a value of the program": r"\b(?:True|False|NaN|datetime|Decimal)\b|\bNone\b(?! [a-z]|: [a-z])|&[a-z]+;",
    "a code": r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b",
    "a figure that nobody rounded": r"\d[.,]\d{4,}",
}
UNFILLED: Final = {"a placeholder that nothing filled": r"%\(\w+\)|\{\w+\}"}  # but a script fills its own
FORBIDDEN: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        **ANYWHERE,
        "an English month": rf"\b(?:{ENGLISH_MONTHS})\b\.? \d{{4}}|\d (?:{ENGLISH_MONTHS})\b(?!\.)",
        "a first that is not 1er": rf"\b1[{SPACES} ](?:{FRENCH_MONTHS})\b",
        "an English number": r"\d,\d{3}\b|\d\.\d",
        "English money": r"USD\s*[\d-]",
        "a sign that may stand on the next line": r"\d (?:%|USD|[KMGko]?o\b|\d{3}\b)",
        "a sign without its space": r"\d%",
    },
    "en": {
        **ANYWHERE,
        "a French month": rf"(?:\d|\b1er) (?:{FRENCH_MONTHS})\b",
        "a French number": rf"\d[{SPACES} ]\d{{3}}\b|\d,\d{{1,2}}\b",
        "French money": r"\d\s*USD",
        "a sign that may stand on the next line": r"USD [\d-]",
    },
}
MONTHS_OF_EDITIONS = ("September 2020", "December 2020", "February 2021", "August 2023")
EDITION = re.compile(rf"\b(?:{'|'.join((*MONTHS_OF_EDITIONS, *edition_codes()))})\b")

# What a form takes in this form alone, as its help and its refusal say: an MPN ID, which the tests' partners have, too.
AS_TYPED = re.compile(r"\b4567890\b|(?<=like )2021-03-31\b|(?<=comme )2021-03-31\b")


def in_wrong_form(page: str, language: str, *, editions: bool = False) -> list[str]:
    """Each figure on the page that a reader of this language does not read so. ``editions`` may be named by dates."""
    return [
        f"{fault} in {place}"
        for place, text in texts_of(page)
        for fault in _faults(text, language, editions=editions, filled="@data-" not in place)
    ]


@cache
def _faults(text: str, language: str, *, editions: bool, filled: bool) -> tuple[str, ...]:
    read = AS_TYPED.sub(" ", TYPED.sub(" ", unmarked(text)))
    for note in (word for word in edition_words() if len(word) > SHORTEST_NOTE):
        read = read.replace(note, " ")
    read = EDITION.sub(" ", read) if editions else read
    patterns = {**FORBIDDEN[language], **UNFILLED} if filled else FORBIDDEN[language]
    return tuple(
        f"{fault}: {hit[0]!r} of {_round(read, hit)!r}"
        for fault, pattern in patterns.items()
        for hit in re.finditer(pattern, read)
    )


def _round(text: str, hit: re.Match[str]) -> str:
    return " ".join(text[max(0, hit.start() - 40) : hit.end() + 40].split())
