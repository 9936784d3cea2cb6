"""A list that holds nothing says so, and what to do about it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
TABLE = re.compile(r"<c-data-table\b.*?</c-data-table>", re.DOTALL)
EMPTY = re.compile(r'<c-slot name="empty">(.*?)</c-slot>\s*</c-data-table>', re.DOTALL)
STATE = re.compile(r"<c-empty-state\b(?:\{%.*?%\}|[^>])*>(.*?)</c-empty-state>", re.DOTALL)

NEVER_EMPTY = {
    "accounts/members.html": "the invitations' card is there only with an invitation",
    "eligibility/rulebooks.html": "one rulebook is always in force",
    "offers/_contacts_changes.html": "shown only with changes",
    "offers/_contacts_mending.html": "shown only with problems",
    "reviews/_earlier.html": "the card is there only with a submission",
}
TABLES = [
    (str(path.relative_to(TEMPLATES)), table)
    for path in sorted(TEMPLATES.rglob("*.html"))
    if "styleguide" not in path.parts and path.name != "data_table.html"
    for table in TABLE.findall(path.read_text(encoding="utf-8"))
]
SAYING = [(name, table) for name, table in TABLES if EMPTY.search(table)]


def names(rows: list[tuple[str, str]]) -> list[str]:
    return [name for name, _table in rows]


def test_every_table_says_what_it_means_that_it_is_empty() -> None:
    silent = {name for name, table in TABLES if not EMPTY.search(table)}
    assert silent - set(NEVER_EMPTY) == set()
    assert set(NEVER_EMPTY) <= silent


@pytest.mark.parametrize(("name", "table"), SAYING, ids=names(SAYING))
def test_an_empty_state_has_a_sentence_besides_its_title(name: str, table: str) -> None:
    found = EMPTY.search(table)
    assert found is not None
    states = STATE.findall(found[1])
    assert states != []
    assert [state for state in states if not state.strip()] == []


def test_the_lists_are_found() -> None:
    assert len(TABLES) >= 14
    assert (TEMPLATES / "components" / "data_table.html").is_file()
    assert Path(TEMPLATES / TABLES[0][0]).is_file()
