"""What deciding now would do to the offer's status: the facts with the verdicts applied, judged by the same rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from eligibility.facts import read_facts
from eligibility.messages import message, title
from eligibility.queries import (
    DONE_STATES,
    rulebook_in_force,
    rules_of,
    standing_of,
    status_name,
)
from eligibility.rules import Answer, Facts, evaluate
from eligibility.rules.facts import Document, Documents
from eligibility.services.assessing import today
from offers.models import Offer
from reviews.models import ItemKind, SubmissionItem, Verdict

WAITING, APPROVED, SENT_BACK = "submitted", "approved", "changes_requested"


@dataclass(frozen=True, slots=True)
class Outlook:
    """``before`` and ``after`` are status codes with their names; ``sentences`` say what would still be missing."""

    before: str
    before_name: str
    after: str
    after_name: str
    sentences: tuple[str, ...]

    @property
    def changes(self) -> bool:
        return self.before != self.after


def outlook(offer: Offer, items: Iterable[SubmissionItem]) -> Outlook:
    """The status that the offer would have if these verdicts counted now; items without one stay as they are."""
    rulebook = rulebook_in_force()
    ((_pk, facts),) = read_facts([offer.pk], today())
    answer = evaluate(with_verdicts(facts, items), rules_of(rulebook))
    before = standing_of(offer).status
    return Outlook(
        before=before,
        before_name=status_name(before, rulebook),
        after=answer.status,
        after_name=status_name(answer.status, rulebook),
        sentences=_sentences(answer),
    )


def with_verdicts(facts: Facts, items: Iterable[SubmissionItem]) -> Facts:
    """The same facts as they would be after the decision."""
    for item in items:
        if item.verdict and item.may_be_judged:
            facts = _with_verdict(facts, item)
    return facts


def _with_verdict(facts: Facts, item: SubmissionItem) -> Facts:
    approved = item.verdict == Verdict.APPROVED
    if item.kind == ItemKind.PUBLISHING and approved:
        return replace(facts, offer=replace(facts.offer, published=True))
    if item.version is None:
        return facts
    facts = replace(
        facts, documents=_judged(facts.documents, item.subject, APPROVED if approved else SENT_BACK)
    )
    if approved and item.is_diagram:
        facts = replace(facts, offer=replace(facts.offer, azure_infrastructure_percent=item.azure_percent))
    return facts


def _judged(documents: Documents, kind: str, state: str) -> Documents:
    """The first document of this kind that waits for a verdict has it now."""
    items = list(documents.items)
    waiting = Document(kind, WAITING)
    if waiting in items:
        items[items.index(waiting)] = Document(kind, state)
    return Documents(tuple(items))


def _sentences(answer: Answer) -> tuple[str, ...]:
    left = [row for row in answer.requirements if row.state not in DONE_STATES]
    return tuple(
        _("%(requirement)s: %(message)s") % {"requirement": title(row.code), "message": message(row)}
        for row in left
    )
