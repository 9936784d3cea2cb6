"""Step 3: the two revenue figures, and when one of them excuses the other."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from eligibility.rules.codes import ANY, BY_PAID, MET, NOT_APPLICABLE, UNMET
from eligibility.rules.facts import Facts
from eligibility.rules.money import EXACT, ZERO
from eligibility.rules.months import window_ending
from eligibility.rules.requirements.finding import Evidence, Finding, Judge, Requirement
from eligibility.rules.terms import Terms, Threshold

ACR: Final = "azure_consumed_revenue"
BILLED: Final = "billed_revenue"


def judging_consumed(terms: Terms) -> Judge:
    """Figures: what excuses the requirement, the requirement that would do instead, USD, and the newest month."""
    least, months = terms.azure_consumed_revenue.usd, terms.azure_consumed_revenue.months
    by_paid, one_is_enough = terms.revenue_mode == BY_PAID, terms.revenue_mode == ANY
    billed_counts, billed_is_reached = counting_billed(terms), reaching_billed(terms)

    def judge(facts: Facts) -> Finding:
        last, _months, usd, text = facts.partner.azure_consumed_revenue.sum(facts.last_month, months)
        if by_paid and billed_counts(facts):
            return NOT_APPLICABLE, "paid", None, text, last
        if usd >= least:
            return MET, None, None, text, last
        if not one_is_enough or not billed_counts(facts):
            return UNMET, None, None, text, last
        if billed_is_reached(facts):
            return NOT_APPLICABLE, "any", BILLED, text, last
        return UNMET, None, BILLED, text, last

    return judge


def judging_billed(terms: Terms) -> Judge:
    """Figures as of ``judging_consumed``."""
    least, months = terms.billed_revenue.usd, terms.billed_revenue.months
    by_paid, one_is_enough = terms.revenue_mode == BY_PAID, terms.revenue_mode == ANY
    billed_counts, consumed_is_reached = counting_billed(terms), reaching_consumed(terms)

    def judge(facts: Facts) -> Finding:
        last, _months, usd, text = facts.offer.billed_revenue.sum(facts.last_month, months)
        if not billed_counts(facts):
            free = by_paid and not facts.offer.paid
            return NOT_APPLICABLE, "paid" if free else "transactable", None, text, last
        if usd >= least:
            return MET, None, None, text, last
        if not one_is_enough:
            return UNMET, None, None, text, last
        if consumed_is_reached(facts):
            return NOT_APPLICABLE, "any", ACR, text, last
        return UNMET, None, ACR, text, last

    return judge


def counting_billed(terms: Terms) -> Callable[[Facts], bool]:
    """Whether an offer's billed revenue is looked at: by ``by_paid`` and ``if_transactable`` it may not be."""
    by_paid, only_if_transactable = terms.revenue_mode == BY_PAID, terms.billed_only_if_transactable

    def counts(facts: Facts) -> bool:
        offer = facts.offer
        return (not by_paid or offer.paid) and (offer.transactable or not only_if_transactable)

    return counts


def reaching_consumed(terms: Terms) -> Callable[[Facts], bool]:
    least, months = terms.azure_consumed_revenue.usd, terms.azure_consumed_revenue.months
    return lambda facts: facts.partner.azure_consumed_revenue.sum(facts.last_month, months).usd >= least


def reaching_billed(terms: Terms) -> Callable[[Facts], bool]:
    least, months = terms.billed_revenue.usd, terms.billed_revenue.months
    return lambda facts: facts.offer.billed_revenue.sum(facts.last_month, months).usd >= least


def explain_consumed(finding: Finding, terms: Terms) -> Evidence:
    return explain_revenue(finding, terms.azure_consumed_revenue)


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


def short(usd: Decimal, threshold: Decimal) -> Decimal:
    return ZERO if usd >= threshold else EXACT.subtract(threshold, usd)


AZURE_CONSUMED_REVENUE = Requirement(ACR, judging_consumed, explain_consumed, repr)
BILLED_REVENUE = Requirement(BILLED, judging_billed, explain_billed, repr)
