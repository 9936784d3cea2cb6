"""What templates of every room may show of statuses: a badge, what is asked, how far an offer is.

The rulebook in force is looked up once a request; lists select ``standing__assessment``, so that a row costs nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from eligibility import figures, queries
from eligibility.messages import state_name
from eligibility.models import Rulebook
from eligibility.pages import explaining, simulating

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eligibility.models import OfferStatus
    from eligibility.pages.simulating import Simulated
    from eligibility.queries import Asks
    from offers.contacts_import import ContactRow
    from offers.models import Offer

register = template.Library()

register.filter("money", figures.money)
register.filter("percent", figures.percent)
register.filter("month_name", figures.month_name)


def rulebook_of(context: template.Context) -> Rulebook:
    """The rulebook in force, kept with the request."""
    request = context.get("request")
    return queries.rulebook_in_force() if request is None else queries.rulebook_for(request)


@register.simple_tag(takes_context=True)
def asks_of(context: template.Context, offer: Offer) -> Asks:
    """``{% asks_of offer as asks %}``: what the rulebook in force asks of this offer."""
    return queries.asks_of(offer, rulebook_of(context))


@register.simple_tag(takes_context=True)
def status_badge(context: template.Context, offer: Offer) -> SafeString:
    """The offer's co-sell status, by the name that the rulebook in force gives it, and how long it is kept by grace."""
    standing = queries.standing_of(offer)
    return badge(
        standing.shown_status, standing_name(standing, rulebook_of(context)), kept_until=standing.kept_until
    )


@register.simple_tag(takes_context=True)
def status_code_badge(context: template.Context, status: str) -> SafeString:
    """A status by its code: what an offer was, or would be."""
    return badge(status, queries.status_name(status, rulebook_of(context)))


@register.simple_tag(takes_context=True)
def status_with_contacts(context: template.Context, offer: Offer, rows: Iterable[ContactRow]) -> Simulated:
    """``{% status_with_contacts offer rows as would_be %}``: the offer's status now, and if it had these contacts."""
    contacts = ((row.role, row.countries) for row in rows)
    return simulating.status_with_contacts(offer, rulebook_of(context), contacts)


@register.inclusion_tag("eligibility/asked_here.html", takes_context=True)
def asked_here(context: template.Context, offer: Offer | None, codes: str | Iterable[str]) -> dict[str, Any]:
    """``{% asked_here offer "landing_page_url supporting_material" %}``: those that are asked of it, explained.

    Without an offer (``None``): those that are asked of any.
    """
    rulebook = rulebook_of(context)
    wanted = codes.split() if isinstance(codes, str) else codes
    rules = queries.rules_of(rulebook)
    asked = queries.asks_of(offer, rulebook).requirements if offer else queries.asked_of_any(rules)
    return {
        "abouts": [explaining.about(code, rules) for code in wanted if code in asked],
        "source": explaining.source_line(rules),
    }


@register.simple_tag
def requirement_progress(offer: Offer) -> str:
    """How many requirements are met, of how many: "5/6"; empty before the first assessment."""
    return queries.progress_of(queries.requirements_of(offer))


@register.simple_tag
def left_count(offer: Offer) -> int:
    """How many requirements are left."""
    return len(queries.left_of(offer))


def standing_name(standing: OfferStatus, rulebook: Rulebook) -> str:
    requirements = standing.assessment.requirements if standing.assessment else ()
    met = queries.step_1_met(rulebook, requirements) if requirements else False
    return queries.status_name(standing.shown_status, rulebook, step_1_met=met)


def badge(code: str, label: str, *, kept_until: date | None = None) -> SafeString:
    shown = {"code": code, "label": label, "kept_until": kept_until}
    return SafeString(render_to_string("eligibility/status_badge.html", shown))


@register.filter
def live_state(offer: Offer) -> str:
    """``live``, ``stopped`` or ``draft``: where the offer stands in the marketplace."""
    return queries.live_state(offer)


@register.filter
def item(mapping: Any, key: str) -> Any:
    """What lies under ``key``."""
    return mapping[key]


@register.simple_tag
def requirement_badge(state: str) -> SafeString:
    """The state of a requirement."""
    return badge(state, state_name(state))
