"""From facts and a rulebook to a status with all its reasons. Nothing here reads a database or a clock."""

from eligibility.rules.answer import Answer
from eligibility.rules.facts import Facts
from eligibility.rules.rulebook import Rulebook


def evaluate(facts: Facts, rulebook: Rulebook) -> Answer:
    """Every requirement is looked at, also after one has failed: the answer tells all that is left to do.

    Raises KeyError for an offer type that the rulebook does not have; ``parse_facts`` refuses such facts.
    """
    rules = rulebook.offer_types[facts.offer.type]
    findings = [judge(facts) for judge in rules.judges]
    return Answer(rules.status_by(findings), findings, facts, rulebook)
