"""The months of revenue that an offer is judged by, in the form of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.rules.facts import MonthlyAmount, Revenue
from eligibility.rules.months import month_number

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from offers.models import Offer


@dataclass(frozen=True, slots=True)
class Revenues:
    """``consumed`` is the partner's, ``billed`` the offer's own."""

    consumed: Revenue
    billed: Revenue

    def of(self, code: str) -> Revenue:
        """By the code of the requirement that asks for it."""
        return self.consumed if code == "azure_consumed_revenue" else self.billed


def revenues_of(offer: Offer) -> Revenues:
    """Both figures of one offer. Two queries."""
    consumed = offer.partner.azure_consumed_revenue.order_by()
    billed = offer.billed_revenue.order_by()
    return Revenues(
        _months(consumed.values_list("month", "usd")), _months(billed.values_list("month", "usd"))
    )


def _months(rows: Iterable[tuple[date, Decimal]]) -> Revenue:
    return Revenue(tuple(MonthlyAmount(month_number(month.year, month.month), usd) for month, usd in rows))
