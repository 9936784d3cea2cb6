"""Bytes into cells: a corpus of the files that spreadsheets of every region write, and of files that are no tables."""

import pytest

from offers.contacts_import import MOST_BYTES, MOST_ROWS, Column, Table, TableRow, Unreadable, read_table

HEADER = "Name,Email,Job title,Role,Countries/Regions,States/Provinces"
ROW = 'Amélie Marchand,amelie@contoso.example,Directrice,Partner sales,"FR, BE",'
CELLS = ("Amélie Marchand", "amelie@contoso.example", "Directrice", "Partner sales", "FR, BE", "")
PLAIN = f"{HEADER}\n{ROW}\n"
SEMICOLONS = "Name;Email;Job title;Role;Countries/Regions;States/Provinces\n" + ";".join(CELLS) + "\n"
TABS = "\t".join(HEADER.split(",")) + "\n" + "\t".join(CELLS) + "\n"
ALL = tuple(Column)

READABLE = {
    "utf-8": (PLAIN.encode(), "utf-8", ","),
    "utf-8 with its mark": (PLAIN.encode("utf-8-sig"), "utf-8-sig", ","),
    "utf-16 as Excel's Unicode text": (TABS.encode("utf-16"), "utf-16", "\t"),
    "utf-16 big-endian with its mark": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "utf-16", ","),
    "utf-16 little-endian without a mark": (PLAIN.encode("utf-16-le"), "utf-16-le", ","),
    "utf-16 big-endian without a mark": (PLAIN.encode("utf-16-be"), "utf-16-be", ","),
    "windows-1252 with semicolons, as Excel in France": (SEMICOLONS.encode("cp1252"), "cp1252", ";"),
    "utf-8 with semicolons": (SEMICOLONS.encode(), "utf-8", ";"),
    "tabs": (TABS.encode(), "utf-8", "\t"),
    "bars": (SEMICOLONS.replace(";", "|").encode(), "utf-8", "|"),
    "Excel's hint of its separator": (f"sep=;\r\n{SEMICOLONS}".encode(), "utf-8", ";"),
    "line ends of Windows": (PLAIN.replace("\n", "\r\n").encode(), "utf-8", ","),
    "line ends of old Macs": (PLAIN.replace("\n", "\r").encode(), "utf-8", ","),
    "no line end at the end": (PLAIN.rstrip("\n").encode(), "utf-8", ","),
    "every cell quoted": ("\n".join(_quoted for _quoted in (
        ",".join(f'"{cell}"' for cell in HEADER.split(",")), ",".join(f'"{cell}"' for cell in CELLS),
    )).encode(), "utf-8", ","),
    "blank lines and rows of commas": (f"\n{HEADER}\n\n,,,,,\n{ROW}\n,,,,,\n".encode(), "utf-8", ","),
    "blanks round cells": (
        f"{HEADER}\n Amélie Marchand , amelie@contoso.example ,Directrice,Partner sales,\"FR, BE\",\n".encode(),
        "utf-8",
        ",",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_reading_recognises_encoding_and_separator(name):
    data, encoding, separator = READABLE[name]

    table = read_table(data)

    assert (table.encoding, table.separator) == (encoding, separator)
    assert table.columns == ALL
    assert [row.cells for row in table.rows] == [CELLS]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Nom;Adresse e-mail;Fonction;Rôle;Pays/Régions;États/Provinces", ALL),
        ("NAME,E-MAIL,JOB TITLE,ROLE,COUNTRIES,STATES", ALL),
        ("Name,E-mail address,Position,Contact role,Country/Region,State", ALL),
        ("Role,Countries/Regions,Name,Email,Job title", (Column.ROLE, Column.COUNTRIES, *ALL[:3])),
        ("Id,Name,Email,Notes", (None, Column.NAME, Column.EMAIL, None)),
        ("Courriel\tNom complet\tPoste", (Column.EMAIL, Column.NAME, Column.JOB_TITLE)),
        ("Prénom,Nom,Courriel", (None, Column.NAME, Column.EMAIL)),
    ],
)
def test_reading_recognises_headings_in_both_languages_and_any_order(header, columns):
    assert read_table(f"{header}\nx\n".encode()).columns == columns


def test_reading_names_the_columns_that_are_left_out():
    assert read_table(b"Id,Name,Notes\n1,Ann,x\n").ignored == "Id, Notes"


def test_reading_counts_rows_as_a_spreadsheet_does():
    table = read_table(b'Name,Email\n\nAnn,a@x.example\n"B\nob",b@x.example\nCid,c@x.example\n')

    assert [(row.number, row.cells[0]) for row in table.rows] == [(3, "Ann"), (4, "B\nob"), (5, "Cid")]


def test_reading_keeps_namibia():
    assert read_table(b"Name,Countries\nAnn,NA\n").rows == (TableRow(2, ("Ann", "NA")),)


UNREADABLE = {
    "empty": (b"", "empty"),
    "blank": (b" \n\r\n\t", "empty"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "empty"),
    "headings alone": (HEADER.encode(), "no_contacts"),
    "headings and blank rows": (f"{HEADER}\n,,,\n\n".encode(), "no_contacts"),
    "no headings": (ROW.encode(), "no_header"),
    "an Excel workbook": (b"PK\x03\x04\x14\x00xl/workbook.xml", "damaged_workbook"),
    "an old Excel workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "old_workbook"),
    "another archive": (b"PK\x03\x04\x14\x00photo.jpg", "binary"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<\x01\x02\x03>>", "binary"),
    "a zero in the middle": (b"Name,Email\nAnn\x00,a@x.example\n", "binary"),
    "half a UTF-16 character": (b"\xff\xfeN\x00a", "undecodable"),
    "bytes of no encoding": (b"Name,Email\n\x81\x8d\x8f,a@x.example\n", "undecodable"),
    "a quotation mark that stays open": (
        f'{HEADER}\n"Ann,a@x.example\nBob,b@x.example\n'.encode(),
        "open_quote",
    ),
    "one byte too many": (b"N" * (MOST_BYTES + 1), "too_large"),
    "one row too many": (b"Name\n" + b"Ann\n" * (MOST_ROWS + 1), "too_many_rows"),
    "too many columns": (b"Name" + b"," * 1000 + b"\nAnn\n", "too_many_columns"),
    "an endless cell": (b"Name\n" + b"x" * 30_000, "cell_too_long"),
    "a cell beyond the csv module's own limit": (b"Name\n" + b"x" * 200_000, "cell_too_long"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_reading_refuses_what_is_no_table_in_a_sentence(name):
    data, code = UNREADABLE[name]

    with pytest.raises(Unreadable) as refused:
        read_table(data)

    assert refused.value.code == code
    assert "%" not in refused.value.message


def test_reading_takes_as_many_rows_as_allowed():
    assert len(read_table(b"Name\n" + b"Ann\n" * MOST_ROWS).rows) == MOST_ROWS


def test_reading_says_in_which_row_a_quotation_mark_stays_open():
    with pytest.raises(Unreadable) as refused:
        read_table(b'Name,Email\nAnn,a@x.example\n"Bob,b@x.example\nCid,c@x.example\n')

    assert refused.value.params == {"row": 3}


def test_reading_takes_a_quotation_mark_inside_a_cell_as_it_is():
    assert read_table(b'Name,Email\n5" disk,a@x.example\n').rows[0].cells == ('5" disk', "a@x.example")


@pytest.mark.parametrize("name", READABLE)
def test_table_survives_being_stored(name):
    table = read_table(READABLE[name][0])

    assert Table.from_json(table.to_json()) == table
