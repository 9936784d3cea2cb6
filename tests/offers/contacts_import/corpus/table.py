"""All cases: every encoding and separator in both languages, workbooks, every fault, and files that are refused."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from openpyxl import Workbook

from offers.contacts_import import MOST_BYTES, MOST_ROWS
from tests.offers.contacts_import.corpus.case import HEADINGS, Case, Row, quoted, row, text

ENCODINGS = {
    "UTF-8": ("utf-8", "utf-8"),
    "UTF-8 with its mark": ("utf-8-sig", "utf-8-sig"),
    "UTF-16": ("utf-16", "utf-16"),
    "UTF-16 without its mark": ("utf-16-le", "utf-16-le"),
    "Windows-1252": ("cp1252", "cp1252"),
}
SEPARATORS = {"semicolons": ";", "tabs": "\t", "bars": "|"}
FAULTS: dict[str, tuple[dict[str, str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "no name": ({"name": ""}, ("required",), ("required",), ()),
    "no country": ({"countries": ""}, ("required",), ("required",), ()),
    "an address in brackets": ({"email": "Ann <ann@x.example>"}, ("email",), (), ("FR", "BE")),
    "an address without an at": ({"email": "ann(at)x.example"}, ("email",), (), ("FR", "BE")),
    "no address at all": ({"email": "ann"}, ("email",), ("email",), ()),
    "a role that comes near": ({"role": "Sales"}, ("role",), (), ("FR", "BE")),
    "a role that nobody knows": ({"role": "Boss"}, ("role",), ("role",), ()),
    "UK for GB": ({"countries": "UK, FR"}, ("country",), (), ("GB", "FR")),
    "three letters": ({"countries": "DEU"}, ("country",), (), ("DE",)),
    "a country by its name": ({"countries": "Allemagne, Germany"}, ("country", "country"), (), ("DE",)),
    "a country misspelled": ({"countries": "Germny"}, ("country",), (), ("DE",)),
    "a country that is none": ({"countries": "Atlantis"}, ("country",), ("country",), ()),
    "all countries in words": ({"countries": "worldwide"}, ("country",), (), ("OOO",)),
    "codes with blanks between": ({"countries": "US CA FR"}, ("country_separator",), (), ("US", "CA", "FR")),
    "a state without its country": (
        {"countries": "FR", "states": "US-WA"},
        ("state_without_country",),
        (),
        ("FR", "US"),
    ),
    "a state by its name": ({"countries": "US", "states": "Washington"}, ("state",), (), ("US",)),
    "a state of elsewhere": ({"states": "FR-75"}, ("state",), ("state",), ()),
    "a control character": ({"name": "An\x07n"}, ("control_character",), (), ("FR", "BE")),
    "a name too long": ({"name": "x" * 121}, ("too_long",), ("too_long",), ()),
}


def _readable() -> Iterator[Case]:
    for language in HEADINGS:
        for encoding, (codec, told) in ENCODINGS.items():
            for separators, separator in SEPARATORS.items():
                content = text(row(language), language=language, separator=separator).encode(codec)
                name = f"{encoding}, {separators}, {language}"
                yield Case(name, bytes_of(content), encoding=told, separator=separator)
        content = quoted(row(language), language=language).encode()
        yield Case(f"commas, {language}", bytes_of(content), encoding="utf-8", separator=",")
        yield Case(
            f"workbook, {language}",
            partial(workbook, HEADINGS[language], row(language)),
            encoding="xlsx",
        )


def _faulty() -> Iterator[Case]:
    for language in HEADINGS:
        for name, (cells, problems, left, countries) in FAULTS.items():
            content = text(row(language, **cells), language=language).encode()
            yield Case(
                f"{name}, {language}", bytes_of(content), problems=problems, mended=left, countries=countries
            )


def bytes_of(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def workbook(*rows: tuple[Any, ...], sheet: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """A workbook whose first sheet holds these rows; ``sheet`` does something more to it."""
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    sheet(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    """A workbook of some kilobytes whose sheet declares and holds 100 MB."""
    out = io.BytesIO(workbook(HEADINGS["en"], row()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * (100 * 1024 * 1024))
    return out.getvalue()


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def _rows(count: int) -> list[Row]:
    return [row(email=f"p{number}@x.example") for number in range(count)]


ANN = row(email="ann@x.example", countries="US, CA, FR")
SHORT = ("Name", "Email", "Job title", "Role", "Countries")
SHAPES = (
    Case("Excel's hint of its separator", f"sep=;\r\n{text(row())}".encode, separator=";"),
    Case("line ends of Windows", lambda: text(row(), newline="\r\n").encode()),
    Case("line ends of old Macs", lambda: text(row(), newline="\r").encode()),
    Case("Namibia", lambda: text(row(countries="NA")).encode(), countries=("NA",)),
    Case("Namibia in a workbook", lambda: workbook(HEADINGS["en"], row(countries="NA")), countries=("NA",)),
    Case(
        "other columns and order",
        "Id;Pays;Email;Name;Role;Job title\n1;FR,BE;a@x.example;A;Partner sales;CEO\n".encode,
    ),
    Case(
        "a workbook of numbers and dates",
        lambda: workbook((*HEADINGS["en"], "Since"), (*row(name="x"), date(2020, 9, 15))),
        encoding="xlsx",
    ),
    Case("protected against formulas", lambda: text(row(name="'=cmd")).encode()),
    Case(
        "unquoted, states beyond",
        lambda: text(ANN, separator=",").encode(),
        problems=("unquoted_countries",),
        countries=("US", "CA", "FR"),
    ),
    Case(
        "unquoted, no states",
        (",".join(SHORT) + "\n" + ",".join(ANN[:5]) + "\n").encode,
        problems=("unquoted_countries",),
        countries=("US", "CA", "FR"),
    ),
    Case(
        "unquoted, two codes",
        lambda: text((*ANN[:4], "NL", "BE"), separator=",").encode(),
        problems=("unquoted_countries",),
        countries=("NL", "BE"),
    ),
    Case(
        "unquoted, with a state",
        lambda: text((*ANN[:4], "US", " CA", " FR", "US-WA"), separator=",").encode(),
        problems=("unquoted_countries",),
        countries=("US", "CA", "FR"),
    ),
    Case("a cell too many", lambda: text((*row(), "who knows")).encode(), problems=("too_many_cells",)),
    Case(
        "the same person twice",
        lambda: text(row(), row(countries="DE")).encode(),
        problems=("duplicate",),
        countries=("FR", "BE", "DE"),
    ),
    Case(
        "a column missing",
        "Name;Email;Role;Countries\nA;a@x.example;Partner sales;FR\n".encode,
        problems=("missing_column",),
        mended=("missing_column",),
        countries=(),
    ),
    Case(
        "a column twice",
        "Name;Nom;Email;Job title;Role;Countries\nA;B;a@x.example;CEO;Partner sales;FR\n".encode,
        problems=("repeated_column",),
        mended=("repeated_column",),
        countries=(),
    ),
    Case("as many rows as there may be", lambda: text(*_rows(MOST_ROWS)).encode()),
)
REFUSED = (
    Case("empty", lambda: b"", "empty"),
    Case("blank", lambda: b" \r\n\t", "empty"),
    Case("headings alone", lambda: text().encode(), "no_contacts"),
    Case("headings alone in a workbook", lambda: workbook(HEADINGS["en"]), "no_contacts"),
    Case("no headings", lambda: ";".join(row()).encode(), "no_header"),
    Case("a picture", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    Case("another archive", lambda: _zipped(photo=b"x"), "binary"),
    Case("an old workbook", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old_workbook"),
    Case("half a workbook", lambda: workbook(HEADINGS["en"], row())[:3000], "damaged_workbook"),
    Case("no workbook inside", lambda: _zipped(xl__nothing=b"x"), "damaged_workbook"),
    Case("a zip bomb", _bomb, "costly_workbook"),
    Case("a formula", lambda: workbook(HEADINGS["en"], row(name="=1+1")), "formula"),
    Case("a formula beside the columns", lambda: workbook(HEADINGS["en"], (*row(), "=A1")), "formula"),
    Case("too many rows", lambda: text(*_rows(MOST_ROWS + 1)).encode(), "too_many_rows"),
    Case(
        "too many rows in a workbook",
        lambda: workbook(HEADINGS["en"], *_rows(MOST_ROWS + 1)),
        "too_many_rows",
    ),
    Case("a million rows", lambda: b"Name\n" + b"A\n" * 1_000_000, "too_many_rows"),
    Case("too large", lambda: b"x" * (MOST_BYTES + 1), "too_large"),
    Case("too many columns", lambda: b"Name" + b"," * 400 + b"\nA\n", "too_many_columns"),
    Case("a cell like a book", lambda: b'Name\n"' + b"x" * 30_000 + b'"\n', "cell_too_long"),
    Case("an open quotation mark", f'{text()}"Ann;a@x.example\n'.encode, "open_quote"),
)
CASES = (*_readable(), *_faulty(), *SHAPES, *REFUSED)
