"""Cells into contacts: everything wrong is said at once, by row and column, with what was probably meant."""

import pytest
from django.utils.translation import override

from offers.contacts_import import MOST_ROWS, ContactRow, check_table, read_table

HEADER = "Name;Email;Job title;Role;Countries/Regions;States/Provinces"
GOOD = ("Ann Lee", "ann@contoso.example", "CEO", "Partner sales", "US", "")
NAMES = ("name", "email", "job_title", "role", "countries", "states")


def check(*rows, header=HEADER):
    return check_table(read_table("\n".join([header, *rows]).encode()))


def row(**cells):
    return ";".join({**dict(zip(NAMES, GOOD, strict=True)), **cells}.values())


def told(checked):
    return [
        (each.row, each.column and each.column.value, each.code, each.value, each.suggestion)
        for each in checked.problems
    ]


def test_check_gives_typed_rows():
    checked = check(
        row(countries="us, CA,us", states="US-WA, CA-QC"),
        row(name="  Bob   Ray ", email="b@x.example", countries="OOO"),
    )

    assert told(checked) == []
    assert checked.rows == (
        ContactRow(
            "Ann Lee", "ann@contoso.example", "CEO", "partner_sales", ("US", "CA"), ("US-WA", "CA-QC")
        ),
        ContactRow("Bob Ray", "b@x.example", "CEO", "partner_sales", ("OOO",)),
    )


@pytest.mark.parametrize("countries", ["NA", "na", "NA, ZA", "NA;", "NA/ZA"])
def test_check_reads_namibia_as_a_country(countries):
    checked = check_table(
        read_table(
            f'Name,Email,Job title,Role,Countries\nAnn,a@x.example,CEO,Partner sales,"{countries}"'.encode()
        )
    )

    assert checked.problems == ()
    assert checked.rows[0].countries[0] == "NA"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"name": ""}, ("name", "required", "", "")),
        ({"email": ""}, ("email", "required", "", "")),
        ({"job_title": " "}, ("job_title", "required", "", "")),
        ({"role": ""}, ("role", "required", "", "")),
        ({"countries": ""}, ("countries", "required", "", "")),
        ({"name": "x" * 121}, ("name", "too_long", "x" * 40 + "…", "")),
        ({"name": "An\x07n"}, ("name", "control_character", "An\x07n", "Ann")),
        ({"email": "ann"}, ("email", "email", "ann", "")),
        ({"email": "ann@contoso"}, ("email", "email", "ann@contoso", "")),
        (
            {"email": "Ann <ann@contoso.example>"},
            ("email", "email", "Ann <ann@contoso.example>", "ann@contoso.example"),
        ),
        (
            {"email": "mailto:ann@contoso.example"},
            ("email", "email", "mailto:ann@contoso.example", "ann@contoso.example"),
        ),
        (
            {"email": "ann @ contoso.example"},
            ("email", "email", "ann @ contoso.example", "ann@contoso.example"),
        ),
        (
            {"email": "ann@contoso.example."},
            ("email", "email", "ann@contoso.example.", "ann@contoso.example"),
        ),
        ({"role": "Sales"}, ("role", "role", "Sales", "Partner sales")),
        ({"role": "partner  marketting"}, ("role", "role", "partner marketting", "Partner marketing")),
        ({"role": "CSM"}, ("role", "role", "CSM", "Partner customer success manager")),
        ({"role": "Pre-sales"}, ("role", "role", "Pre-sales", "Partner technical sales")),
        ({"role": "Boss"}, ("role", "role", "Boss", "")),
        ({"countries": "UK"}, ("countries", "country", "UK", "GB")),
        ({"countries": "US, UK"}, ("countries", "country", "UK", "GB")),
        ({"countries": "USA"}, ("countries", "country", "USA", "US")),
        ({"countries": "DEU"}, ("countries", "country", "DEU", "DE")),
        ({"countries": "France"}, ("countries", "country", "France", "FR")),
        ({"countries": "Allemagne"}, ("countries", "country", "Allemagne", "DE")),
        ({"countries": "Etats-Unis"}, ("countries", "country", "Etats-Unis", "US")),
        ({"countries": "Germny"}, ("countries", "country", "Germny", "DE")),
        ({"countries": "all"}, ("countries", "country", "all", "OOO")),
        ({"countries": "000"}, ("countries", "country", "000", "OOO")),
        ({"countries": "XX"}, ("countries", "country", "XX", "")),
        ({"countries": "US CA fr"}, ("countries", "country_separator", "US CA fr", "US, CA, FR")),
        ({"states": "WA"}, ("states", "state", "WA", "US-WA")),
        ({"countries": "AU", "states": "WA"}, ("states", "state", "WA", "AU-WA")),
        ({"states": "Washington"}, ("states", "state", "Washington", "US-WA")),
        ({"states": "US WA"}, ("states", "state", "US WA", "US-WA")),
        ({"states": "FR-75"}, ("states", "state", "FR-75", "")),
        ({"states": "CA-QC"}, ("states", "state_without_country", "CA-QC", "")),
    ],
)
def test_check_says_what_is_wrong_and_what_was_meant(cells, problem):
    checked = check(row(**cells))

    assert told(checked) == [(2, *problem)]
    assert checked.rows == ()
    assert "%(" not in checked.problems[0].message


