"""One file with what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass

HEADINGS = {
    "en": ("Name", "Email", "Job title", "Role", "Countries/Regions", "States/Provinces"),
    "fr": ("Nom", "Adresse e-mail", "Fonction", "Rôle", "Pays/Régions", "États/Provinces"),
}
ROLES = {"en": "Partner sales", "fr": "partner_sales"}
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """``refused`` is the code of the sentence with which the whole file is refused. Else ``problems`` are the codes of
    what is to be mended and ``mended`` what one press on *Take all suggestions* leaves of them, again and again
    until nothing is left to press; ``countries`` are those of the first contact then.
    """

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    encoding: str = ""
    separator: str = ""
    problems: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    countries: tuple[str, ...] = ("FR", "BE")


def row(language: str = "en", **cells: str) -> Row:
    names = ("name", "email", "job_title", "role", "countries", "states")
    values = ("Amélie Marchand", "amelie@contoso.example", "Directrice", ROLES[language], "FR, BE", "")
    return tuple({**dict(zip(names, values, strict=True)), **cells}.values())


def text(*rows: Row, language: str = "en", separator: str = ";", newline: str = "\n") -> str:
    """A file without quotes: the separator stands in no cell, unless the case wants it to."""
    return newline.join(separator.join(cells) for cells in (HEADINGS[language], *rows)) + newline


def quoted(*rows: Row, language: str = "en") -> str:
    lines = (",".join(f'"{cell}"' for cell in cells) for cells in (HEADINGS[language], *rows))
    return "\n".join(lines) + "\n"
