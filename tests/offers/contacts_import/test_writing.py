"""Contacts out and in again: nothing changes, and no spreadsheet runs a cell."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cosell.locations import WORLDWIDE, country_codes
from offers.checks import has_control_character, one_line, tidy
from offers.contacts_import import ContactRow, check_table, compare, read_table, write_csv, write_xlsx
from offers.contacts_import.formulas import protect, unprotect

ANN = ContactRow("Ann Lee", "ann@contoso.example", "CEO", "partner_sales", ("US", "CA"), ("US-WA",))


def cells_of(data, separator=","):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))


def test_write_gives_the_columns_of_partner_center():
    assert cells_of(write_csv([ANN], language="en")) == [
        ["Name", "Email", "Job title", "Role", "Countries/Regions", "States/Provinces"],
        ["Ann Lee", "ann@contoso.example", "CEO", "Partner sales", "US, CA", "US-WA"],
    ]


def test_write_follows_the_language_of_the_reader():
    header = cells_of(write_csv([ANN], language="fr"), ";")[0]

    assert header == ["Nom", "Adresse e-mail", "Fonction", "Rôle", "Pays/Régions", "États/Provinces"]


def test_write_begins_with_the_mark_that_excel_needs():
    assert write_csv([], language="en").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", ["=1+1", "+33 4", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''=1"])
def test_cells_that_look_like_formulas_are_marked_and_come_back(cell):
    assert protect(cell) == f"'{cell}"
    assert unprotect(protect(cell)) == cell


@pytest.mark.parametrize("cell", ["Ann", "", "'quoted'", "O'Neill", "a=b", "1-2"])
def test_harmless_cells_stay_as_they_are(cell):
    assert protect(cell) == cell
    assert unprotect(cell) == cell


def test_write_runs_no_formula():
    hostile = ContactRow("=cmd|' /C calc'!A0", "a@x.example", "@boss", "partner_sales", ("US",))

    assert cells_of(write_csv([hostile], language="en"))[1][:3] == [
        "'=cmd|' /C calc'!A0",
        "a@x.example",
        "'@boss",
    ]


BEGINNINGS = [*"=+-@＝＋－＠'\",; ", "'=", "\t=", "\r\n", "\u202e", "\u200f", "\ufeff"]
# Any Unicode as a person could hand it in; what the services refuse (control characters) is no name.
anything = st.one_of(
    st.text(max_size=120),
    st.builds(
        str.__add__,
        st.sampled_from(
            [
                "=",
                "+",
                "-",
                "@",
                "＝",
                "＠",
                "'",
                "'=",
                "\t=",
                "\r\n",
                " ",
                "\u202e",
                "\u200f",
                '"',
                ",",
                ";",
                "\ufeff",
            ]
        ),
        st.text(max_size=100),
    ),
)
texts = anything.filter(lambda text: tidy(text) and not has_control_character(tidy(text))).map(one_line)
countries = st.one_of(
    st.just((WORLDWIDE,)),
    st.lists(st.sampled_from(sorted(country_codes())), min_size=1, max_size=8, unique=True).map(tuple),
)
rows = st.lists(
    st.builds(ContactRow, texts, st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True), texts,
              st.sampled_from(["partner_sales", "partner_marketing"]), countries),
    min_size=1, max_size=6, unique_by=lambda row: row.key,
)  # fmt: skip


@settings(max_examples=8, deadline=None)  # each starts a child process
@given(rows=rows, language=st.sampled_from(["en", "fr"]))
def test_what_was_exported_as_a_workbook_comes_back_unchanged(rows, language):
    checked = check_table(read_table(write_xlsx(rows, language=language)))

    assert checked.problems == ()
    assert checked.rows == tuple(rows)


@given(rows=rows, language=st.sampled_from(["en", "fr"]))
def test_what_was_exported_comes_back_unchanged(rows, language):
    checked = check_table(read_table(write_csv(rows, language=language)))

    assert checked.problems == ()
    assert checked.rows == tuple(rows)
    assert compare(rows, checked.rows).changes == ()
