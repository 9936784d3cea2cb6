"""The French itself: its typography, and the programme's own terms."""

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

from cosell.catalogues import DOMAIN

HTML = re.compile(r"<[^>]*>")
FAULTS = {
    "a plain space before : ; ? ! or »": re.compile(r" [:;?!»]"),
    "a plain space after «": re.compile(r"« "),
    "no space before ; ? or !": re.compile(r"\w[;?!](?:\s|$)"),
    "a curly apostrophe": re.compile("’"),
    "English quotation marks": re.compile("[“”]"),
    "a plain space before a unit": re.compile(r"(?:\d|\)s|\}) (?:%%|%(?!\()|USD\b)"),
}
TERMS = {
    "a reviewer is a réviseur": re.compile(r"\b(?:examinateur|relecteur|évaluateur)", re.IGNORECASE),
    "a rulebook is a règlement": re.compile(r"livre de règles|recueil de règles", re.IGNORECASE),
    "an editor is a contributeur": re.compile(r"\brédacteur", re.IGNORECASE),
    # The programme's own word for the fee has none.
    "the marketplace has a capital": re.compile(r"(?<!rais de service de )\bla place de marché"),
    "a completed request is aboutie": re.compile(r"\baccompli", re.IGNORECASE),
    "materials are documents": re.compile(r"\bsupports?\b(?! complémentaires?\b)", re.IGNORECASE),
    "an incentive is an incentive": re.compile(r"\b(?:incité|motivé|incitatif)s?\b", re.IGNORECASE),
}


PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# These are shown for one or more alone: another sentence, or none, stands where there is nothing to count.
NEVER_TOLD_OF_NONE = {
    "And one more contact.",
    "Offers keep a status that it takes from them for one more day.",
    "One month is saved.",
    "One newer entry is not sealed yet.",
    "One point must be mended before these contacts can replace yours. Your contacts are as they were.",
    "One requirement",
    "One requirement would be left.",
    "Sales contacts cover %(covered)s of one eligible country",
    "Sales contacts cover %(covered)s of one eligible country.",
    "Since this preview one offer was assessed anew by other facts. A new preview counts it as it stands now.",
    "Take the suggestion",
    "The only eligible country has a sales contact.",
    "The status of one offer changes:",
    "This country would get a sales contact: %(names)s.",
    "This country would lose its sales contact: %(names)s.",
    "last month",
}


def catalogue() -> list[Message]:
    with (settings.BASE_DIR / "locale" / "fr" / DOMAIN).open("rb") as file:
        return [message for message in read_po(file, locale="fr") if message.id]


def french() -> list[str]:
    forms = [one.string if isinstance(one.string, tuple) else (one.string,) for one in catalogue()]
    return [HTML.sub("", str(form)) for each in forms for form in each]


@pytest.mark.parametrize("fault", sorted({**FAULTS, **TERMS}))
def test_french_is_written_as_the_french_write_it(fault: str) -> None:
    pattern = {**FAULTS, **TERMS}[fault]
    assert [text for text in french() if pattern.search(text)] == []


def test_a_french_singular_tells_its_number() -> None:
    """The French singular stands for none, too: "une différence" of no difference would be wrong."""
    plurals = [(one.id[0], *one.string) for one in catalogue() if isinstance(one.id, tuple)]
    silent = {told for told, one, many in plurals if names_in(many) - names_in(one)}
    assert silent == NEVER_TOLD_OF_NONE


def names_in(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
