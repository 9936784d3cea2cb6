"""The figures of a rulebook that programme admins change, taken out of its data and put back into it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import pgettext_lazy

from cosell.locations import country_codes
from eligibility.rules.rulebook_parsing import EVERY_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.rules.rulebook import Data

REVENUE_MODES = {
    "any": pgettext_lazy("revenue conditions", "either one is enough"),
    "all": pgettext_lazy("revenue conditions", "both are needed"),
    "by_paid": pgettext_lazy(
        "revenue conditions", "billed revenue for paid offers, Azure Consumed Revenue for free ones"
    ),
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Money in USD; ``countries`` sorted, every one of them by name also where the data says "all"."""

    acr_usd: Decimal
    billed_usd: Decimal
    revenue_mode: str
    azure_percent: Decimal
    countries: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def thresholds_of(data: Data) -> Thresholds:
    """``data`` is a sound rulebook's."""
    plain: Any = data
    countries = plain["eligible_countries"]
    return Thresholds(
        acr_usd=Decimal(plain["revenue"]["azure_consumed_revenue"]["usd"]),
        billed_usd=Decimal(plain["revenue"]["billed_revenue"]["usd"]),
        revenue_mode=plain["revenue"]["mode"],
        azure_percent=Decimal(plain["azure_infrastructure"]["more_than_percent"]),
        countries=tuple(sorted(country_codes() if countries == EVERY_COUNTRY else countries)),
    )


def with_thresholds(data: Data, changes: Mapping[str, Any]) -> Data:
    """A copy of the data with some of the figures changed, by the names of ``Thresholds``."""
    changed: Any = deepcopy(data)
    for name, value in changes.items():
        PUT[name](changed, value)
    return dict(changed)


def _put_acr(data: Any, usd: Decimal) -> None:
    data["revenue"]["azure_consumed_revenue"]["usd"] = f"{usd:f}"


def _put_billed(data: Any, usd: Decimal) -> None:
    data["revenue"]["billed_revenue"]["usd"] = f"{usd:f}"


def _put_mode(data: Any, mode: str) -> None:
    data["revenue"]["mode"] = mode


def _put_percent(data: Any, percent: Decimal) -> None:
    data["azure_infrastructure"]["more_than_percent"] = f"{percent:f}"


def _put_countries(data: Any, countries: list[str]) -> None:
    chosen = frozenset(countries)
    data["eligible_countries"] = EVERY_COUNTRY if chosen == country_codes() else sorted(chosen)


PUT: dict[str, Callable[[Any, Any], None]] = {
    "acr_usd": _put_acr,
    "billed_usd": _put_billed,
    "revenue_mode": _put_mode,
    "azure_percent": _put_percent,
    "countries": _put_countries,
}
