"""Two rulebooks side by side, figure by figure, as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cosell.locations import country_codes
from eligibility.figures import money, percent
from eligibility.rules.months import EVERY_MONTH
from eligibility.thresholds import REVENUE_MODES, Thresholds, thresholds_of

if TYPE_CHECKING:
    from eligibility.models import Rulebook
    from eligibility.rules.rulebook import Data


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure; ``changed`` says whether the two rulebooks disagree."""

    label: str
    before: str
    after: str
    changed: bool


def differences_between(before: Rulebook | None, after: Rulebook) -> list[Difference]:
    """Every threshold with both figures, also where they agree. Without ``before`` nothing counts as changed."""
    old = _shown((before or after).data)
    return [
        Difference(label, old.get(label, "–"), shown, old.get(label, "–") != shown)
        for label, shown in _shown(after.data).items()
    ]


def _shown(data: Data) -> dict[str, str]:
    """The figures by what they are called; a window that differs gives another name, and so a difference."""
    figures = thresholds_of(data)
    consumed, billed = _window(data, "azure_consumed_revenue"), _window(data, "billed_revenue")
    return {
        _("Azure Consumed Revenue, %(window)s") % {"window": consumed}: _at_least(figures.acr_usd),
        _("Marketplace billed revenue, %(window)s") % {"window": billed}: _at_least(figures.billed_usd),
        _("Revenue conditions"): str(REVENUE_MODES[figures.revenue_mode]),
        _("Infrastructure on Azure"): _("more than %(percent)s")
        % {"percent": percent(figures.azure_percent)},
        _("Eligible countries"): _countries(figures),
    }


def _at_least(usd: Decimal) -> str:
    return _("at least %(usd)s") % {"usd": money(usd)}


def _window(data: Data, name: str) -> str:
    plain: dict[str, dict[str, dict[str, int]]] = data  # type: ignore[assignment]  # a sound rulebook's
    months = plain["revenue"][name]["months"]
    if months == EVERY_MONTH:
        return _("since launch")
    return ngettext("last month", "last %(count)s months", months) % {"count": months}


def _countries(figures: Thresholds) -> str:
    count = len(figures.countries)
    if count == len(country_codes()):
        return _("all %(count)s") % {"count": count}
    return ngettext("one of %(all)s", "%(count)s of %(all)s", count) % {
        "count": count,
        "all": len(country_codes()),
    }
