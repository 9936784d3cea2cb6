"""Countries and states as choices: grouped by region, named and sorted in the reader's language."""

import unicodedata
from functools import cache
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cosell.locations import country_name, state_codes, state_name

COUNTRIES_WITH_STATES: Final = ("US", "CA", "AU")

# The continents of the UN's list M49, with Cyprus and Türkiye in Europe; the far south stands by itself.
REGIONS: Final = (
    (
        _("Africa"),
        (
            "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU "
            "MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"
        ),
    ),
    (
        _("Americas"),
        (
            "AG AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC GD GF GL GP GT GY HN HT JM KN KY "
            "LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"
        ),
    ),
    (
        _("Asia and the Middle East"),
        (
            "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK "
            "MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TW UZ VN YE"
        ),
    ),
    (
        _("Europe"),
        (
            "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV "
            "MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA"
        ),
    ),
    (
        _("Oceania"),
        "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
    ),
    (
        _("Antarctica and the far south"),
        "AQ BV GS HM TF",
    ),
)

Choice = tuple[str, str]


def countries_by_region() -> list[tuple[str, list[Choice]]]:
    """Every country once: ``[(region, [(code, "France (FR)"), …]), …]``, each region sorted by name."""
    language = get_language() or "en"
    return [(str(region), _named(codes, language)) for region, codes in REGIONS]


@cache
def _named(codes: str, language: str) -> list[Choice]:
    return sorted(((code, f"{country_name(code, language)} ({code})") for code in codes.split()), key=by_name)


def states_by_country() -> list[tuple[str, list[Choice]]]:
    """Every state once, grouped by its country."""
    groups = []
    for country in COUNTRIES_WITH_STATES:
        own = [code for code in state_codes() if code.startswith(f"{country}-")]
        named = [(code, f"{state_name(code)} ({code})") for code in own]
        groups.append((country_name(country), sorted(named, key=by_name)))
    return groups


def by_name(choice: Choice) -> str:
    """Sort "Émirats" beside "Egypte", not behind "Zimbabwe"."""
    return unfold(choice[1])


def unfold(text: str) -> str:
    """Lower case without accents, for sorting and comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
