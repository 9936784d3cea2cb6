"""Step 3: what else the incentivized statuses ask for."""

from decimal import Decimal
from typing import Final

from eligibility.rules.codes import APPROVED, DIAGRAM, IP, MET, PENDING, PREMIUM, UNMET, WAITING_STATES
from eligibility.rules.facts import PLACES, Facts
from eligibility.rules.requirements.finding import (
    NOT_SO,
    SO,
    Evidence,
    Finding,
    Judge,
    Requirement,
    whatever_the_terms,
)
from eligibility.rules.requirements.ready import explain_enrolment, judge_enrolment
from eligibility.rules.terms import Terms

HANDED_IN: Final = (APPROVED, *WAITING_STATES)
DIAGRAM_PLACE: Final = PLACES[DIAGRAM]


def judging_infrastructure(terms: Terms) -> Judge:
    """Figures: the percentage that a reviewer confirmed, if any, as text, and the diagram's state.

    The percentage can come while a diagram is being read.
    """
    more_than = terms.azure_more_than_percent

    def judge(facts: Facts) -> Finding:
        percent = facts.offer.azure_infrastructure_percent
        diagram = facts.documents.best[DIAGRAM_PLACE]
        if percent is None:
            return PENDING if diagram in HANDED_IN else UNMET, None, diagram
        return MET if percent > more_than else UNMET, percent_text(percent), diagram

    return judge


def percent_text(percent: Decimal) -> str:
    """As it was given: ``50`` and ``50.00`` are two texts."""
    text = str(percent)
    return text if "E" not in text else f"{percent:f}"


def explain_infrastructure(finding: Finding, terms: Terms) -> Evidence:
    _state, percent, diagram = finding
    return {"percent": percent, "more_than": f"{terms.azure_more_than_percent:f}", "document": diagram}


def judge_diagram(facts: Facts) -> Finding:
    diagram = facts.documents.best[DIAGRAM_PLACE]
    if diagram == APPROVED:
        return MET, diagram
    return PENDING if diagram in HANDED_IN else UNMET, diagram


def explain_diagram(finding: Finding, terms: Terms) -> Evidence:
    return {"documents": {DIAGRAM: finding[1]}}


def judging_validation(terms: Terms) -> Judge:
    """Figures: the reviewer's word, and whether the offer passes without one."""
    passes_unseen = terms.validation_passes_unseen_if_transactable

    def judge(facts: Facts) -> Finding:
        passed = facts.offer.technical_validation_passed
        unseen = passed is None and passes_unseen and facts.offer.transactable
        return MET if passed or unseen else UNMET, passed, unseen

    return judge


def explain_validation(finding: Finding, terms: Terms) -> Evidence:
    _state, passed, unseen = finding
    return {"passed": passed, "passes_unseen": unseen}


def judge_solution_type(facts: Facts) -> Finding:
    solution_type = facts.offer.solution_type
    return MET if solution_type == IP else UNMET, solution_type


def explain_solution_type(finding: Finding, terms: Terms) -> Evidence:
    return {"solution_type": finding[1]}


def judge_transactable(facts: Facts) -> Finding:
    return SO if facts.offer.transactable else NOT_SO


def explain_transactable(finding: Finding, terms: Terms) -> Evidence:
    return {"transactable": finding[1]}


def judge_premium(facts: Facts) -> Finding:
    """An active enrolment of the premium tier."""
    finding = judge_enrolment(facts)
    enrolment = facts.partner.isv_connect
    return finding if enrolment and enrolment.tier == PREMIUM else (UNMET, *finding[1:])


AZURE_INFRASTRUCTURE = Requirement("azure_infrastructure", judging_infrastructure, explain_infrastructure)
ARCHITECTURE_DIAGRAM = Requirement("architecture_diagram", whatever_the_terms(judge_diagram), explain_diagram)
TECHNICAL_VALIDATION = Requirement("technical_validation", judging_validation, explain_validation)
SOLUTION_TYPE_IP = Requirement(
    "solution_type_ip", whatever_the_terms(judge_solution_type), explain_solution_type
)
TRANSACTABLE = Requirement("transactable", whatever_the_terms(judge_transactable), explain_transactable)
ISV_CONNECT_PREMIUM = Requirement("isv_connect_premium", whatever_the_terms(judge_premium), explain_enrolment)
