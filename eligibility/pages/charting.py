"""Months of revenue as charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cosell.charts import BarChart, Point, bar_chart
from eligibility.figures import money, month_name, months_back
from eligibility.messages.outlook import first_day
from eligibility.rules.months import last_ended_month
from eligibility.services.assessing import today

if TYPE_CHECKING:
    from cosell.accounts.models import Partner
    from eligibility.outlook.forecast import Forecast
    from eligibility.rules.facts import Revenue
    from offers.models import Offer

MONTHS = 12
MOST_AHEAD = 6
SOME_AHEAD = 3
TITLES = {
    "azure_consumed_revenue": gettext_lazy("Azure Consumed Revenue by month"),
    "billed_revenue": gettext_lazy("Marketplace billed revenue by month"),
}
ZERO = Decimal(0)


def consumed_revenue_chart(partner: Partner, *, width: int = 284) -> BarChart:
    """The partner's Azure Consumed Revenue of the last twelve months that have ended and this one."""
    months = shown_months()
    rows = partner.azure_consumed_revenue.filter(month__gte=months[0]).values_list("month", "usd")
    return _chart(dict(rows), months, str(TITLES["azure_consumed_revenue"]), width)


def billed_revenue_chart(offer: Offer, *, width: int = 284) -> BarChart:
    """What was billed for the offer in the last twelve months that have ended and this one."""
    months = shown_months()
    rows = offer.billed_revenue.filter(month__gte=months[0]).values_list("month", "usd")
    return _chart(dict(rows), months, str(TITLES["billed_revenue"]), width)


def forecast_chart(
    code: str, revenue: Revenue, forecast: Forecast, day: date, *, width: int = 284
) -> BarChart:
    """The last twelve ended months of a revenue figure, and the months of its forecast up to where it crosses."""
    last = last_ended_month(day)
    usd = dict(revenue.amounts)
    entered = forecast.pace.newest if forecast.pace else last
    months = range(last - MONTHS + 1, last + 1 + _months_ahead(forecast, last))
    return _bars(
        [
            (first_day(month), usd.get(month, ZERO), False)
            if month <= entered or forecast.pace is None
            else (first_day(month), forecast.pace.usd, True)
            for month in months
        ],
        str(TITLES[code]),
        width,
    )


def _months_ahead(forecast: Forecast, last: int) -> int:
    """Up to the month in which the figure crosses, if that is near; else a few, to show the pace."""
    if forecast.pace is None:
        return 0
    ahead = (forecast.month or 0) - last
    return ahead if 0 < ahead <= MOST_AHEAD else SOME_AHEAD


def shown_months() -> list[date]:
    return months_back(today(), MONTHS + 1)


def _chart(usd: Mapping[date, Decimal], months: list[date], title: str, width: int) -> BarChart:
    return _bars([(month, usd.get(month, ZERO), False) for month in months], title, width)


def _bars(bars: Sequence[tuple[date, Decimal, bool]], title: str, width: int) -> BarChart:
    """``bars`` are (first day of a month, USD, whether it is a forecast); the words sum up what is none."""
    months = [month for month, _usd, ahead in bars if not ahead]
    values = [usd for _month, usd, ahead in bars if not ahead]
    return bar_chart(
        [Point(month_name(month), usd, money(usd), forecast=ahead) for month, usd, ahead in bars],
        title=title,
        description=_("%(sum)s from %(first)s to %(last)s, highest in one month %(highest)s")
        % {
            "sum": money(sum(values, ZERO)),
            "first": month_name(months[0]),
            "last": month_name(months[-1]),
            "highest": money(max(values)),
        },
        label_heading=_("Month"),
        value_heading=_("USD"),
        width=width,
    )
