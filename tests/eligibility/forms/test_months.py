"""The grid of months: what it takes, what it refuses at the cell, and two people at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import translation

from eligibility.figures import months_back
from eligibility.forms.earned import MonthsForm

MONTHS = months_back(date(2020, 10, 1), 3)
AUGUST, SEPTEMBER, OCTOBER = MONTHS


def opened(stored: dict[date, Decimal]) -> str:
    """The page's signed base, as it was when somebody opened it."""
    return str(MonthsForm(months=MONTHS, stored=stored)["base"].value())


def posted(base: str, stored: dict[date, Decimal], **cells: str) -> MonthsForm:
    data = QueryDict(mutable=True)
    data.update({"base": base, **cells})
    return MonthsForm(data, months=MONTHS, stored=stored)


def test_only_changed_months_are_given() -> None:
    stored = {AUGUST: Decimal("1.00"), SEPTEMBER: Decimal("2.00")}
    form = posted(opened(stored), stored, m2020_08="1", m2020_09="", m2020_10="12,000.50")
    assert form.is_valid()
    assert form.changes == {SEPTEMBER: None, OCTOBER: Decimal("12000.50")}


def test_newest_month_stands_first() -> None:
    assert [cell.name for cell in MonthsForm(months=MONTHS, stored={}).cells] == [
        "m2020_10",
        "m2020_09",
        "m2020_08",
    ]


def test_refund_may_make_a_month_negative() -> None:
    form = posted(opened({}), {}, m2020_10="-50.25")
    assert form.is_valid()
    assert form.changes == {OCTOBER: Decimal("-50.25")}


def test_figures_are_typed_in_the_reader_s_way() -> None:
    with translation.override("fr"):
        form = posted(opened({}), {}, m2020_10="12\u202f000,50")
        assert form.is_valid()
        assert form.changes == {OCTOBER: Decimal("12000.50")}


@pytest.mark.parametrize("typed", ["a lot", "1.005", "1e400", "NaN", "1234567890123.00"])
def test_what_is_no_amount_is_refused_at_its_cell(typed: str) -> None:
    form = posted(opened({}), {}, m2020_09=typed, m2020_10="1")
    assert not form.is_valid()
    assert list(form.errors) == ["m2020_09"]


def test_month_that_somebody_else_changed_meanwhile_is_left_alone() -> None:
    base = opened({AUGUST: Decimal(1)})
    form = posted(base, {AUGUST: Decimal(5)}, m2020_08="1.00", m2020_10="7")
    assert form.is_valid()
    assert form.changes == {OCTOBER: Decimal(7)}


def test_month_that_both_changed_is_shown_with_both_figures_and_kept_on_the_second_save() -> None:
    base = opened({AUGUST: Decimal(1)})
    stored = {AUGUST: Decimal(5)}
    form = posted(base, stored, m2020_08="2")
    assert not form.is_valid()
    assert form.errors == {"m2020_08": ["Somebody entered USD\xa05 meanwhile. Save again to keep yours."]}
    again = posted(form.data["base"], stored, m2020_08="2")
    assert again.is_valid()
    assert again.changes == {AUGUST: Decimal(2)}


def test_month_that_somebody_else_took_away_is_said_so() -> None:
    form = posted(opened({AUGUST: Decimal(1)}), {}, m2020_08="2")
    assert not form.is_valid()
    assert form.errors == {
        "m2020_08": ["Somebody removed this month's figure meanwhile. Save again to keep yours."]
    }


def test_page_without_our_base_overwrites_nothing() -> None:
    form = posted("forged", {AUGUST: Decimal(5)}, m2020_08="2")
    assert not form.is_valid()
    assert list(form.errors) == ["m2020_08"]


def test_figure_that_both_entered_alike_is_no_clash() -> None:
    form = posted(opened({}), {AUGUST: Decimal("2.00")}, m2020_08="2")
    assert form.is_valid()
    assert form.changes == {}
