"""The French itself: its typography, and the programme's own terms."""

import re

import pytest
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
    "an incentive is an incentive": re.compile(r"\b(?:incité|motivé|incitatif)s?\b", re.IGNORECASE),
}


def french() -> list[str]:
    with (settings.BASE_DIR / "locale" / "fr" / DOMAIN).open("rb") as file:
        messages = [message for message in read_po(file, locale="fr") if message.id]
    forms = [
        message.string if isinstance(message.string, tuple) else (message.string,) for message in messages
    ]
    return [HTML.sub("", str(form)) for each in forms for form in each]


@pytest.mark.parametrize("fault", sorted({**FAULTS, **TERMS}))
def test_french_is_written_as_the_french_write_it(fault: str) -> None:
    pattern = {**FAULTS, **TERMS}[fault]
    assert [text for text in french() if pattern.search(text)] == []
