"""The reduced marketplace fee: what it saves at today's sales, and from which day it runs."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, NamedTuple

from eligibility.rules.facts import Revenue
from eligibility.rules.money import EXACT, ZERO

YEAR: Final = 12  # months
FEWEST: Final = 3  # months of sales that a year is reckoned from
HUNDRED: Final = Decimal(100)
SATURDAY: Final = 5
DOLLAR: Final = Decimal(1)


class Saving(NamedTuple):
    """``usd`` a year, to whole dollars; ``billed`` is the revenue of the last ``months`` months that it comes from."""

    usd: Decimal
    billed: Decimal
    months: int

    @property
    def is_reckoned(self) -> bool:
        """Whether fewer months than a year were taken twelve-fold."""
        return self.months < YEAR


def yearly_saving(
    billed: Revenue, last_month: int, *, from_percent: Decimal, to_percent: Decimal
) -> Saving | None:
    """What a year of today's sales saves; None where there are too few months, or nothing was sold.

    The last twelve ended months count. An offer sold for less than that is reckoned from its mean month, once it has
    three; a month without a figure after its first one is a month without sales.
    """
    first = next((amount.month for amount in billed.amounts), last_month + 1)
    months = min(YEAR, last_month - first + 1)
    if months < FEWEST:
        return None
    usd = billed.total(last_month, months)
    if usd <= ZERO:
        return None
    yearly = usd * (from_percent - to_percent) / HUNDRED * YEAR / months
    return Saving(yearly.quantize(DOLLAR, ROUND_HALF_EVEN), EXACT.plus(usd), months)


def fee_runs_from(held_since: date, held_business_days: int) -> date:
    """The 1st of the month after the status has been held for so many business days before a month's end.

    Business days are Monday to Friday; holidays differ by country and are not known here. The day on which the status
    was reached counts, and so does the month's last day.
    """
    next_month = first_of_next_month(held_since)
    while business_days(held_since, next_month - timedelta(days=1)) < held_business_days:
        next_month = first_of_next_month(next_month)
    return next_month


def business_days(first: date, last: date) -> int:
    """How many days from ``first`` to ``last``, both included, are Mondays to Fridays."""
    return sum(day.weekday() < SATURDAY for day in _days(first, last))


def first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
