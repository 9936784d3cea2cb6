"""From facts and a rulebook to a status with all its reasons. Nothing here reads a database or a clock."""

from eligibility.rules.answer import Answer
from eligibility.rules.codes import MET, NOT_APPLICABLE
from eligibility.rules.facts import Facts
from eligibility.rules.rulebook import Rulebook


def evaluate(facts: Facts, rulebook: Rulebook) -> Answer:
    """Every requirement is looked at, also after one has failed: the answer tells all that is left to do.

    Raises KeyError for an offer type that the rulebook does not have; ``parse_facts`` refuses such facts.
    """
    rules = rulebook.offer_types[facts.offer.type]
    terms = rules.terms
    findings = []
    ready = incentivized = True
    for judge, gates_ready in rules.steps:
        finding = judge(facts, terms)
        findings.append(finding)
        state = finding[0]
        if state != MET and state != NOT_APPLICABLE:
            if gates_ready:
                ready = False
            else:
                incentivized = False
    return Answer(rules.status(ready, incentivized), findings, facts, rulebook)
