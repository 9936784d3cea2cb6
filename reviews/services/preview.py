"""What would be: the facts as they would stand after an act, judged by the same rules that judge them afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from eligibility.facts.reading import facts_of
from eligibility.messages import labelled, message, title
from eligibility.pages.overview import Group
from eligibility.queries import (
    DONE_STATES,
    rulebook_in_force,
    rules_of,
    standing_of,
    status_name,
)
from eligibility.rules import Answer, Facts, evaluate
from eligibility.rules.answer import Row
from eligibility.rules.facts import Document, Documents
from eligibility.services.assessing import today
from offers.models import Offer
from reviews.models import ItemKind, SubmissionItem, Verdict

UNMET, OFFER_PUBLISHED = "unmet", "offer_published"
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
    facts = facts_of(offer, today())
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
    """What is left for the next status alone."""
    left = [row for row in answer.requirements if row.state not in DONE_STATES]
    return tuple(_sentence(row) for row in left if row.level == left[0].level)


def _sentence(row: Row) -> str:
    name, text = title(row.code), message(row)
    return text if text.startswith(name) else labelled(name, text)


def missing_after(
    offer: Offer, groups: Iterable[Group], *, handed_in: Iterable[str], goes_live: bool
) -> list[Group]:
    """What the partner still has to do once this is with Microsoft: the rows of the overview that stay unmet.

    ``handed_in`` are the kinds of the documents sent; ``goes_live``: the reviewer is asked for the verdict on
    publishing, so that nothing is left to do about it.
    """
    facts = facts_of(offer, today())
    waiting = (Document(kind, WAITING) for kind in handed_in)
    facts = replace(facts, documents=Documents((*facts.documents.items, *waiting)))
    answer = evaluate(facts, rules_of(rulebook_in_force()))
    unmet = {(row.level, row.code): row for row in answer.requirements if row.state == UNMET}
    if goes_live:
        unmet = {place: row for place, row in unmet.items() if row.code != OFFER_PUBLISHED}
    return [group for each in groups if (group := _only(each, unmet)).rows]


def _only(group: Group, unmet: dict[tuple[str, str], Row]) -> Group:
    found = ((row, unmet.get((group.status, row.code))) for row in group.rows)
    return replace(group, rows=[replace(row, message=message(after)) for row, after in found if after])
