"""Months of revenue as charts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cosell.charts import BarChart, Point, bar_chart
from eligibility.figures import money, month_name, months_back
from eligibility.services.assessing import today

if TYPE_CHECKING:
    from cosell.accounts.models import Partner
    from offers.models import Offer

MONTHS = 12
ZERO = Decimal(0)


def consumed_revenue_chart(partner: Partner, *, width: int = 284) -> BarChart:
    """The partner's Azure Consumed Revenue of the last twelve months that have ended and this one."""
    months = shown_months()
    rows = partner.azure_consumed_revenue.filter(month__gte=months[0]).values_list("month", "usd")
    return _chart(dict(rows), months, _("Azure Consumed Revenue by month"), width)


def billed_revenue_chart(offer: Offer, *, width: int = 284) -> BarChart:
    """What was billed for the offer in the last twelve months that have ended and this one."""
    months = shown_months()
    rows = offer.billed_revenue.filter(month__gte=months[0]).values_list("month", "usd")
    return _chart(dict(rows), months, _("Marketplace billed revenue by month"), width)


def shown_months() -> list[date]:
    return months_back(today(), MONTHS + 1)


def _chart(usd: Mapping[date, Decimal], months: list[date], title: str, width: int) -> BarChart:
    values = [usd.get(month, ZERO) for month in months]
    return bar_chart(
        [Point(month_name(month), value, money(value)) for month, value in zip(months, values, strict=True)],
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
