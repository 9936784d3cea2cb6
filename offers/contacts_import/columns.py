"""The columns of a contacts file, and the headings they are known by."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.translation import get_language

from offers.places import unfold


class Column(StrEnum):
    NAME = "name"
    EMAIL = "email"
    JOB_TITLE = "job_title"
    ROLE = "role"
    COUNTRIES = "countries"
    STATES = "states"


REQUIRED: Final = (Column.NAME, Column.EMAIL, Column.JOB_TITLE, Column.ROLE, Column.COUNTRIES)

# Partner Center's own headings first, which is what an export writes; then what people write instead.
HEADINGS: Final[Mapping[str, Mapping[Column, tuple[str, ...]]]] = {
    "en": {
        Column.NAME: ("Name", "Full name", "Contact name", "Contact"),
        Column.EMAIL: ("Email", "E-mail", "Email address", "E-mail address", "Mail"),
        Column.JOB_TITLE: ("Job title", "Title", "Position", "Job"),
        Column.ROLE: ("Role", "Contact role"),
        Column.COUNTRIES: (
            "Countries/Regions",
            "Countries",
            "Country",
            "Country/Region",
            "Regions",
            "Region",
        ),
        Column.STATES: ("States/Provinces", "States", "State", "State/Province", "Provinces", "Province"),
    },
    "fr": {
        Column.NAME: ("Nom", "Nom complet", "Nom du contact"),
        Column.EMAIL: ("Adresse e-mail", "Courriel", "Adresse électronique", "Adresse de messagerie", "Mél"),
        Column.JOB_TITLE: ("Fonction", "Intitulé du poste", "Poste", "Titre"),
        Column.ROLE: ("Rôle", "Rôle du contact"),
        Column.COUNTRIES: ("Pays/Régions", "Pays", "Pays ou régions", "Pays/Région"),
        Column.STATES: ("États/Provinces", "États", "État", "Provinces", "États ou provinces"),
    },
}


def heading(column: Column, language: str) -> str:
    """What an export writes over this column."""
    return HEADINGS["fr" if language.startswith("fr") else "en"][column][0]


def column_name(column: Column) -> str:
    """The column's heading in the reader's language."""
    return heading(column, get_language() or "en")


def _folded(text: str) -> str:
    return "".join(letter for letter in unfold(text) if letter.isalnum())


_KNOWN: Final[Mapping[str, Column]] = {
    _folded(name): column for names in HEADINGS.values() for column, known in names.items() for name in known
}


def recognise(cell: str) -> Column | None:
    """The column that a heading names, however it is spelled; None for one that is not ours."""
    return _KNOWN.get(_folded(cell))
