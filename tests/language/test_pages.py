"""No page mixes languages. What a person of the tests' world typed is in Greek letters; the rest is translated."""

from collections.abc import Callable

import pytest

from tests.language.figures import in_wrong_form
from tests.language.marking import OPEN
from tests.language.visiting import ROWS, Page, pages_of
from tests.language.words import outside_the_marks, texts_of
from tests.language.world import GreekWorld


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_french_page_is_french_in_words_and_figures(name: str, read_in_french: GreekWorld) -> None:
    pages = pages_of(read_in_french, name)
    assert _faults(pages, outside_the_marks) == {}
    assert _faults(pages, lambda page: in_wrong_form(page, "fr", editions=True)) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_an_english_page_is_english_in_words_and_figures(name: str, read_in_english: GreekWorld) -> None:
    pages = pages_of(read_in_english, name)
    assert _faults(pages, _marked) == {}
    assert _faults(pages, lambda page: in_wrong_form(page, "en", editions=True)) == {}


def _marked(page: str) -> list[str]:
    return [text for _place, text in texts_of(page) if OPEN in text]


def _faults(pages: list[Page], find: Callable[[str], list[str]]) -> dict[str, str]:
    """Each fault once, with the first page that has it."""
    return {fault: page.where for page in reversed(pages) for fault in find(page.text)}
