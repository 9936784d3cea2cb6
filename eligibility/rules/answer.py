"""What the rules answer: a status, and one row for each requirement with its state and evidence."""

from datetime import date
from typing import NamedTuple

from eligibility.rules.codes import State
from eligibility.rules.digests import digest
from eligibility.rules.facts import Facts
from eligibility.rules.requirements import Evidence, Finding
from eligibility.rules.rulebook import OfferTypeRules, Rulebook


class Row(NamedTuple):
    """``level`` is the status that the requirement gates.

    ``evidence`` is JSON-shaped, codes and figures only: money and percentages are decimal strings.
    """

    code: str
    level: str
    state: State
    evidence: Evidence

    def to_json(self) -> dict[str, object]:
        return self._asdict()


class Answer(NamedTuple):
    """``findings`` stand in the order of the offer type's checks; ``requirements`` gives them as rows."""

    status: str
    findings: list[Finding]
    facts: Facts
    rulebook: Rulebook

    @property
    def edition(self) -> str:
        return self.rulebook.code

    @property
    def as_of(self) -> date:
        return self.facts.as_of

    @property
    def rules(self) -> OfferTypeRules:
        return self.rulebook.offer_types[self.facts.offer.type]

    @property
    def requirements(self) -> tuple[Row, ...]:
        rules = self.rules
        return tuple(
            Row(code, level, finding[0], requirement.explain(finding, rules.terms))
            for (code, level, requirement), finding in zip(rules.checks, self.findings, strict=True)
        )

    @property
    def fingerprint(self) -> str:
        """The same for two answers only if they have the same status and the same requirements. 32 characters.

        Rows are made of findings and of what is asked of the offer type, so these are all there is to look at.
        """
        rules = self.rules
        texts = [text(finding) for text, finding in zip(rules.texts, self.findings, strict=True)]
        return digest(f"{rules.identity} {self.status} {' '.join(texts)}")

    def to_json(self) -> dict[str, object]:
        """The contract's answer without its sentences: those are made on reading, in the reader's language."""
        return {
            "status": self.status,
            "edition": self.edition,
            "as_of": self.as_of.isoformat(),
            "requirements": [row.to_json() for row in self.requirements],
        }
