"""Every file of the corpus becomes what ``docs/contacts.md`` says."""

import pytest
from django.conf import settings

from offers.contacts_import import Unreadable, check_table, mending, read_table
from offers.contacts_import.problems import PROBLEMS, UNREADABLE
from tests.offers.contacts_import.corpus.table import CASES

GOOD = [case for case in CASES if not case.refused]
REFUSED = [case for case in CASES if case.refused]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_file_is_read_told_and_mended(case):
    table = read_table(case.make())
    assert (case.encoding in {"", table.encoding}, case.separator in {"", table.separator}) == (True, True)
    assert tuple(each.code for each in check_table(table).problems) == case.problems

    for _press in range(3):
        table = mending.with_suggestions(table, lambda problem: True)

    checked = check_table(table)
    assert tuple(each.code for each in checked.problems) == case.mended
    assert case.mended or checked.rows[0].countries == case.countries


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_a_file_is_refused_in_a_sentence(case):
    with pytest.raises(Unreadable) as refused:
        read_table(case.make())

    assert refused.value.code == case.refused
    assert "%(" not in refused.value.message


def test_the_corpus_is_large_and_has_every_problem():
    told = {code for case in CASES for code in (*case.problems, case.refused) if code}
    assert len(CASES) >= 50
    assert sorted(set(PROBLEMS) - told) == []
    assert sorted(set(UNREADABLE) - told) == ["undecodable"]  # UTF-16 cut in its middle: see test_reading


def test_every_code_is_documented():
    documentation = (settings.BASE_DIR / "docs" / "contacts.md").read_text()

    assert [code for code in (*PROBLEMS, *UNREADABLE) if f"`{code}`" not in documentation] == []
