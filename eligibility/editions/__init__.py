"""The editions of the programme that ship with the product, one TOML file each, named by its date.

An edition is data alone: its parameters, its names of statuses, its benefits, its source. ``docs/rules.md``
explains the keys.
"""

import tomllib
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


def edition_codes(folder: Path | None = None) -> tuple[str, ...]:
    """Oldest first. A file more in the folder is an edition more; nothing else names them."""
    return _codes(folder or FOLDER)


def load_edition(code: str, folder: Path | None = None) -> Rulebook:
    """The edition as a rulebook. Raises KeyError for an unknown code, ``InvalidDataError`` for a faulty file."""
    if code not in edition_codes(folder):
        raise KeyError(code)
    return _load(code, folder or FOLDER)


def sound_editions() -> tuple[Rulebook, ...]:
    """Those that can be used, oldest first: one faulty file takes none of the others away."""
    return tuple(load_edition(code) for code in edition_codes() if not faults_of_edition(code))


def faults_of_edition(code: str) -> tuple[Fault, ...]:
    """What is wrong in the file of this edition, each fault with its place in it; nothing for a sound one."""
    return _faults(code, FOLDER)


def faulty_editions() -> dict[str, tuple[Fault, ...]]:
    """By code, those that cannot be used."""
    return {code: faults for code in edition_codes() if (faults := faults_of_edition(code))}


def name_in(language: str, name: str) -> str:
    """A rulebook's name in this language: that of an edition has one in each, any other is what a person typed."""
    return next((each.name.text(language) for each in sound_editions() if name in each.name), name)


@cache
def _codes(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def _load(code: str, folder: Path) -> Rulebook:
    edition = parse_rulebook(_read(folder / f"{code}.toml"), vocabulary())
    if edition.code != code:
        details = {"code": edition.code, "file": code}
        raise InvalidDataError(
            [Fault("code", gettext_noop("is %(code)s in the file %(file)s.toml"), details)]
        )
    return edition


@cache
def _faults(code: str, folder: Path) -> tuple[Fault, ...]:
    try:
        _load(code, folder)
    except InvalidDataError as error:
        return error.faults
    return ()


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(gettext_noop("not TOML (%(reason)s)"), reason=str(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(gettext_noop("not UTF-8 text")) from error


def _unreadable(template: str, **details: str) -> InvalidDataError:
    return InvalidDataError([Fault("$", template, details)])
