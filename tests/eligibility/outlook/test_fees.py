"""The reduced fee: what it saves, and from which day it runs."""

from datetime import date
from decimal import Decimal

import pytest

from eligibility.outlook.fees import business_days, fee_runs_from, yearly_saving
from eligibility.rules.facts import MonthlyAmount, Revenue
from eligibility.rules.months import month_number

LAST = month_number(2020, 10)
DAYS = 5


def saving_of(*amounts: int | str | None, to_percent: int = 10) -> tuple[str, str, int] | None:
    """Of months up to October 2020, the oldest first; as (USD, billed, months)."""
    first = LAST - len(amounts) + 1
    months = [MonthlyAmount(first + n, Decimal(usd)) for n, usd in enumerate(amounts) if usd is not None]
    found = yearly_saving(
        Revenue(tuple(months)), LAST, from_percent=Decimal(20), to_percent=Decimal(to_percent)
    )
    return found and (str(found.usd), f"{found.billed:.2f}", found.months)


@pytest.mark.parametrize(
    ("amounts", "saving"),
    [
        ((5000,) * 12, ("6000", "60000.00", 12)),
        ((90_000, *(5000,) * 12), ("6000", "60000.00", 12)),
        ((5000,) * 6, ("6000", "30000.00", 6)),
        ((1000, 2000, 3000), ("2400", "6000.00", 3)),
        ((1000, None, None, 3000), ("1200", "4000.00", 4)),
        ((1000, 2000, None), ("1200", "3000.00", 3)),
        ((5000, -2000, 0), ("1200", "3000.00", 3)),
        (("0.04", "0", "0"), ("0", "0.04", 3)),
        ((5000, 5000), None),
        ((), None),
        ((0, 0, 0), None),
        ((100, 0, -100), None),
        ((-100, 0, 0), None),
    ],
)
def test_saving_is_a_year_of_today_s_sales(
    amounts: tuple[int | str | None, ...], saving: tuple[str, str, int] | None
) -> None:
    assert saving_of(*amounts) == saving


def test_saving_follows_the_rulebook_s_percentages() -> None:
    assert saving_of(*(5000,) * 12, to_percent=17) == ("1800", "60000.00", 12)


@pytest.mark.parametrize(
    ("held_since", "starts"),
    [
        # November 2020 ends on a Monday: the fifth business day before its end is Tuesday the 24th.
        (date(2020, 11, 1), date(2020, 12, 1)),
        (date(2020, 11, 24), date(2020, 12, 1)),
        (date(2020, 11, 25), date(2021, 1, 1)),
        (date(2020, 11, 30), date(2021, 1, 1)),
        # December, over New Year: Friday the 25th counts, since holidays are not known.
        (date(2020, 12, 25), date(2021, 1, 1)),
        (date(2020, 12, 26), date(2021, 2, 1)),
        (date(2020, 12, 31), date(2021, 2, 1)),
        # February of a leap year and of another one.
        (date(2020, 2, 24), date(2020, 3, 1)),
        (date(2020, 2, 25), date(2020, 4, 1)),
        (date(2021, 2, 22), date(2021, 3, 1)),
        (date(2021, 2, 23), date(2021, 4, 1)),
        # A month that ends on a Sunday.
        (date(2021, 1, 23), date(2021, 2, 1)),
        (date(2021, 1, 25), date(2021, 2, 1)),
        (date(2021, 1, 26), date(2021, 3, 1)),
    ],
)
def test_fee_runs_from_the_month_after_five_business_days_before_its_end(
    held_since: date, starts: date
) -> None:
    assert fee_runs_from(held_since, DAYS) == starts


def test_status_held_for_no_time_at_all_is_enough_where_no_days_are_asked() -> None:
    assert fee_runs_from(date(2020, 11, 30), 0) == date(2020, 12, 1)


def test_more_days_than_a_month_has_are_counted_over_the_months() -> None:
    assert fee_runs_from(date(2020, 11, 2), 30) == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2020, 11, 2), date(2020, 11, 6), 5),
        (date(2020, 11, 7), date(2020, 11, 8), 0),
        (date(2020, 11, 6), date(2020, 11, 9), 2),
        (date(2020, 11, 9), date(2020, 11, 8), 0),
    ],
)
def test_business_days_are_mondays_to_fridays(first: date, last: date, days: int) -> None:
    assert business_days(first, last) == days
