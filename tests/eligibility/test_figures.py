"""Figures as a person reads them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from eligibility.figures import add_months, money, month_of, months_back, percent


@pytest.mark.parametrize(
    ("usd", "english", "french"),
    [
        ("82450", "USD\xa082,450", "82\u00a0450"),
        ("82450.00", "USD\xa082,450", "82\u00a0450"),
        ("99999.99", "USD\xa099,999.99", "99\u00a0999,99"),
        ("-50.5", "USD\xa0-50.50", "-50,50"),
        ("0", "USD\xa00", "0"),
        ("99999.999", "USD\xa099,999.999", "99\u00a0999,999"),
    ],
)
def test_money_has_cents_only_where_there_are_any(usd: str, english: str, french: str) -> None:
    assert money(Decimal(usd)) == english
    with translation.override("fr"):
        assert french in money(Decimal(usd))


@pytest.mark.parametrize(
    ("value", "shown"), [("50", "50"), ("62.50", "62.5"), ("50.01", "50.01"), ("100", "100"), ("0", "0")]
)
def test_percentage_has_as_many_decimals_as_there_are(value: str, shown: str) -> None:
    assert percent(Decimal(value)).startswith(shown)


def test_months_are_counted_over_the_end_of_a_year() -> None:
    assert months_back(date(2021, 2, 15), 4) == [
        date(2020, 11, 1),
        date(2020, 12, 1),
        date(2021, 1, 1),
        date(2021, 2, 1),
    ]
    assert add_months(date(2020, 12, 1), 1) == date(2021, 1, 1)
    assert add_months(date(2020, 1, 1), -1) == date(2019, 12, 1)
    assert month_of("2020-09") == date(2020, 9, 1)
