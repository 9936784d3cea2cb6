"""What an offer would lose by time alone: its facts asked of the rules again, as of the days on which something ends.

Revenue is taken to go on at its recent pace (``forecast``); without a pace, no month is added.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from eligibility.outlook.forecast import carried_on
from eligibility.outlook.left import is_done
from eligibility.rules import Answer, Facts, Row, Rulebook, evaluate
from eligibility.rules.codes import CO_SELL_READY, MET, NOT_READY, STATUSES
from eligibility.rules.facts import Enrolment
from eligibility.rules.months import last_ended_month
from eligibility.rules.rulebook import REVENUE_PAIR

REVENUE: Final = "revenue"  # the cause that stands for either figure where one of them is enough
ONE_DAY: Final = timedelta(days=1)


class Loss(NamedTuple):
    """From ``day`` on ``row``'s requirement is not met any more, and the status falls from ``before`` to ``after``.

    ``cause`` is its code, or ``REVENUE``; ``row`` tells what is the case on that day.
    """

    cause: str
    day: date
    before: str
    after: str
    row: Row


@dataclass(frozen=True, slots=True)
class Ahead:
    """An offer's facts of today, to be read as of later days. ``enrolments`` begin after today, in their order."""

    facts: Facts
    until: date
    enrolments: Sequence[Enrolment] = ()

    def on(self, day: date) -> Facts:
        """The same facts as of a later day."""
        today, last = self.facts.last_month, last_ended_month(self.until)
        partner, offer = self.facts.partner, self.facts.offer
        return replace(
            self.facts,
            as_of=day,
            partner=replace(
                partner,
                isv_connect=self._enrolment(day),
                azure_consumed_revenue=carried_on(partner.azure_consumed_revenue, today, last),
            ),
            offer=replace(offer, billed_revenue=carried_on(offer.billed_revenue, today, last)),
        )

    def _enrolment(self, day: date) -> Enrolment | None:
        """As of a day the one that started last counts; before the first starts, that one."""
        started = [each for each in self.enrolments if each.period.start <= day]
        return started[-1] if started else self.facts.partner.isv_connect

    def days(self) -> list[date]:
        """Those from tomorrow to ``until`` on which time can change an answer, in their order."""
        tomorrow = self.facts.as_of + ONE_DAY
        days = {*self._turns_of_periods(), *_month_ends(tomorrow, self.until)}
        return sorted(day for day in days if tomorrow <= day <= self.until)

    def _turns_of_periods(self) -> Iterator[date]:
        partner = self.facts.partner
        enrolments = [partner.isv_connect] if partner.isv_connect else []
        for start, end in (
            *(each.period for each in partner.competencies),
            *(each.period for each in partner.designations),
            *(each.period for each in (*enrolments, *self.enrolments)),
        ):
            yield start
            if end and end < self.until:  # 9999-12-31 has no day after it
                yield end + ONE_DAY


def losses_ahead(ahead: Ahead, rulebook: Rulebook) -> list[Loss]:
    """What the offer's status would fall by until ``ahead.until``, the first day of each cause, in order of days."""
    now = evaluate(ahead.facts, rulebook)
    if now.status == NOT_READY:
        return []
    found: dict[str, Loss] = {}
    for day in ahead.days():
        for loss in _losses_on(day, now, evaluate(ahead.on(day), rulebook)):
            found.setdefault(loss.cause, loss)
    return list(found.values())


def _losses_on(day: date, now: Answer, then: Answer) -> Iterator[Loss]:
    """The requirements that the status of now stands on, and that are not met on that day."""
    held = STATUSES.index(now.status)
    for before, after in zip(now.requirements, then.requirements, strict=True):
        if before.state == MET and not is_done(after) and STATUSES.index(after.level) <= held:
            yield Loss(_cause(after), day, now.status, _below(after.level), after)


def _cause(row: Row) -> str:
    return REVENUE if row.code in REVENUE_PAIR else row.code


def _below(level: str) -> str:
    return NOT_READY if level == CO_SELL_READY else CO_SELL_READY


def _month_ends(first: date, last: date) -> Iterable[date]:
    """The last day of each month: from it on the month counts as ended."""
    day = first
    while day <= last:
        if (day + ONE_DAY).day == 1:
            yield day
        day += ONE_DAY
