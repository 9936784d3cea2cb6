"""What the look-out for figures in the wrong form sees, and what it lets pass."""

import pytest

from eligibility.editions import edition_codes
from tests.language.figures import in_wrong_form

NO_BREAK = "\u00a0"
WRONG = {
    "fr": [
        "04/09/2020",
        "4/9/20",
        "1234567 contacts",
        "12345",
        "le 1 janv. 2021",
        f"le 1{NO_BREAK}février",
        "2021-03-04",
        "8 291 USD",
        "USD 8",
    ],
    "en": [
        "04/09/2020",
        "1234567 contacts",
        "USD 8,291",
        "1er janv. 2021",
        "12 févr. 2021",
        "1 décembre",
        "2021-03-04",
        f"8{NO_BREAK}291",
    ],
}
RIGHT = {
    "fr": ["1er janv. 2021", "21 janv. 2021", f"1{NO_BREAK}234{NO_BREAK}567 contacts", "en 2021", "1 mois"],
    "en": ["1 Jan 2021", "1,234,567 contacts", f"USD{NO_BREAK}8,291", "in 2021", "4 of 9", "24/7"],
}


def faults(text: str, language: str) -> list[str]:
    return in_wrong_form(f"<p>{text}</p>", language, editions=True)


@pytest.mark.parametrize(("language", "text"), [(each, text) for each in WRONG for text in WRONG[each]])
def test_a_wrong_form_is_seen(language: str, text: str) -> None:
    assert faults(text, language)


@pytest.mark.parametrize(("language", "text"), [(each, text) for each in RIGHT for text in RIGHT[each]])
def test_a_right_form_passes(language: str, text: str) -> None:
    assert faults(text, language) == []


@pytest.mark.parametrize("code", edition_codes())
def test_an_edition_may_be_named_by_its_day_and_no_other_day_may(code: str) -> None:
    assert faults(f"({code})", "fr") == []
    assert in_wrong_form(f"<p>({code})</p>", "fr")
    assert faults(f"({code[:-1]}{(int(code[-1]) + 1) % 10})", "fr")
