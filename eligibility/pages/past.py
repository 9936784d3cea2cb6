"""An offer's assessments in words: what each one changed, compared with the one before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from eligibility.messages import message, title
from eligibility.pages.explaining import about
from eligibility.queries import row_of, rulebook_in_force_before, rules_of, status_name, step_1_met
from eligibility.services.changes import STEP

if TYPE_CHECKING:
    from eligibility.models import Assessment, GracePeriod, Rulebook
    from eligibility.pages.explaining import About
    from eligibility.queries import Requirement
    from offers.models import Offer


@dataclass(frozen=True, slots=True)
class Difference:
    """A requirement that an assessment found otherwise than the one before it."""

    title: str
    state: str
    message: str
    about: About


@dataclass(frozen=True, slots=True)
class Past:
    """One assessment. ``status_changed`` is false where only requirements moved."""

    assessment: Assessment
    status_name: str
    status_changed: bool
    is_first: bool
    differences: Sequence[Difference]


def status_history(offer: Offer, newest_first: Sequence[Assessment]) -> list[Past]:
    """What these assessments changed. One query, for the one before the oldest of them."""
    rows = list(newest_first)
    if not rows:
        return []
    before = offer.assessments.filter(pk__lt=rows[-1].pk).defer("facts").first()
    olds = [*rows[1:], before]
    return [_past(new, old) for new, old in zip(rows, olds, strict=True)]


def _past(new: Assessment, old: Assessment | None) -> Past:
    return Past(
        assessment=new,
        status_name=status_name(
            new.status, new.rulebook, step_1_met=step_1_met(new.rulebook, new.requirements)
        ),
        status_changed=old is None or old.status != new.status,
        is_first=old is None,
        differences=[_difference(row, new.rulebook) for row in different(old.requirements, new.requirements)]
        if old
        else [],
    )


def different(old: Sequence[Requirement], new: Sequence[Requirement]) -> list[Requirement]:
    """The rows of ``new`` that do not stand in ``old`` like this."""
    known = {(row["code"], row["level"]): row for row in old}
    return [row for row in new if known.get((row["code"], row["level"])) != row]


def _difference(row: Requirement, rulebook: Rulebook) -> Difference:
    """Explained by the rulebook that found it, which may no longer be in force."""
    of_then = about(row["code"], rules_of(rulebook))
    return Difference(title(row["code"]), row["state"], message(row_of(row)), of_then)


@dataclass(frozen=True, slots=True)
class DayStanding:
    """How an offer stood at the end of a day (UTC), as the rulebook in force on that day names it.

    ``assessment`` is None where the offer had not been assessed by then: it holds what the rules said when their answer
    last changed, with the facts and the rulebook of that moment. ``rulebook`` may be a later one, by which the answer
    stayed the same. ``kept_name`` is the status that a grace period kept on that day, if one did. ``facts`` is JSON to
    read.
    """

    day: date
    assessment: Assessment | None
    rulebook: Rulebook | None = None
    status_name: str = ""
    rows: Sequence[Difference] = ()
    facts: str = ""
    kept_name: str = ""
    kept_until: date | None = None

    @property
    def shown_name(self) -> str:
        """The status that counted for people."""
        return self.kept_name or self.status_name


def standing_on(offer: Offer, day: date) -> DayStanding:
    """By the newest assessment of that day or before it. Three queries."""
    try:
        end = datetime.combine(day + timedelta(days=1), time(), UTC)
    except OverflowError:  # the calendar's last day
        end = datetime.max.replace(tzinfo=UTC)
    found = offer.assessments.select_related("rulebook").filter(at__lt=end).first()
    if found is None:
        return DayStanding(day, None)
    rulebook = rulebook_in_force_before(end) or found.rulebook
    met = step_1_met(rulebook, found.requirements)
    kept = kept_on(offer.grace_periods.all(), day)
    return DayStanding(
        day,
        found,
        rulebook,
        status_name(found.status, rulebook, step_1_met=met),
        [_difference(row, found.rulebook) for row in found.requirements],
        json.dumps(found.facts, indent=2, ensure_ascii=False),
        status_name(kept.kept_status, rulebook) if kept else "",
        kept.until if kept else None,
    )


def kept_on(periods: Iterable[GracePeriod], day: date) -> GracePeriod | None:
    """Of an offer's periods the one that keeps the highest status, as it is shown on that day."""
    kept = [each for each in periods if each.keeps_on(day)]
    return max(kept, key=lambda each: (STEP[each.kept_status], each.until), default=None)
