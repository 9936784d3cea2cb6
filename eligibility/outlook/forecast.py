"""When a revenue figure crosses its threshold at the recent pace.

The pace is the mean of the three newest months that were entered, rounded down to whole cents: no growth is read out
of them. Every month to come is taken to bring just that, and the rules' own window is summed month by month. There is
no forecast without three months in a row, nor from figures that are older than ``MOST_MISSING`` months.
"""

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from eligibility.rules.facts import MonthlyAmount, Revenue
from eligibility.rules.money import EXACT, ZERO
from eligibility.rules.terms import Threshold

RECENT: Final = 3
MOST_MISSING: Final = 2  # ended months that Microsoft may not have entered yet
HORIZON: Final = 36  # months looked ahead
CENT: Final = Decimal("0.01")


class Course(StrEnum):
    REACHES = "reaches"  # short now, reached in ``month``
    NOT_AT_THIS_PACE = "not_at_this_pace"  # short now, and still after ``HORIZON`` months
    FALLS = "falls"  # reached now, short from ``month`` on
    HOLDS = "holds"  # reached now, and still after ``HORIZON`` months
    UNKNOWN = "unknown"  # too few months, or too old ones


class Pace(NamedTuple):
    """``usd`` a month; ``newest`` is the last month that was entered, as ``months.month_number`` counts."""

    usd: Decimal
    newest: int


class Forecast(NamedTuple):
    """``month`` is the one with whose end the figure crosses; ``reached`` says whether it is at its threshold now."""

    course: Course
    reached: bool
    pace: Pace | None = None
    month: int | None = None


def pace_of(revenue: Revenue, last_month: int) -> Pace | None:
    """None without three entered months in a row that are recent enough."""
    recent = [amount for amount in revenue.amounts if amount.month <= last_month][-RECENT:]
    if len(recent) < RECENT or recent[-1].month - recent[0].month != RECENT - 1:
        return None
    newest = recent[-1].month
    if last_month - newest > MOST_MISSING:
        return None
    total = ZERO
    for amount in recent:
        total = EXACT.add(total, amount.usd)
    return Pace((total / RECENT).quantize(CENT, ROUND_FLOOR), newest)


def carried_on(revenue: Revenue, last_month: int, until: int) -> Revenue:
    """The months entered, and after them the pace's figure for each month up to ``until``; without a pace, none."""
    pace = pace_of(revenue, last_month)
    if pace is None:
        return revenue
    return Revenue((*_entered(revenue, pace), *_to_come(pace, until)))


def forecast(revenue: Revenue, threshold: Threshold, last_month: int) -> Forecast:
    """Whether and when the figure crosses ``threshold``, seen from the newest month that has ended."""
    reached = revenue.total(last_month, threshold.months) >= threshold.usd
    pace = pace_of(revenue, last_month)
    if pace is None:
        return Forecast(Course.UNKNOWN, reached)
    end = last_month + HORIZON
    ahead = carried_on(revenue, last_month, end)
    for month in range(max(pace.newest + 1, last_month), end + 1):
        if (ahead.total(month, threshold.months) >= threshold.usd) != reached:
            return Forecast(Course.FALLS if reached else Course.REACHES, reached, pace, month)
    return Forecast(Course.HOLDS if reached else Course.NOT_AT_THIS_PACE, reached, pace)


def _entered(revenue: Revenue, pace: Pace) -> Iterator[MonthlyAmount]:
    """A month that was entered before it ended is taken as if it were not there: it may still grow."""
    return (amount for amount in revenue.amounts if amount.month <= pace.newest)


def _to_come(pace: Pace, until: int) -> Iterator[MonthlyAmount]:
    return (MonthlyAmount(month, pace.usd) for month in range(pace.newest + 1, until + 1))
