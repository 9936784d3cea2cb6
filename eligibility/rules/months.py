"""Calendar months as whole numbers (year × 12 + month − 1), and the windows that revenue is summed over."""

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

EVERY_MONTH: Final = 0  # as a number of months: all that there were, since launch
BEFORE_ALL_MONTHS: Final = -1


class Window(NamedTuple):
    """From ``first`` to ``last``, both included. The codes are ``YYYY-MM``, and None for *since launch*."""

    first: int
    last: int
    months_from: str | None
    months_to: str


def month_number(year: int, month: int) -> int:
    return year * 12 + month - 1


@lru_cache(maxsize=1024)
def month_code(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@lru_cache(maxsize=1024)
def last_ended_month(as_of: date) -> int:
    """The newest month that has ended on or before ``as_of``; its own month has on that month's last day."""
    number = month_number(as_of.year, as_of.month)
    is_last_day = as_of.day == monthrange(as_of.year, as_of.month)[1]
    return number if is_last_day else number - 1


@lru_cache(maxsize=1024)
def window_ending(last: int, months: int) -> Window:
    """The ``months`` months up to ``last``; with ``EVERY_MONTH`` all of them."""
    if months == EVERY_MONTH:
        return Window(BEFORE_ALL_MONTHS, last, None, month_code(last))
    first = last - months + 1
    return Window(first, last, month_code(first), month_code(last))
