"""Countries and states by code, and their names in the reader's language.

The codes are those of Partner Center: 246 countries and regions, 78 states of the US, Canada and Australia, from
``data/location_codes.csv``, which names them in English. Countries of other languages are Babel's; it has no states, so
their French names are in ``data/states_fr.csv``. Mind Namibia: its code is ``NA``.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

WORLDWIDE: Final = "OOO"  # in a contact: every country
COUNTRY_TABLE: Final = "Country and region codes"
DATA: Final = Path(__file__).parent / "data"
CODES_FILE: Final = DATA / "location_codes.csv"
FRENCH_STATES_FILE: Final = DATA / "states_fr.csv"


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    """(table, code, English name), in the file's order."""
    with CODES_FILE.open(encoding="utf-8", newline="") as file:
        return tuple((row["table"], row["code"], row["name"]) for row in csv.DictReader(file))


@cache
def _english_countries() -> dict[str, str]:
    return {code: name for table, code, name in _rows() if table == COUNTRY_TABLE and code != WORLDWIDE}


@cache
def _english_states() -> dict[str, str]:
    return {code: name for table, code, name in _rows() if table != COUNTRY_TABLE}


@cache
def _french_states() -> dict[str, str]:
    with FRENCH_STATES_FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


@cache
def country_codes() -> frozenset[str]:
    """The 246 codes of ISO 3166-1 alpha-2 that the programme knows, without ``OOO``."""
    return frozenset(_english_countries())


@cache
def state_codes() -> frozenset[str]:
    """The 78 codes of ISO 3166-2 that a contact may name."""
    return frozenset(_english_states())


def country_name(code: str, language: str | None = None) -> str:
    """The country's name in ``language`` (by default the active one); an unknown code stands for itself."""
    if code == WORLDWIDE:
        return _("All countries")
    language = language or get_language() or "en"
    if language.startswith("en"):
        return _english_countries().get(code, code)
    return _translated_countries(language).get(code) or _english_countries().get(code, code)


def state_name(code: str, language: str | None = None) -> str:
    """The state's name in ``language`` (by default the active one); an unknown code stands for itself."""
    language = language or get_language() or "en"
    names = _french_states() if language.startswith("fr") else _english_states()
    return names.get(code, code)


@cache
def _translated_countries(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}
