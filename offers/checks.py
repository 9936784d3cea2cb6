"""Whether codes and links are good, with every fault in one sentence each: for forms, imports and services alike."""

import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cosell.locations import WORLDWIDE, country_codes, state_codes
from offers.solution_areas import AREAS

MOST_AREAS: Final = 3
MOST_SUB_AREAS: Final = 2


def tidy(text: str) -> str:
    """One line without blanks at its ends or doubled blanks inside."""
    return " ".join(text.split())


def one_line(text: str) -> str:
    """The text tidy. Raises ValidationError where it holds a control character."""
    line = tidy(text)
    if has_control_character(line):
        raise ValidationError(_("This holds an invisible control character. Type it anew."))
    return line


def has_control_character(text: str) -> bool:
    """Whether it holds what no keyboard types on purpose."""
    return any(map(is_control, text))


def is_control(letter: str) -> bool:
    """A control character, half a character, or one of the two that no XML file may hold."""
    return unicodedata.category(letter) in {"Cc", "Cs"} or letter in "\ufffe\uffff"


def offer_countries(codes: Iterable[str]) -> list[str]:
    """The countries an offer is sold in, each once, sorted. Raises ValidationError on an unknown code."""
    chosen = set(codes)
    _refuse_unknown(chosen - country_codes())
    return sorted(chosen)


def contact_countries(codes: Iterable[str]) -> list[str]:
    """A contact's countries, each once, in the given order; all of them is ``["OOO"]`` alone.

    Raises ValidationError on an unknown code and where there is none.
    """
    chosen = list(dict.fromkeys(codes))
    _refuse_unknown(set(chosen) - country_codes() - {WORLDWIDE})
    if not chosen:
        raise ValidationError(_("Choose at least one country, or all countries."))
    return [WORLDWIDE] if WORLDWIDE in chosen else chosen


def contact_states(codes: Iterable[str], countries: Iterable[str]) -> list[str]:
    """A contact's states, each once, in the given order. Raises ValidationError on one that is unknown or whose
    country is not among ``countries``.
    """
    chosen, covered = list(dict.fromkeys(codes)), set(countries)
    _refuse_unknown(set(chosen) - state_codes())
    elsewhere = [
        code for code in chosen if WORLDWIDE not in covered and country_of_state(code) not in covered
    ]
    if elsewhere:
        missing = sorted({country_of_state(code) for code in elsewhere})
        raise ValidationError(
            _("Add %(countries)s to the countries, or leave out these states: %(states)s.")
            % {"countries": ", ".join(missing), "states": ", ".join(elsewhere)}
        )
    return chosen


def country_of_state(code: str) -> str:
    return code.partition("-")[0]


def solution_areas(chosen: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """``[{"area": code, "sub_areas": [code, …]}]`` if within the catalogue and the bounds; else ValidationError."""
    areas = list(chosen)
    problems = [problem for area in areas for problem in _problems_of_area(area)]
    if len(areas) > MOST_AREAS:
        problems.append(_("Choose at most %(most)s solution areas.") % {"most": MOST_AREAS})
    if len({str(area["area"]) for area in areas}) < len(areas):
        problems.append(_("Choose each solution area once."))
    if problems:
        raise ValidationError(problems)
    return areas


def _problems_of_area(area: dict[str, object]) -> list[str]:
    known = AREAS.get(str(area["area"]))
    subs = area["sub_areas"]
    if known is None or not isinstance(subs, list) or not set(subs) <= set(known.sub_areas):
        return [_("This solution area or one of its sub-areas is not in the catalogue.")]
    if len(subs) > MOST_SUB_AREAS:
        return [
            _("%(area)s: choose at most %(most)s sub-areas.") % {"area": known.name, "most": MOST_SUB_AREAS}
        ]
    return []


def web_address(value: str) -> str:
    """An http or https address with a host; raises ValidationError that says what is wrong with it."""
    address = value.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in {"http", "https"}:
        raise ValidationError(_("Start the address with https:// (or http://)."))
    if "." not in host or any(letter.isspace() for letter in address):
        raise ValidationError(
            _("This is not a complete web address, for example https://www.contoso.com/product.")
        )
    if parts.username or parts.password:
        raise ValidationError(_("Leave the user name and password out of the address."))
    return address


def _refuse_unknown(codes: set[str]) -> None:
    if codes:
        raise ValidationError(_("Unknown codes: %(codes)s.") % {"codes": ", ".join(sorted(codes))})
