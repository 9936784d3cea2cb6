"""The simulator: an offer's facts read once, changed in memory and asked of the rules. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eligibility.editions import load_edition
from eligibility.facts.reading import facts_of
from eligibility.messages import message, state_name, title
from eligibility.models import GraceEnd
from eligibility.outlook.forecast import carried_on
from eligibility.outlook.left import is_done
from eligibility.outlook.what_if import WhatIf, changed
from eligibility.pages.past import kept_on
from eligibility.queries import DONE_STATES, language, rules_of, status_name
from eligibility.rules import evaluate
from eligibility.rules.facts import Contact as ContactFact
from eligibility.rules.facts import Contacts
from eligibility.rules.months import last_ended_month
from eligibility.services.assessing import today
from eligibility.services.changes import STEP
from offers.models import Contact

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from eligibility.models import GracePeriod, Rulebook
    from eligibility.rules import Answer, Facts, Row
    from eligibility.rules import Rulebook as Rules
    from offers.models import Offer


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: everything is as it is unless it is named.

    ``day`` None is today; with ``at_pace`` revenue goes on at its recent pace until then. ``edition`` empty is the
    rulebook in force. ``without`` is the contact who leaves.
    """

    what_if: WhatIf
    day: date | None = None
    at_pace: bool = False
    edition: str = ""
    without: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A requirement that is another one then. An empty state: it is not asked on that side."""

    title: str
    state_before: str
    state_after: str
    word_before: str
    word_after: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The status that a grace period keeps ``until`` a day; ``end`` says why it would not be kept then, or nothing."""

    name: str
    until: date
    end: str


@dataclass(frozen=True, slots=True)
class Simulated:
    """The status by its code and by its name, now and then, and what makes the difference: what the rules say.

    ``kept`` is what people see meanwhile, while a grace period runs.
    """

    before: str
    after: str
    name_before: str
    name_after: str
    changes: Sequence[Change]
    left: int
    kept: Kept | None = None

    @property
    def is_other(self) -> bool:
        return self.before != self.after


def simulate(offer: Offer, rulebook: Rulebook, now: Facts, question: Question) -> Simulated:
    """The status now and then. ``now`` are the facts of today."""
    rules = rules_of(rulebook)
    then = load_edition(question.edition) if question.edition else rules
    facts = _facts_then(offer, now, question)
    after = evaluate(facts, then)
    return replace(
        _compared(evaluate(now, rules), after, rules, then),
        kept=_kept(offer, rulebook, now.as_of, facts, after),
    )


def _kept(offer: Offer, rulebook: Rulebook, day: date, facts: Facts, after: Answer) -> Kept | None:
    """What a grace period keeps then or, if it will be over, today. One query, two more while one runs."""
    periods = list(offer.grace_periods.all())
    period = kept_on(periods, facts.as_of) or kept_on(periods, day)
    if period is None:
        return None
    return Kept(status_name(period.kept_status, rulebook), period.until, _end_of(period, facts, after))


def _end_of(period: GracePeriod, facts: Facts, after: Answer) -> str:
    """As ``services.grace`` ends it: by the day, or by facts that would give the status back or lose it anyway."""
    step, replaced = STEP[period.kept_status], period.rulebook.replaced
    if STEP[after.status] >= step:
        return GraceEnd.GIVEN_BACK.value
    if facts.as_of > period.until:
        return GraceEnd.OVER.value
    if replaced and STEP[evaluate(facts, rules_of(replaced)).status] < step:
        return GraceEnd.LOST.value
    return ""


def _compared(before: Answer, after: Answer, rules: Rules, then: Rules) -> Simulated:
    return Simulated(
        before=before.status,
        after=after.status,
        name_before=_name(before, rules),
        name_after=_name(after, then),
        changes=list(_changes(before.requirements, after.requirements)),
        left=sum(not is_done(row) for row in after.requirements),
    )


def status_with_contacts(
    offer: Offer, rulebook: Rulebook, rows: Iterable[tuple[str, Iterable[str]]]
) -> Simulated:
    """The status that the offer would have if these were its contacts, each given as its role and its countries."""
    rules = rules_of(rulebook)
    now = facts_of(offer, today())
    then = replace(now, contacts=Contacts(tuple(ContactFact(role, frozenset(codes)) for role, codes in rows)))
    return _compared(evaluate(now, rules), evaluate(then, rules), rules, rules)


def _facts_then(offer: Offer, now: Facts, question: Question) -> Facts:
    facts = now if question.day in (None, now.as_of) else facts_of(offer, question.day or now.as_of)
    if question.at_pace:
        facts = _at_pace(facts, now)
    what_if = question.what_if
    if question.without:
        what_if = replace(what_if, without=frozenset(_positions(offer, question.without)))
    return changed(facts, what_if)


def _at_pace(facts: Facts, now: Facts) -> Facts:
    """Both figures carried on from today's newest month to the later day."""
    last = last_ended_month(facts.as_of)
    consumed = carried_on(facts.partner.azure_consumed_revenue, now.last_month, last)
    billed = carried_on(facts.offer.billed_revenue, now.last_month, last)
    return replace(
        facts,
        partner=replace(facts.partner, azure_consumed_revenue=consumed),
        offer=replace(facts.offer, billed_revenue=billed),
    )


def _positions(offer: Offer, public_id: uuid.UUID) -> Iterator[int]:
    """Where the contact stands among the offer's facts, which are in the order of the keys."""
    ids = Contact.objects.filter(offer=offer).order_by("pk").values_list("public_id", flat=True)
    return (number for number, each in enumerate(ids) if each == public_id)


def _name(answer: Answer, rules: Rules) -> str:
    published = all(row.state in DONE_STATES for row in answer.requirements if row.code in rules.publish)
    return rules.status_name(answer.status, language(), step_1_met=published)


def _changes(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    """What differs, in the order of the rows then; what is asked no longer comes last."""
    old = {(row.code, row.level): row for row in before}
    new = {(row.code, row.level): row for row in after}
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            yield _change(old.get(key), new.get(key))


def _change(before: Row | None, after: Row | None) -> Change:
    row = after or before
    return Change(
        title=title(row.code) if row else "",
        state_before=before.state if before else "",
        state_after=after.state if after else "",
        word_before=state_name(before.state) if before else "",
        word_after=state_name(after.state) if after else "",
        before=message(before) if before else "",
        after=message(after) if after else "",
    )
