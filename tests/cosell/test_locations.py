"""Countries and states by code and by name."""

import pytest
from django.utils.translation import override

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
    ("code", "language", "name"),
    [
        ("US-WA", "en", "Washington"),
        ("AU-NSW", "en-gb", "New South Wales"),
        ("US-CA", "fr", "Californie"),
        ("US-NC", "fr-ca", "Caroline du Nord"),
        ("CA-BC", "fr", "Colombie-Britannique"),
        ("CA-QC", "fr", "Québec"),
        ("AU-SA", "fr", "Australie-Méridionale"),
        ("AU-ACT", "fr", "Territoire de la capitale australienne"),
        ("US-CA", "xx", "California"),
        ("XX-1", "en", "XX-1"),
        ("XX-1", "fr", "XX-1"),
    ],
)
def test_a_state_is_named_in_the_readers_language(code: str, language: str, name: str) -> None:
    assert state_name(code, language) == name
    with override(language if language != "xx" else None):
        assert state_name(code) == name


def test_every_state_has_a_french_name_of_its_own() -> None:
    names = {state_name(code, "fr") for code in state_codes()}
    assert len(names) == 78
    assert not names & state_codes()
    assert all(name == name.strip() and name for name in names)


@pytest.mark.parametrize("country", ["AS", "GU", "MP", "PR", "UM", "VI"])
def test_a_territory_that_is_a_country_of_the_list_too_has_one_french_name(country: str) -> None:
    assert state_name(f"US-{country}", "fr") == country_name(country, "fr")
