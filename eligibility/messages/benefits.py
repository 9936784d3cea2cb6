"""What a status brings, in figures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eligibility import figures
from eligibility.rules.rulebook import Benefit

BENEFITS: Final[Mapping[str, Promise]] = {
    "shown_to_sellers": _(
        "The offer is shown to Microsoft's field sellers, and through them to the customers they manage."
    ),
    "seller_incentives": _("Microsoft's field sellers can earn incentives for selling the offer."),
    "reduced_service_fee": _(
        "The marketplace service fee falls from %(from_percent)s to %(to_percent)s on IaaS and SaaS sales, from the "
        "first of the month after the status has held for %(held_business_days)s business days before a month's end."
    ),
    "csp_incentive": _("CSP partners earn %(percent)s for selling the SaaS or IaaS offer."),
    "azure_commitment": _(
        "Sales count towards customers' Azure consumption commitment, marked “Azure benefit eligible” in the Azure "
        "portal."
    ),
    "preferred_badge": _("A “Preferred solution” badge in the storefronts."),
}


def benefit_text(benefit: Benefit) -> str:
    """One benefit as a sentence with its figures, or in the words that the rulebook has for it."""
    if benefit.text:
        return benefit.text.text(get_language() or "en")
    return str(BENEFITS[benefit.code]) % {
        name: _figure(name, figure) for name, figure in benefit.figures.items()
    }


def _figure(name: str, figure: Decimal) -> str:
    return figures.percent(figure) if name.endswith("percent") else f"{figure:f}"