def test_check_tells_all_problems_of_all_rows_in_their_order():
    checked = check(
        row(name="", email="x", role="Sales", countries="UK, France"), row(), row(countries="", states="ZZ")
    )

    assert [each[:3] for each in told(checked)] == [
        (2, "name", "required"),
        (2, "email", "email"),
        (2, "role", "role"),
        (2, "countries", "country"),
        (2, "countries", "country"),
        (4, "countries", "required"),
        (4, "states", "state"),
        (4, "email", "duplicate"),
    ]
    assert len(checked.rows) == 1


def test_check_allows_states_under_all_countries():
    assert check(row(countries="OOO", states="US-WA, AU-NSW")).rows[0].states == ("US-WA", "AU-NSW")


def test_check_makes_all_countries_of_all_and_some():
    assert check(row(countries="US, OOO, FR")).rows[0].countries == ("OOO",)


def test_check_finds_the_same_person_in_the_same_role():
    checked = check(row(), row(role="Partner marketing"), row(email="ANN@contoso.example"))

    assert told(checked) == [(4, "email", "duplicate", "ANN@contoso.example", "")]
    assert checked.problems[0].params == {"first": 2}


def test_check_finds_the_same_person_also_where_other_cells_are_wrong():
    checked = check(row(countries="UK"), row(name="", countries="Atlantis"))

    assert [each[:3] for each in told(checked)] == [
        (2, "countries", "country"),
        (3, "name", "required"),
        (3, "countries", "country"),
        (3, "email", "duplicate"),
    ]


def test_check_explains_codes_that_spread_over_columns():
    header = "Name,Email,Job title,Role,Countries/Regions,States/Provinces"
    checked = check(
        "Ann,ann@x.example,CEO,Partner sales,US, CA, FR,US-WA",
        "Bob,b@x.example,CEO,Partner sales,NL, BE",
        header=header,
    )

    assert told(checked)[0] == (2, "countries", "unquoted_countries", "US, CA, FR", '"US, CA, FR"')
    assert [each[2] for each in told(checked)] == ["unquoted_countries", "unquoted_countries"]


def test_check_explains_codes_that_spread_in_a_file_without_states():
    header = "Name,Email,Job title,Role,Countries/Regions"

    checked = check("Ann,ann@x.example,CEO,Partner sales,US, CA, FR", header=header)

    assert told(checked) == [(2, "countries", "unquoted_countries", "US, CA, FR", '"US, CA, FR"')]


def test_check_says_that_a_row_is_too_long():
    checked = check(";".join([*GOOD[:5], "", "who knows"]))

    assert told(checked) == [(2, None, "too_many_cells", "who knows", "")]


def test_check_forgives_separators_at_the_end():
    assert check(";".join([*GOOD, "", ""])).problems == ()


def test_check_forgives_a_row_without_its_empty_states():
    assert check(";".join(GOOD[:5])).problems == ()


def test_check_names_missing_columns_once_and_goes_on():
    checked = check("Ann;ann", header="Name;Email")

    assert [each[:3] for each in told(checked)] == [
        (1, "job_title", "missing_column"),
        (1, "role", "missing_column"),
        (1, "countries", "missing_column"),
        (2, "email", "email"),
    ]


def test_check_refuses_a_column_that_is_there_twice():
    assert next(each[:3] for each in told(check(f"{row()};x", header=f"{HEADER};Mail"))) == (
        1,
        "email",
        "repeated_column",
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_check_speaks_the_readers_language(language):
    with override(language):
        problem = check(row(countries="UK")).problems[0]
        assert problem.column_name == {"en": "Countries/Regions", "fr": "Pays/Régions"}[language]


def test_check_reads_roles_by_code_and_by_name_in_any_spelling():
    rows = [
        row(email=f"p{number}@x.example", role=role)
        for number, role in enumerate(["partner_sales", "PARTNER SALES", "Partner-Sales"])
    ]

    assert [each.role for each in check(*rows).rows] == ["partner_sales"] * 3


def test_check_of_a_full_file_tells_every_fault():
    rows = [row(email=f"p{number}@x.example", countries="UK, FR") for number in range(MOST_ROWS)]

    checked = check(*rows)

    assert len(checked.problems) == MOST_ROWS
    assert {each.suggestion for each in checked.problems} == {"GB"}
