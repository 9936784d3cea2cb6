"""A state by its name in any language of the product is taken for its code, whoever reads."""

import pytest
from django.utils.translation import override

from cosell.locations import state_codes, state_name
from offers.contacts_import.suggestions import suggest_state


@pytest.mark.parametrize("reader", ["en", "fr"])
@pytest.mark.parametrize("written_in", ["en", "fr"])
def test_every_state_is_found_by_its_name(written_in: str, reader: str) -> None:
    with override(reader):
        found = {code: suggest_state(state_name(code, written_in), ()) for code in state_codes()}
    assert found == {code: code for code in state_codes()}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("californie", "US-CA"),
        ("Colombie Britanique", "CA-BC"),
        ("nouvelle galles du sud", "AU-NSW"),
        ("Ile du Prince Edouard", "CA-PE"),
        ("Pensylvania", "US-PA"),
    ],
)
def test_a_state_is_found_without_its_accents_and_with_a_slip(written: str, code: str) -> None:
    assert suggest_state(written, ()) == code
