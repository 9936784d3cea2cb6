"""Countries and states by code and by name."""

import pytest

from cosell.locations import WORLDWIDE, country_codes, country_name, state_codes, state_name


def test_there_are_246_countries_and_78_states() -> None:
    assert (len(country_codes()), len(state_codes())) == (246, 78)


def test_namibia_survives_and_worldwide_is_no_country() -> None:
    assert "NA" in country_codes()
    assert WORLDWIDE not in country_codes()


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("NA", "en", "Namibia"),
        ("NA", "fr", "Namibie"),
        ("US", "fr", "États-Unis"),
        ("CD", "en", "Congo (DRC)"),
        ("DE", "en-gb", "Germany"),
        ("DE", "fr-ca", "Allemagne"),
        ("DE", "xx", "Germany"),
        ("ZZ", "en", "ZZ"),
        ("OOO", "en", "All countries"),
    ],
)
def test_a_country_is_named_in_the_readers_language(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name


def test_every_country_has_a_french_name_of_its_own() -> None:
    names = {country_name(code, "fr") for code in country_codes()}
    assert len(names) == 246
    assert not names & country_codes()


@pytest.mark.parametrize(
    ("code", "name"), [("US-WA", "Washington"), ("AU-NSW", "New South Wales"), ("XX-1", "XX-1")]
)
def test_a_state_is_named_as_partner_center_lists_it(code: str, name: str) -> None:
    assert state_name(code) == name
