"""The editions of the programme that ship with the product, one TOML file each, named by its date.

An edition is data alone: its parameters, its names of statuses, its benefits, its source. ``docs/rules.md``
explains the keys.
"""

import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from cosell.locations import country_codes
from eligibility.rules import Fault, InvalidDataError, Rulebook, Vocabulary, parse_rulebook
from eligibility.rules.reading import gettext_noop

DEFAULT_EDITION: Final = "2020-09-15"
FOLDER: Final = Path(__file__).parent
OFFER_TYPES: Final = (
    "saas",
    "azure_application",
    "azure_virtual_machine",
    "azure_container",
    "iot_edge_module",
    "dynamics_365_customer_engagement",
    "dynamics_365_operations",
    "dynamics_365_business_central",
    "power_bi_app",
    "managed_service",
    "consulting_service",
)


@cache
def vocabulary() -> Vocabulary:
    """What there is to be named in facts and rulebooks: 11 offer types and 246 countries."""
    return Vocabulary(OFFER_TYPES, country_codes())


@cache
def edition_codes(folder: Path = FOLDER) -> tuple[str, ...]:
    """Oldest first. A file more in the folder is an edition more; nothing else names them."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def load_edition(code: str, folder: Path = FOLDER) -> Rulebook:
    """The edition as a rulebook. Raises KeyError for an unknown code, ``InvalidDataError`` for a faulty file."""
    if code not in edition_codes(folder):
        raise KeyError(code)
    edition = parse_rulebook(_read(folder / f"{code}.toml"), vocabulary())
    if edition.code != code:
        details = {"code": edition.code, "file": code}
        raise InvalidDataError(
            [Fault("code", gettext_noop("is %(code)s in the file %(file)s.toml"), details)]
        )
    return edition


def name_in(language: str, name: str) -> str:
    """A rulebook's name in this language: that of an edition has one in each, any other is what a person typed."""
    for code in edition_codes():
        with suppress(InvalidDataError):  # a faulty file is told where somebody wants to load it
            if name in (shipped := load_edition(code).name):
                return shipped.text(language)
    return name


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        details = {"reason": str(error)}
        raise InvalidDataError([Fault("$", gettext_noop("not TOML (%(reason)s)"), details)]) from error
