"""What is found in a document's text, and the sizes of its pages."""

import pytest

from reviews.pages.reading import find_in


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("azure", [(1, 2), (3, 1)]),
        ("AZURE", [(1, 2), (3, 1)]),
        ("donnees", [(1, 1)]),
        ("DONNÉES", [(1, 1)]),
        ("event hubs", [(3, 1)]),
        ("a.ure", []),
        ("", []),
        ("\u0301", []),
        ("strasse", [(2, 1)]),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_line_ends(
    words: str, counts: list[tuple[int, int]]
) -> None:
    texts = ["Azure et ses données, Azure", "Hauptstraße 1", "azure\nEvent\n Hubs"]

    assert [(each.page, each.count) for each in find_in(texts, words)] == counts


def test_snippet_shows_the_words_as_they_stand_there() -> None:
    (found,) = find_in(["x" * 80 + " Modèle " + "y" * 80], "modele")
    (snippet,) = found.snippets

    assert snippet.hit == "Modèle"
    assert (snippet.before[0], snippet.after[-1]) == ("…", "…")


def test_snippets_are_bounded_and_everything_is_counted() -> None:
    found = find_in(["a " * 80, "a " * 80], "a")

    assert [(each.count, len(each.snippets)) for each in found] == [(80, 80), (80, 20)]
    assert found[1].snippets[0].number == 81
