"""Replaying stored assessments: the same facts and rulebook must give the same answer, whenever it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eligibility.editions import vocabulary
from eligibility.models import Assessment, Rulebook
from eligibility.queries import rules_of
from eligibility.rules import InvalidDataError, evaluate, parse_facts


@dataclass(frozen=True, slots=True)
class Replay:
    """One assessment with what the rules make of its facts today.

    ``fault``: why they make nothing of them, where its facts or its rulebook can no longer be read.
    """

    assessment: Assessment
    status: str = ""
    requirements: Sequence[dict[str, object]] = ()
    fault: str = ""

    @property
    def is_same(self) -> bool:
        stored = self.assessment
        return (stored.status, stored.requirements) == (self.status, self.requirements)


def replayed() -> Iterator[Replay]:
    """Every stored assessment, the oldest first, read in batches. Writes nothing."""
    rulebooks: dict[int, Rulebook] = {}  # few; each gave many assessments
    for assessment in Assessment.objects.order_by("pk").iterator(500):
        pk = assessment.rulebook_id
        rulebook = rulebooks[pk] if pk in rulebooks else rulebooks.setdefault(pk, assessment.rulebook)
        yield _replay(assessment, rulebook)


def _replay(assessment: Assessment, rulebook: Rulebook) -> Replay:
    try:
        answer = evaluate(parse_facts(assessment.facts, vocabulary()), rules_of(rulebook))
    except InvalidDataError as error:
        return Replay(assessment, fault=str(error.faults[0]))
    return Replay(assessment, answer.status, [row.to_json() for row in answer.requirements])
