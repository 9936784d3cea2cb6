"""Step 3: the two revenue figures, and when one of them excuses the other."""

from decimal import Decimal
from typing import Final

from eligibility.rules.codes import ANY, BY_PAID, MET, NOT_APPLICABLE, UNMET
from eligibility.rules.facts import Facts
from eligibility.rules.money import EXACT, ZERO
from eligibility.rules.months import window_ending
from eligibility.rules.requirements.finding import Evidence, Finding, Requirement
from eligibility.rules.terms import Terms, Threshold

ACR: Final = "azure_consumed_revenue"
BILLED: Final = "billed_revenue"


def judge_consumed(facts: Facts, terms: Terms) -> Finding:
    """Figures: USD, what excuses the requirement, and the requirement that would do instead."""
    usd = consumed_usd(facts, terms)
    if terms.revenue_mode == BY_PAID and billed_revenue_counts(facts, terms):
        return NOT_APPLICABLE, usd, "paid", None
    if usd >= terms.azure_consumed_revenue.usd:
        return MET, usd, None, None
    if terms.revenue_mode != ANY or not billed_revenue_counts(facts, terms):
        return UNMET, usd, None, None
    if billed_usd(facts, terms) >= terms.billed_revenue.usd:
        return NOT_APPLICABLE, usd, "any", BILLED
    return UNMET, usd, None, BILLED


def explain_consumed(finding: Finding, facts: Facts, terms: Terms) -> Evidence:
    return explain_revenue(finding, facts, terms.azure_consumed_revenue)


def judge_billed(facts: Facts, terms: Terms) -> Finding:
    """Figures as of ``judge_consumed``."""
    usd = billed_usd(facts, terms)
    if not billed_revenue_counts(facts, terms):
        free = terms.revenue_mode == BY_PAID and not facts.offer.paid
        return NOT_APPLICABLE, usd, "paid" if free else "transactable", None
    if usd >= terms.billed_revenue.usd:
        return MET, usd, None, None
    if terms.revenue_mode != ANY:
        return UNMET, usd, None, None
    if consumed_usd(facts, terms) >= terms.azure_consumed_revenue.usd:
        return NOT_APPLICABLE, usd, "any", ACR
    return UNMET, usd, None, ACR


def explain_billed(finding: Finding, facts: Facts, terms: Terms) -> Evidence:
    return explain_revenue(finding, facts, terms.billed_revenue)


def explain_revenue(finding: Finding, facts: Facts, threshold: Threshold) -> Evidence:
    _state, usd, excused_by, alternative = finding
    window = window_ending(facts.last_month, threshold.months)
    return {
        "usd": f"{usd:f}",
        "threshold": f"{threshold.usd:f}",
        "short": f"{short(usd, threshold.usd):f}",
        "months_from": window.months_from,
        "months_to": window.months_to,
        "alternative": alternative,
        "excused_by": excused_by,
    }


def consumed_usd(facts: Facts, terms: Terms) -> Decimal:
    return facts.partner.azure_consumed_revenue.total(facts.last_month, terms.azure_consumed_revenue.months)


def billed_usd(facts: Facts, terms: Terms) -> Decimal:
    return facts.offer.billed_revenue.total(facts.last_month, terms.billed_revenue.months)


def billed_revenue_counts(facts: Facts, terms: Terms) -> bool:
    """Whether this offer's billed revenue is looked at: by ``by_paid`` and ``if_transactable`` it may not be."""
    if terms.revenue_mode == BY_PAID and not facts.offer.paid:
        return False
    return facts.offer.transactable or not terms.billed_only_if_transactable


def short(usd: Decimal, threshold: Decimal) -> Decimal:
    return ZERO if usd >= threshold else EXACT.subtract(threshold, usd)


AZURE_CONSUMED_REVENUE = Requirement(ACR, judge_consumed, explain_consumed)
BILLED_REVENUE = Requirement(BILLED, judge_billed, explain_billed)
