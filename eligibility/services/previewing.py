"""What a rulebook would change: every offer judged by it, beside where the offer stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.facts.reading import stored_facts
from eligibility.models import JobChange, OfferStatus
from eligibility.queries import newest_assessments, rules_of
from eligibility.rules import evaluate
from eligibility.services.changes import StatusChange
from eligibility.services.grace import keeps_for_now, last_day_of_grace
from eligibility.services.reasons import made_by_rulebook, reasons_of
from offers.models import Offer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from eligibility.models import RulebookJob
    from eligibility.queries import Requirement
    from eligibility.rules import Answer, Facts


@dataclass(frozen=True, slots=True)
class _Before:
    status: str
    requirements: Sequence[Requirement]


def preview_batch(job: RulebookJob, ids: Sequence[int]) -> Counter[str]:
    """Write down which of these offers would change, by the facts of the job's day; how many keep each status."""
    day = job.as_of or job.created_at.date()
    rules = rules_of(job.rulebook)
    facts = dict(stored_facts(_there_on(day, ids), day))
    after = {pk: evaluate(each, rules) for pk, each in facts.items()}
    before = _stored(after) if day == job.created_at.date() else _judged(job, facts)
    read = [_change(pk, before[pk], after[pk], facts[pk]) for pk in after if pk in before]
    moved = [change for change in read if change.before != change.after]
    changes = [change for change in moved if made_by_rulebook(job.against, change)]
    JobChange.objects.bulk_create([_row(job, change, day) for change in changes])
    counted = {change.offer_id for change in changes}
    return Counter(change.after for change in read if change.offer_id not in counted)


def _there_on(day: date, ids: Sequence[int]) -> list[int]:
    """Offers created later would have had no status on that day."""
    rows = Offer.objects.filter(pk__in=ids, created_at__date__lte=day)
    return list(rows.values_list("pk", flat=True))


def _stored(after: Mapping[int, Answer]) -> dict[int, _Before]:
    """Today's statuses as they stand: what activation would start from."""
    statuses = dict(OfferStatus.objects.filter(pk__in=after).values_list("pk", "status"))
    moved = [pk for pk, status in statuses.items() if after[pk].status != status]
    newest = newest_assessments(moved)
    return {
        pk: _Before(status, newest[pk].requirements if pk in newest else ())
        for pk, status in statuses.items()
    }


def _judged(job: RulebookJob, facts: Mapping[int, Facts]) -> dict[int, _Before]:
    """What the rulebook in force says by the facts of another day: only the rulebooks differ, not the days."""
    if job.against is None:
        return {}
    rules = rules_of(job.against)
    answers = {pk: evaluate(each, rules) for pk, each in facts.items()}
    return {
        pk: _Before(answer.status, [row.to_json() for row in answer.requirements])
        for pk, answer in answers.items()
    }


def _change(pk: int, before: _Before, after: Answer, facts: Facts) -> StatusChange:
    requirements = [row.to_json() for row in after.requirements] if before.status != after.status else []
    return StatusChange(pk, before.status, after.status, before.requirements, requirements, facts)


def _row(job: RulebookJob, change: StatusChange, day: date) -> JobChange:
    kept = change.falls and keeps_for_now(job.rulebook, job.against, change)
    return JobChange(
        job=job,
        offer_id=change.offer_id,
        before=change.before,
        after=change.after,
        reasons=reasons_of(change),
        kept_until=last_day_of_grace(job.rulebook, day) if kept else None,
    )
