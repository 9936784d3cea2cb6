"""What somebody probably meant by a code that does not exist."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final, TypeVar

from babel.core import get_global
from django.conf import settings
from django.utils.translation import override

from cosell.locations import WORLDWIDE, country_codes, country_name, state_codes, state_name
from offers.models import ContactRole
from offers.places import unfold

Named = TypeVar("Named")
KEPT: Final = 2_000  # words whose meaning is remembered: a file says the same wrong thing in every row
MOST_COMPARED: Final = 60  # letters; no name is longer

ALL_COUNTRIES: Final = (
    "all",
    "allcountries",
    "worldwide",
    "global",
    "world",
    "ww",
    "tous",
    "touslespays",
    "mondial",
    "monde",
    "international",
    "000",
    "ooo",
)
COUNTRY_NICKNAMES: Final[Mapping[str, str]] = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "greatbritain": "GB",
    "angleterre": "GB",
    "en": "GB",
    "el": "GR",
    "usa": "US",
    "america": "US",
    "unitedstatesofamerica": "US",
    "etatsunisdamerique": "US",
    "holland": "NL",
    "hollande": "NL",
    "korea": "KR",
    "southkorea": "KR",
    "uae": "AE",
    "eau": "AE",
    "czechia": "CZ",
    "turkey": "TR",
    "ivorycoast": "CI",
}
ROLE_NICKNAMES: Final[Mapping[str, ContactRole]] = {
    "sales": ContactRole.PARTNER_SALES,
    "salescontact": ContactRole.PARTNER_SALES,
    "commercial": ContactRole.PARTNER_SALES,
    "ventes": ContactRole.PARTNER_SALES,
    "vente": ContactRole.PARTNER_SALES,
    "marketing": ContactRole.PARTNER_MARKETING,
    "technical": ContactRole.PARTNER_TECHNICAL_SALES,
    "technicalsales": ContactRole.PARTNER_TECHNICAL_SALES,
    "presales": ContactRole.PARTNER_TECHNICAL_SALES,
    "avantvente": ContactRole.PARTNER_TECHNICAL_SALES,
    "customersuccess": ContactRole.PARTNER_CUSTOMER_SUCCESS_MANAGER,
    "customersuccessmanager": ContactRole.PARTNER_CUSTOMER_SUCCESS_MANAGER,
    "csm": ContactRole.PARTNER_CUSTOMER_SUCCESS_MANAGER,
}


def folded(text: str) -> str:
    """Letters and digits alone, in lower case and without accents."""
    return _folded_short(text) if len(text) <= MOST_COMPARED else _folded(text)


@lru_cache(KEPT)
def _folded_short(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    return "".join(letter for letter in unfold(text) if letter.isalnum())


def known_role(text: str) -> ContactRole | None:
    """The role that a cell names, by its code or by its name in any of our languages."""
    return role_names().get(folded(text))


def suggest_role(text: str) -> str:
    """The name of the role that was probably meant, in the reader's language; empty if none comes near."""
    role = _role_meant(folded(text)) if len(text) <= MOST_COMPARED else None
    return str(role.label) if role else ""


@lru_cache(KEPT)
def _role_meant(word: str) -> ContactRole | None:
    return ROLE_NICKNAMES.get(word) or _nearest(word, role_names())


def suggest_country(text: str) -> str:
    """The code that was probably meant; empty if none comes near."""
    return _country_meant(folded(text)) if len(text) <= MOST_COMPARED else ""


@lru_cache(KEPT)
def _country_meant(word: str) -> str:
    if word in ALL_COUNTRIES:
        return WORLDWIDE
    by_alias = COUNTRY_NICKNAMES.get(word) or _three_letter_codes().get(word)
    return by_alias or _nearest(word, _country_names()) or ""


def suggest_state(text: str, countries: Iterable[str]) -> str:
    """The code that was probably meant, of these countries if they tell; empty if none comes near."""
    word = folded(text)
    joined = [code for code in state_codes() if folded(code) == word]
    endings = [code for code in state_codes() if code.partition("-")[2].casefold() == word]
    here = [code for code in endings if code.partition("-")[0] in set(countries)]
    sure = next((found[0] for found in (joined, here, endings) if len(found) == 1), None)
    return sure or _nearest(word, _state_names()) or ""


def _nearest(word: str, names: Mapping[str, Named]) -> Named | None:
    """Only names with the same first letter are compared: a file of thousands of faults is checked in a second."""
    if not MOST_COMPARED >= len(word) > 2:
        return None
    alike = [name for name in names if name.startswith(word[0])]
    near = get_close_matches(word, alike, n=1, cutoff=0.82)
    return names[near[0]] if near else None


@cache
def role_names() -> Mapping[str, ContactRole]:
    """Each role by its folded names in every language of the product."""
    names = {folded(role.value): role for role in ContactRole}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names |= {folded(str(role.label)): role for role in ContactRole}
    return names


@cache
def _country_names() -> Mapping[str, str]:
    return _in_every_language(country_codes(), country_name)


@cache
def _state_names() -> Mapping[str, str]:
    return _in_every_language(state_codes(), state_name)


def _in_every_language(codes: Iterable[str], name_of: Callable[[str, str], str]) -> Mapping[str, str]:
    languages = [language for language, _name in settings.LANGUAGES]
    return {folded(name_of(code, each)): code for code in sorted(codes) for each in languages}


@cache
def _three_letter_codes() -> Mapping[str, str]:
    aliases = get_global("territory_aliases").items()
    return {old.lower(): new[0] for old, new in aliases if len(old) == 3 and new[0] in country_codes()}
