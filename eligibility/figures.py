"""Money, percentages, months and days as a person reads them, in the active language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cosell.dates import date_format

NO_BREAK = "\u00a0"  # a figure stays with its unit
OLDEST_MONTH = date(2010, 1, 1)  # Azure's first year
MOST_YEARS_AHEAD = 3


def money(usd: Decimal) -> str:
    """ "USD 82,450"; cents only where there are any, and never rounded: a figure may miss a threshold by less."""
    whole = usd == usd.to_integral_value()
    places = 0 if whole else max(2, -int(usd.normalize().as_tuple().exponent))
    amount = number_format(usd, decimal_pos=places, use_l10n=True, force_grouping=True)
    return (_("USD %(amount)s") % {"amount": amount}).replace(" ", NO_BREAK)


def percent(value: Decimal) -> str:
    """ "62.5 %" with as many decimals as there are."""
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    number = number_format(plain, decimal_pos=places, use_l10n=True)
    return (_("%(number)s %%") % {"number": number}).replace(" ", NO_BREAK)


def month_name(month: date) -> str:
    """ "October 2020"."""
    return str(date_format(month, "YEAR_MONTH_FORMAT"))


def month_of(code: str) -> date:
    """The first day of a month given as ``YYYY-MM``."""
    return date(int(code[:4]), int(code[5:7]), 1)


def add_months(month: date, count: int) -> date:
    """The first day of the month that lies ``count`` months later, or earlier."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def latest_day(today: date) -> date:
    """The last one that can be asked about: far enough for any plan, and days added to it stay in the calendar."""
    return date(today.year + MOST_YEARS_AHEAD, 12, 31)


def months_back(newest: date, count: int) -> list[date]:
    """``count`` months as their first days, the oldest first, ``newest``'s own month the last."""
    return [add_months(newest, index - count + 1) for index in range(count)]
