"""Countries and states as choices."""

import pytest
from django.utils.translation import override

from cosell.locations import country_codes, state_codes
from offers.places import countries_by_region, states_by_country
from offers.solution_areas import AREAS, area_name, sub_area_names


def codes(groups):
    return [code for _name, choices in groups for code, _label in choices]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_country_stands_in_one_region(language):
    with override(language):
        found = codes(countries_by_region())

    assert (len(found), set(found)) == (246, set(country_codes()))


def test_countries_are_sorted_without_minding_accents():
    with override("fr"):
        africa = [label for _code, label in countries_by_region()[0][1]]

    assert africa.index("Égypte (EG)") < africa.index("Gabon (GA)")


def test_every_state_stands_under_its_country():
    groups = states_by_country()

    assert sorted(codes(groups)) == sorted(state_codes())
    assert [name for name, _choices in groups] == ["United States", "Canada", "Australia"]


def test_states_are_named_and_sorted_in_the_readers_language():
    with override("fr"):
        by_country = dict(states_by_country())

    canada = [label for _code, label in by_country["Canada"]]
    assert canada[:3] == ["Alberta (CA-AB)", "Colombie-Britannique (CA-BC)", "Île-du-Prince-Édouard (CA-PE)"]
    australia = [code for code, _label in by_country["Australie"]]
    assert australia == ["AU-SA", "AU-WA", "AU-NSW", "AU-QLD", "AU-TAS", "AU-ACT", "AU-NT", "AU-VIC"]


def test_solution_areas_have_names_and_unknown_codes_stand_for_themselves():
    assert all(area.sub_areas for area in AREAS.values())
    assert (area_name("security"), area_name("gone")) == ("Security and compliance", "gone")
    assert sub_area_names("security", ["compliance", "gone"]) == ["Compliance", "gone"]
    assert sub_area_names("gone", ["x"]) == ["x"]
