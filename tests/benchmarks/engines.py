"""The engine beside two rule engines, on the same facts: zen-engine's compiled expression, and business-rules.

All three get facts that are prepared before the clock starts. Ours are ``Facts``. The others get one flat dictionary an
offer, with all that their rules need worked out already where it suits them: sums of revenue, which path the type
takes, whether a period is active. Every status is then held against ours.
"""

from collections.abc import Callable, Sequence
from typing import Any

from eligibility.rules import Facts, Rulebook, evaluate
from eligibility.rules.codes import GOLD, PREMIUM, SALES_ROLE, WORLDWIDE
from tests.benchmarks.measuring import Figure, in_turns, median_ratio, percentile

ZEN_TARGET, BUSINESS_RULES_TARGET = 1.0, 8.0
SUPPORTING = ["customer_case_study", "customer_wins", "other"]
EXPRESSION = """
not (published and profile and (materials
    ? (len(countries) > 0 and (worldwide or all(countries, # in covered)) and 'customer_one_pager' in approved
        and landing and (social or some(supporting, # in approved)))
    : (request == 'completed' and (not asks_gold or gold)))) ? 'not_ready'
: incentive == 'azure_ip_incentivized'
    ? ((acr >= 100000 or billed >= 100000) and percent > 50 and 'architecture_diagram' in approved
        ? incentive : 'co_sell_ready')
: incentive == 'business_applications_incentivized' and premium ? incentive : 'co_sell_ready'
"""

Flat = dict[str, Any]
Run = Callable[[], list[str]]


def figures(facts: Sequence[Facts], rulebook: Rulebook, pairs: int) -> list[Figure]:
    """Raises ImportError where the two engines are not installed: they are in requirements-bench.txt alone."""
    flat = [flat_facts(each, rulebook) for each in facts]
    runs = [_ours(facts, rulebook), _zen(flat), _business_rules(flat)]
    statuses = [run() for run in runs]
    if not statuses[0] == statuses[1] == statuses[2]:
        raise AssertionError("the engines do not agree on every status")
    ours, zen, other = in_turns(runs, pairs)
    spelt = in_turns([lambda: [evaluate(each, rulebook).requirements for each in facts]], pairs)[0]
    return [
        _faster("engine, every finding kept", ours, zen, "zen-engine, status alone", ZEN_TARGET),
        _faster("engine, every finding kept", ours, other, "business-rules", BUSINESS_RULES_TARGET),
        Figure("engine, every row spelt out as JSON", percentile(spelt, 0.5), "s"),
    ]


def _faster(name: str, ours: list[float], other: list[float], other_name: str, target: float) -> Figure:
    ratio = median_ratio(other, ours)
    return Figure(
        f"{name}, against {other_name.split(',', maxsplit=1)[0]}",
        percentile(ours, 0.5),
        "s",
        percentile(other, 0.5),
        other_name,
        ratio,
        f"≥ {target:g} × as fast",
        ratio >= target,
    )


def flat_facts(facts: Facts, rulebook: Rulebook) -> Flat:
    """What the edition of September 2020 asks, as plain values."""
    rules, offer, partner, day = (
        rulebook.offer_types[facts.offer.type],
        facts.offer,
        facts.partner,
        facts.as_of,
    )
    covered = [code for role, codes in facts.contacts.items if role == SALES_ROLE for code in codes]
    enrolment = partner.isv_connect
    return {
        "published": offer.published,
        "profile": partner.business_profile_complete,
        "materials": rules.path == "materials",
        "incentive": rules.incentive or "",
        "asks_gold": any(check.code == "gold_competency" for check in rules.checks),
        "countries": sorted(offer.countries),
        "covered": covered,
        "worldwide": WORLDWIDE in covered,
        "approved": sorted(facts.documents.approved),
        "supporting": SUPPORTING,
        "landing": bool(offer.landing_page_url),
        "social": bool(offer.social_media_url),
        "request": facts.cloud_specialist_request or "",
        "gold": any(each.level == GOLD and each.period.includes(day) for each in partner.competencies),
        "premium": bool(enrolment and enrolment.tier == PREMIUM and enrolment.period.includes(day)),
        "acr": float(partner.azure_consumed_revenue.total(facts.last_month, 12)),
        "billed": float(offer.billed_revenue.total(facts.last_month, 0)),
        "percent": float(offer.azure_infrastructure_percent or 0),
    }


def _ours(facts: Sequence[Facts], rulebook: Rulebook) -> Run:
    return lambda: [evaluate(each, rulebook).status for each in facts]


def _zen(flat: Sequence[Flat]) -> Run:
    import zen

    expression = zen.compile_expression(" ".join(EXPRESSION.split()))
    return lambda: [expression.evaluate(each) for each in flat]


def _business_rules(flat: Sequence[Flat]) -> Run:
    from business_rules import run_all

    from tests.benchmarks.for_business_rules import RULES, Statuses, Values

    def judge(each: Flat) -> str:
        statuses = Statuses()
        run_all(RULES, Values(each), statuses, stop_on_first_trigger=True)
        return statuses.status

    return lambda: [judge(each) for each in flat]
