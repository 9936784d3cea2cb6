"""The rules of the programme: facts and a rulebook in, a status with its reasons out. Pure Python, no I/O.

    facts = parse_facts(json_value, vocabulary)        # or Facts(…) from values that are sound already
    rulebook = parse_rulebook(data, vocabulary)
    answer = evaluate(facts, rulebook)
    answer.status, answer.requirements, answer.to_json()

How the programme's texts were read is said in docs/rules.md.
"""

from eligibility.rules.answer import Answer, Row
from eligibility.rules.engine import evaluate
from eligibility.rules.facts import Facts
from eligibility.rules.facts_parsing import parse_facts, parse_facts_list
from eligibility.rules.reading import Fault, InvalidDataError
from eligibility.rules.requirements import REQUIREMENTS
from eligibility.rules.rulebook import Check, Rulebook
from eligibility.rules.rulebook_parsing import parse_rulebook
from eligibility.rules.vocabulary import Vocabulary

__all__ = [
    "REQUIREMENTS",
    "Answer",
    "Check",
    "Facts",
    "Fault",
    "InvalidDataError",
    "Row",
    "Rulebook",
    "Vocabulary",
    "evaluate",
    "parse_facts",
    "parse_facts_list",
    "parse_rulebook",
]
