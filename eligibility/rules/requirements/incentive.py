"""Step 3: what else the incentivized statuses ask for."""

from typing import Final

from eligibility.rules.codes import APPROVED, DIAGRAM, IP, MET, PENDING, PREMIUM, UNMET, WAITING_STATES
from eligibility.rules.facts import Facts
from eligibility.rules.requirements.finding import NOT_SO, SO, Evidence, Finding, Requirement
from eligibility.rules.requirements.ready import explain_enrolment, judge_enrolment
from eligibility.rules.terms import Terms

HANDED_IN: Final = (APPROVED, *WAITING_STATES)


def judge_infrastructure(facts: Facts, terms: Terms) -> Finding:
    """Figures: the percentage that a reviewer confirmed, if any, and the diagram's state.

    The percentage can come while a diagram is being read.
    """
    percent = facts.offer.azure_infrastructure_percent
    diagram = facts.documents.state_of(DIAGRAM)
    if percent is None:
        return PENDING if diagram in HANDED_IN else UNMET, None, diagram
    return MET if percent > terms.azure_more_than_percent else UNMET, f"{percent:f}", diagram


def explain_infrastructure(finding: Finding, terms: Terms) -> Evidence:
    _state, percent, diagram = finding
    return {"percent": percent, "more_than": f"{terms.azure_more_than_percent:f}", "document": diagram}


def judge_diagram(facts: Facts, terms: Terms) -> Finding:
    diagram = facts.documents.state_of(DIAGRAM)
    if diagram == APPROVED:
        return MET, diagram
    return PENDING if diagram in HANDED_IN else UNMET, diagram


def explain_diagram(finding: Finding, terms: Terms) -> Evidence:
    return {"documents": {DIAGRAM: finding[1]}}


def judge_validation(facts: Facts, terms: Terms) -> Finding:
    """Figures: the reviewer's word, and whether the offer passes without one."""
    passed = facts.offer.technical_validation_passed
    unseen = passed is None and terms.validation_passes_unseen_if_transactable and facts.offer.transactable
    return MET if passed or unseen else UNMET, passed, unseen


def explain_validation(finding: Finding, terms: Terms) -> Evidence:
    _state, passed, unseen = finding
    return {"passed": passed, "passes_unseen": unseen}


def judge_solution_type(facts: Facts, terms: Terms) -> Finding:
    solution_type = facts.offer.solution_type
    return MET if solution_type == IP else UNMET, solution_type


def explain_solution_type(finding: Finding, terms: Terms) -> Evidence:
    return {"solution_type": finding[1]}


def judge_transactable(facts: Facts, terms: Terms) -> Finding:
    return SO if facts.offer.transactable else NOT_SO


def explain_transactable(finding: Finding, terms: Terms) -> Evidence:
    return {"transactable": finding[1]}


def judge_premium(facts: Facts, terms: Terms) -> Finding:
    """An active enrolment of the premium tier."""
    finding = judge_enrolment(facts, terms)
    enrolment = facts.partner.isv_connect
    return finding if enrolment and enrolment.tier == PREMIUM else (UNMET, *finding[1:])


AZURE_INFRASTRUCTURE = Requirement("azure_infrastructure", judge_infrastructure, explain_infrastructure)
ARCHITECTURE_DIAGRAM = Requirement("architecture_diagram", judge_diagram, explain_diagram)
TECHNICAL_VALIDATION = Requirement("technical_validation", judge_validation, explain_validation)
SOLUTION_TYPE_IP = Requirement("solution_type_ip", judge_solution_type, explain_solution_type)
TRANSACTABLE = Requirement("transactable", judge_transactable, explain_transactable)
ISV_CONNECT_PREMIUM = Requirement("isv_connect_premium", judge_premium, explain_enrolment)
