"""What each field of a rulebook decides, in a sentence: by family, since most fields are one of many alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from eligibility.messages.names import REQUIREMENTS

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Helps = Mapping[str, "_StrOrPromise"]

_MONTHS = _("From 0 to 120 ended months; 0 counts every month since launch.")
THRESHOLDS: Helps = {
    "acr_usd": _(
        "What the solutions of the partner's organisation must bring in all. Exactly this much is enough."
    ),
    "acr_months": _MONTHS,
    "billed_usd": _("What the offer itself must bring in all. Exactly this much is enough."),
    "billed_months": _MONTHS,
    "revenue_mode": _(
        "Which of the two figures an offer must reach. An offer type may differ: see Offer types."
    ),
    "billed_counts": _("Of any other offer the figure is not asked, and it stands in for nothing."),
    "azure_percent": _("From 0 to 100. Exactly this share is not enough."),
    "passes_unseen": _(
        "Offers of these types pass unless a reviewer says no; all others wait for a reviewer's word."
    ),
    "note_revenue": _("How the source was read. Everybody reads it where the two figures are explained."),
}

KINDS: Helps = {
    "customer_one_pager": _("It sums the offer up for a customer. A file of more than 10 pages is refused."),
    "customer_presentation": _("The slides with which a seller shows the offer to a customer."),
    "customer_case_study": _("It tells how one customer put the offer to use."),
    "customer_wins": _("It names customers who use the offer, so that Microsoft can verify it."),
    "channel_pitch_deck": _("The slides that win resellers and other channel partners for the offer."),
    "other": _("Anything else that shows the offer at work, at most 5 for each offer."),
}

_ASKED = _("For which status offers of the type need it, if for any. Partners read: {}")
_NEEDED = _("How offers of the type need it, whatever stands under Documents. {}")

# By the row of the matrix: the cells of a row decide the same, each for its offer type.
ROWS: Helps = {
    "option": _("Whether Partner Center has the tab “Co-sell with Microsoft” for the type."),
    "path": _(
        "How offers of the type become Co-sell ready: with materials that the partner hands in, or through a cloud "
        "specialist. Another path brings its requirements along."
    ),
    "incentive": _(
        "The status beyond Co-sell ready that offers of the type can reach. Another one brings its requirements along."
    ),
    "revenue": _(
        "Whether offers of the type need either figure, both, or the one that goes with being paid or free. “As in "
        "general”: what stands under Thresholds."
    ),
    **{f"asks_{code}": format_lazy(_ASKED, naming.explanation) for code, naming in REQUIREMENTS.items()},
    **{f"kind_{code}": format_lazy(_NEEDED, sentence) for code, sentence in KINDS.items()},
}

STATUSES: Helps = {
    "not_ready": _("The name shown while an offer lacks something that Co-sell ready asks."),
    "co_sell_ready": _("The name shown once an offer has everything that Co-sell ready asks."),
    "azure_ip_incentivized": _("The name shown once an offer has all that the Azure IP incentive asks, too."),
    "business_applications_incentivized": _(
        "The name shown once an offer has all that the Business Applications incentive asks, too."
    ),
    "not_published": _(
        "The name shown until an offer is live and the business profile complete. Empty in both languages: that of "
        "“Not ready”."
    ),
}

BENEFITS: Helps = {
    "shown_to_sellers": _("Whether Microsoft's field sellers find offers of this status."),
    "seller_incentives": _(
        "Whether Microsoft's field sellers can earn incentives for selling offers of this status."
    ),
    "reduced_service_fee": _(
        "Whether the marketplace fee on IaaS and SaaS sales falls, by the figures below."
    ),
    "csp_incentive": _(
        "Whether CSP partners earn by selling offers of this status, as the figure below says."
    ),
    "azure_commitment": _("Whether sales count towards what customers have committed to consume on Azure."),
    "preferred_badge": _("Whether the storefronts mark offers of this status as preferred."),
}

BENEFIT_PARTS: Helps = {
    "from_percent": _("The fee without this status, from 0 to 100."),
    "to_percent": _("The fee with this status, from 0 to 100."),
    "held_business_days": _(
        "So many business days before a month's end the status must be held for the fee to fall on the first of the "
        "next month."
    ),
    "percent": _("What they earn of each sale, from 0 to 100."),
    **dict.fromkeys(
        ("en", "fr"), _("Told in place of the product's own sentence. Both languages, or neither.")
    ),
}
