"""Step 3: the two revenue figures, and when one of them excuses the other."""

from decimal import Decimal
from typing import Final

from eligibility.rules.codes import ANY, BY_PAID, MET, NOT_APPLICABLE, UNMET, State
from eligibility.rules.facts import Facts, Sum
from eligibility.rules.money import EXACT, ZERO
from eligibility.rules.months import window_ending
from eligibility.rules.requirements.finding import Evidence, Finding, Requirement
from eligibility.rules.terms import Terms, Threshold

ACR: Final = "azure_consumed_revenue"
BILLED: Final = "billed_revenue"
Weighed = tuple[State, str | None, str | None]  # what excuses the requirement, and what would do instead


def judge_consumed(facts: Facts, terms: Terms) -> Finding:
    """Figures: USD, what excuses the requirement, the requirement that would do instead, and the newest month."""
    total = consumed(facts, terms)
    state, excused_by, alternative = _weigh_consumed(total.usd, facts, terms)
    return state, excused_by, alternative, total.text, total.last


def _weigh_consumed(usd: Decimal, facts: Facts, terms: Terms) -> Weighed:
    if terms.revenue_mode == BY_PAID and billed_revenue_counts(facts, terms):
        return NOT_APPLICABLE, "paid", None
    if usd >= terms.azure_consumed_revenue.usd:
        return MET, None, None
    if terms.revenue_mode != ANY or not billed_revenue_counts(facts, terms):
        return UNMET, None, None
    if billed(facts, terms).usd >= terms.billed_revenue.usd:
        return NOT_APPLICABLE, "any", BILLED
    return UNMET, None, BILLED


def explain_consumed(finding: Finding, terms: Terms) -> Evidence:
    return explain_revenue(finding, terms.azure_consumed_revenue)


def judge_billed(facts: Facts, terms: Terms) -> Finding:
    """Figures as of ``judge_consumed``."""
    total = billed(facts, terms)
    state, excused_by, alternative = _weigh_billed(total.usd, facts, terms)
    return state, excused_by, alternative, total.text, total.last


def _weigh_billed(usd: Decimal, facts: Facts, terms: Terms) -> Weighed:
    if not billed_revenue_counts(facts, terms):
        free = terms.revenue_mode == BY_PAID and not facts.offer.paid
        return NOT_APPLICABLE, "paid" if free else "transactable", None
    if usd >= terms.billed_revenue.usd:
        return MET, None, None
    if terms.revenue_mode != ANY:
        return UNMET, None, None
    if consumed(facts, terms).usd >= terms.azure_consumed_revenue.usd:
        return NOT_APPLICABLE, "any", ACR
    return UNMET, None, ACR


def explain_billed(finding: Finding, terms: Terms) -> Evidence:
    return explain_revenue(finding, terms.billed_revenue)


def explain_revenue(finding: Finding, threshold: Threshold) -> Evidence:
    _state, excused_by, alternative, usd, last_month = finding
    window = window_ending(last_month, threshold.months)
    return {
        "usd": usd,
        "threshold": f"{threshold.usd:f}",
        "short": f"{short(Decimal(usd), threshold.usd):f}",
        "months_from": window.months_from,
        "months_to": window.months_to,
        "alternative": alternative,
        "excused_by": excused_by,
    }


def consumed(facts: Facts, terms: Terms) -> Sum:
    return facts.partner.azure_consumed_revenue.sum(facts.last_month, terms.azure_consumed_revenue.months)


def billed(facts: Facts, terms: Terms) -> Sum:
    return facts.offer.billed_revenue.sum(facts.last_month, terms.billed_revenue.months)


def billed_revenue_counts(facts: Facts, terms: Terms) -> bool:
    """Whether this offer's billed revenue is looked at: by ``by_paid`` and ``if_transactable`` it may not be."""
    if terms.revenue_mode == BY_PAID and not facts.offer.paid:
        return False
    return facts.offer.transactable or not terms.billed_only_if_transactable


def short(usd: Decimal, threshold: Decimal) -> Decimal:
    return ZERO if usd >= threshold else EXACT.subtract(threshold, usd)


AZURE_CONSUMED_REVENUE = Requirement(ACR, judge_consumed, explain_consumed)
BILLED_REVENUE = Requirement(BILLED, judge_billed, explain_billed)
