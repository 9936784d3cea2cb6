"""What a person reads on a page, and which of it is neither translated nor typed by somebody."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import html

from cosell.locations import country_codes, country_name, state_codes, state_name
from eligibility.editions import edition_codes, load_edition
from offers.contacts_import.columns import HEADINGS
from tests.language.marking import CLOSE, OPEN

SHORTEST_NOTE = 60  # characters; a name of a status is shorter
READ_ATTRIBUTES = {"title", "alt", "aria-label", "aria-description", "aria-valuetext", "placeholder", "label"}
UNREAD = {"script", "style", "code", "bdi"}  # code: what was recorded; bdi: what somebody typed
SAID_BY = {"submit", "button", "reset"}
LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}(?:['’ -]+[A-Za-zÀ-ɏ]+)*")  # one letter alone is a key or a sign
TYPED = re.compile(
    r"[^\s⟦⟧<>“”«»]+@[^\s⟦⟧<>“”«»]+"
    r"|(?:https?://|www\.)[^\s⟦⟧]*"
    r"|[\w-]+\.(?:pdf|pptx?|docx?|xlsx?|csv|png|jpe?g|mp4)\b"
    r"|\b\d+\.\d+\.\d+\.\d+\b"
    r"|\b[0-9a-f]{8}-[0-9a-f-]{27}\b"
)
# Names that are the same in every language, and signs.
NAMES = (
    "Co-sell Center",
    "Microsoft 365",
    "Dynamics 365",
    "Power Platform",
    "ISV Connect",
    "Windows",
    "Microsoft",
    "OCP GTM",
    "Azure",
    "USD",
    "CSV",
    "UTF-8",
    "English",
    "Français",
    "Jordan Ruiz",
    "Amélie Marchand",
    "Engagement en tant que partenaire de co-vente",
    *("pdf", "ppt", "pptx", "ppt(x)", "doc", "docx", "doc(x)", "xls", "xlsx", "xls(x)", "jpg", "png", "mp4"),
)


def texts_of(page: str) -> Iterator[tuple[str, str]]:
    """Each text that a person reads and the element or attribute that it stands in; text nodes in their order."""
    tree = html.fromstring(page)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from ((f"{element.tag}@{name}", value) for name, value in _attributes(element))
    yield from _nodes(tree)


def outside_the_marks(page: str) -> list[str]:
    """Each text with letters that no translation and no person of the tests' world brought, with its place."""
    found, depth = [], 0
    for place, text in texts_of(page):
        if "@" in place:
            rest, _end = _outside(text, 0)
        else:
            rest, depth = _outside(text, depth)
        if words := _words(rest):
            found.append(f"{place}: {words} in {' '.join(text.split())[:120]!r}")
    return [*found, *(["a translation is not closed"] if depth else [])]


def untranslated(page: str) -> list[str]:
    """Each text with letters on a page from which everything translated was taken out."""
    return [f"{place}: {words}" for place, text in texts_of(page) if (words := _words(text))]


@cache
def _words(text: str) -> str:
    return " … ".join(LATIN.findall(_known().sub(" ", TYPED.sub(" ", text))))


def _outside(text: str, depth: int) -> tuple[str, int]:
    """What stands outside the marks, and how many are open at the end."""
    if OPEN not in text and CLOSE not in text:
        return ("" if depth else text), depth
    kept = []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        kept.append(letter if not depth and letter != CLOSE else " ")
    return "".join(kept), depth


def _attributes(element: Any) -> Iterator[tuple[str, str]]:
    for name, value in element.items():
        said = name == "value" and element.tag == "input" and element.get("type") in SAID_BY
        words = name.startswith("data-") and (" " in value.strip() or value[:1].isupper())
        if name in READ_ATTRIBUTES or said:
            yield name, value
        elif words:
            yield from ((name, each) for each in _said_by_script(value))


def _said_by_script(value: str) -> list[str]:
    """The sentences of a ``data-`` attribute: one, or an object of them."""
    return list(map(str, json.loads(value).values())) if value.startswith("{") else [value]


def _nodes(element: Any) -> Iterator[tuple[str, str]]:
    if isinstance(element.tag, str) and element.tag not in UNREAD and not _is_foreign(element):
        if element.text:
            yield element.tag, element.text
        for child in element:
            yield from _nodes(child)
            if child.tail:
                yield element.tag, child.tail


def _is_foreign(element: Any) -> bool:
    """It says itself that it is in another language, as the button to that language does."""
    return element.tag != "html" and "lang" in element.attrib


@cache
def _known() -> re.Pattern[str]:
    """Names that come from elsewhere than the catalogue: places, editions and their words, headings of contacts."""
    places = [country_name(code, "fr") for code in country_codes()]
    places += [state_name(code, "fr") for code in state_codes()]
    codes = [*country_codes(), *state_codes(), "OOO"]
    headings = [known[0] for known in HEADINGS["fr"].values()]
    longest_first = sorted({*NAMES, *places, *codes, *headings, *edition_words()}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def edition_words() -> tuple[str, ...]:
    """What editions say in French, their names, and their notes, which an admin edits in both languages."""
    data = [load_edition(code).to_data() for code in edition_codes()]
    french = [word for each in data for word in _said("fr", each)]
    notes = [word for each in data for word in _said("en", each) if len(word) > SHORTEST_NOTE]
    return (*french, *notes, *(load_edition(code).name.en for code in edition_codes()))


def _said(language: str, data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from [str(data[language])] if language in data else []
        yield from (word for value in data.values() for word in _said(language, value))
    elif isinstance(data, list):
        yield from (word for value in data for word in _said(language, value))
