"""When a revenue figure crosses its threshold at the recent pace."""

from decimal import Decimal

import pytest

from eligibility.outlook.forecast import HORIZON, Course, carried_on, forecast, pace_of
from eligibility.rules.facts import MonthlyAmount, Revenue
from eligibility.rules.months import EVERY_MONTH, month_code, month_number
from eligibility.rules.terms import Threshold

LAST = month_number(2020, 10)
YEAR = Threshold(Decimal(100_000), 12)
LAUNCH = Threshold(Decimal(100_000), EVERY_MONTH)


def revenue(*amounts: int | str | None, last: int = LAST) -> Revenue:
    """Months up to ``last``, the oldest first; None: not entered."""
    first = last - len(amounts) + 1
    return Revenue(
        tuple(
            MonthlyAmount(first + number, Decimal(usd))
            for number, usd in enumerate(amounts)
            if usd is not None
        )
    )


@pytest.mark.parametrize(
    ("amounts", "pace"),
    [
        ((1000, 2000, 3000), ("2000.00", "2020-10")),
        ((9, 9, 9, 1000, 2000, 3000), ("2000.00", "2020-10")),
        ((100, 100, 101), ("100.33", "2020-10")),
        ((0, 0, 0), ("0.00", "2020-10")),
        ((-100, -100, -101), ("-100.34", "2020-10")),
        ((1000, 2000, 3000, None), ("2000.00", "2020-09")),
        ((1000, 2000, 3000, None, None), ("2000.00", "2020-08")),
        ((1000, 2000, 3000, None, None, None), None),
        ((1000, 2000), None),
        ((1000, None, 2000, 3000), None),
        ((), None),
    ],
)
def test_pace_is_the_mean_of_three_recent_months_in_a_row(
    amounts: tuple[int | None, ...], pace: tuple[str, str] | None
) -> None:
    found = pace_of(revenue(*amounts), LAST)
    assert (found and (str(found.usd), month_code(found.newest))) == pace


def test_month_that_has_not_ended_sets_no_pace() -> None:
    running = Revenue((*revenue(1000, 1000, 1000).amounts, MonthlyAmount(LAST + 1, Decimal(90_000))))
    assert pace_of(running, LAST) == (Decimal("1000.00"), LAST)
    assert [str(each.usd) for each in carried_on(running, LAST, LAST + 2).amounts[-2:]] == [
        "1000.00",
        "1000.00",
    ]


@pytest.mark.parametrize(
    ("amounts", "threshold", "course", "month"),
    [
        # Short now.
        ((10_000,) * 9, YEAR, Course.REACHES, "2020-11"),
        ((9000,) * 9, YEAR, Course.REACHES, "2021-01"),
        ((8334,) * 3, YEAR, Course.REACHES, "2021-07"),
        ((8333,) * 3, YEAR, Course.NOT_AT_THIS_PACE, None),
        ((8333,) * 24, YEAR, Course.NOT_AT_THIS_PACE, None),
        ((20_000, 10_000, 5000, 3000, 2000, 1000), YEAR, Course.NOT_AT_THIS_PACE, None),
        ((0, 0, 0), YEAR, Course.NOT_AT_THIS_PACE, None),
        ((-10, -10, -10), YEAR, Course.NOT_AT_THIS_PACE, None),
        ((30_000, 30_000, -30_000), YEAR, Course.REACHES, "2021-05"),
        ((10_000,) * 9, LAUNCH, Course.REACHES, "2020-11"),
        ((1000,) * 70, LAUNCH, Course.REACHES, "2023-04"),
        ((1000,) * 64, LAUNCH, Course.REACHES, "2023-10"),
        ((1000,) * 63, LAUNCH, Course.NOT_AT_THIS_PACE, None),
        # The newest figure is still to be entered.
        ((10_000,) * 9 + (None,), YEAR, Course.REACHES, "2020-10"),
        # Reached now.
        ((100_000, 0, 0, 0), YEAR, Course.FALLS, "2021-07"),
        ((60_000, 10_000, 10_000, 10_000, 10_000, 5000, 5000, 5000), YEAR, Course.FALLS, "2021-03"),
        ((9000,) * 12, YEAR, Course.HOLDS, None),
        ((100_000, 10, 10, 10), LAUNCH, Course.HOLDS, None),
        ((110_000, -4000, -3000, -3000), LAUNCH, Course.FALLS, "2020-11"),
        # Nothing to go by.
        ((50_000, 50_000), YEAR, Course.UNKNOWN, None),
        ((50_000, 40_000), YEAR, Course.UNKNOWN, None),
        ((), YEAR, Course.UNKNOWN, None),
    ],
)
def test_forecast_says_when_the_figure_crosses(
    amounts: tuple[int | None, ...], threshold: Threshold, course: Course, month: str | None
) -> None:
    found = forecast(revenue(*amounts), threshold, LAST)
    assert (found.course, found.month and month_code(found.month)) == (course, month)


@pytest.mark.parametrize("last", [month_number(2020, 2), month_number(2021, 2), month_number(2020, 12)])
def test_months_are_calendar_months_in_leap_years_and_over_new_year(last: int) -> None:
    found = forecast(revenue(*(10_000,) * 9, last=last), YEAR, last)
    assert (found.course, found.month) == (Course.REACHES, last + 1)


def test_forecast_is_what_the_window_adds_up_to_in_that_month_and_not_before() -> None:
    amounts = revenue(9000, 9000, 8000, 9500)
    found = forecast(amounts, YEAR, LAST)
    ahead = carried_on(amounts, LAST, LAST + HORIZON)
    assert found.month is not None
    assert ahead.total(found.month, 12) >= YEAR.usd
    assert ahead.total(found.month - 1, 12) < YEAR.usd


def test_nothing_is_carried_on_without_a_pace() -> None:
    few = revenue(1000, 2000)
    assert carried_on(few, LAST, LAST + 12) == few
