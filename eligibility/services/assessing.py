"""Assessing offers: facts and the rulebook in force go in, a stored status with its reasons comes out.

The rows of ``OfferStatus`` are locked before anything is read. Two changes at once are thus assessed one after the
other, and the later one sees the facts of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from eligibility.facts.packing import unpack
from eligibility.facts.reading import read_own, read_partners
from eligibility.models import Assessment, OfferStatus
from eligibility.queries import rulebook_in_force, rules_of
from eligibility.rules import evaluate
from eligibility.services.changes import StatusChange
from eligibility.services.grace import review_grace
from eligibility.services.settling import settle
from eligibility.services.turns import wait_for_activation
from offers.models import Offer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from eligibility.models import Rulebook
    from eligibility.queries import Requirement
    from eligibility.rules import Answer, Facts

BATCH = 500
STORED = ("status", "since", "assessment", "fingerprint", "offer_facts", "partner_facts")


class Reread(NamedTuple):
    """Offers (primary keys) whose own facts, and whose partner's, may have changed: they are read anew."""

    own: frozenset[int] = frozenset()
    partners: frozenset[int] = frozenset()


NOTHING = Reread()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the rules say of an offer now, beside the row that holds what they said last."""

    standing: OfferStatus
    facts: Facts
    answer: Answer
    fingerprint: str
    requirements: list[Requirement]

    @property
    def is_first(self) -> bool:
        return self.standing.assessment is None

    @property
    def is_news(self) -> bool:
        last = self.standing.assessment
        return last is None or last.status != self.answer.status or last.requirements != self.requirements

    @property
    def changes_status(self) -> bool:
        return self.standing.status != self.answer.status


def today() -> date:
    """The day by which revenue, competencies and enrolments are judged: UTC, like every date here."""
    return timezone.now().date()


def reassess_changed(
    sender: Any, offer_ids: Iterable[int], partner_ids: Iterable[int], **kwargs: Any
) -> None:
    """Hear that facts have changed and assess what they concern, in the same transaction."""
    own, theirs = frozenset(offer_ids), frozenset[int]()
    if partner_ids:
        theirs = frozenset(Offer.objects.filter(partner__in=partner_ids).values_list("pk", flat=True))
    if ids := own | theirs:
        assess_offers(ids, reread=Reread(own, theirs))


def offers_after(pk: int, limit: int) -> list[int]:
    """The next primary keys in their order."""
    return list(Offer.objects.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def assess_offers(
    offer_ids: Collection[int], *, as_of: date | None = None, reread: Reread | None = None
) -> list[StatusChange]:
    """Assess these offers (primary keys) by the rulebook in force and store what is new, in one transaction.

    Gives the offers whose status changed; those assessed for the first time are not among them. ``as_of`` is today.
    ``reread``: which facts are read anew; all of them, unless it is given. Stored ones are taken for the others, where
    there are any.
    """
    day = as_of or today()
    ids = sorted(set(offer_ids))
    reread = reread or Reread(frozenset(ids), frozenset(ids))
    changes: list[StatusChange] = []
    for start in range(0, len(ids), BATCH):
        changes += _assess_batch(ids[start : start + BATCH], day, reread)
    return changes


def _assess_batch(ids: Sequence[int], day: date, reread: Reread) -> list[StatusChange]:
    standings = _locked_standings(ids)
    wait_for_activation()
    rulebook = rulebook_in_force()
    in_grace = {pk for pk, standing in standings.items() if standing.kept_status}
    renewed = _renew(standings, reread)
    others = _others(standings.values(), rulebook, day)
    changes = _store(others, rulebook, timezone.now())
    _write(
        {standing.pk: standing for standing in (*renewed, *(verdict.standing for verdict in others))}.values()
    )
    settle(changes, rulebook=rulebook, day=day, in_grace=in_grace)
    if in_grace:
        review_grace(in_grace, day)
    return changes


def _locked_standings(ids: Sequence[int]) -> dict[int, OfferStatus]:
    """In the order of their keys, so that two who lock the same rows never wait for each other in a circle."""
    locked = _lock(ids)
    missing = set(ids) - locked.keys()
    if missing:
        known = Offer.objects.filter(pk__in=missing).order_by("pk").values_list("pk", flat=True)
        OfferStatus.objects.bulk_create([OfferStatus(offer_id=pk) for pk in known], ignore_conflicts=True)
        locked = _lock(ids)
    return locked


def _lock(ids: Sequence[int]) -> dict[int, OfferStatus]:
    rows = OfferStatus.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    return {row.pk: row for row in rows}


def _renew(standings: Mapping[int, OfferStatus], reread: Reread) -> list[OfferStatus]:
    """Read anew what may have changed, and what was never read; those whose facts are other ones than before."""
    new = {pk for pk, standing in standings.items() if not standing.offer_facts}
    before = {pk: standing.facts for pk, standing in standings.items()}
    for pk, text in read_own(new | reread.own & standings.keys()):
        standings[pk].offer_facts = text
    for pk, text in read_partners(new | reread.partners & standings.keys()):
        standings[pk].partner_facts = text
    return [standing for pk, standing in standings.items() if standing.facts != before[pk]]


def _others(standings: Iterable[OfferStatus], rulebook: Rulebook, day: date) -> list[_Verdict]:
    """Of the offers whose answer has another fingerprint than the stored one."""
    rules, verdicts = rules_of(rulebook), []
    for standing in standings:
        facts = unpack(standing.facts, day)
        answer = evaluate(facts, rules)
        if (fingerprint := answer.fingerprint) != standing.fingerprint:
            rows = [row.to_json() for row in answer.requirements]
            verdicts.append(_Verdict(standing, facts, answer, fingerprint, rows))
    _read_assessments([verdict.standing for verdict in verdicts])
    return verdicts


def _read_assessments(rows: Sequence[OfferStatus]) -> None:
    """By a statement of its own: the one that had to wait for the locks would not see new ones."""
    ids = [row.assessment_id for row in rows if row.assessment_id]
    newest = Assessment.objects.only("status", "requirements").in_bulk(ids)
    for row in rows:
        row.assessment = newest.get(row.assessment_id) if row.assessment_id else None


def _change(verdict: _Verdict) -> StatusChange:
    last = verdict.standing.assessment
    return StatusChange(
        offer_id=verdict.standing.pk,
        before=verdict.standing.status,
        after=verdict.answer.status,
        requirements_before=last.requirements if last else (),
        requirements_after=verdict.requirements,
        facts=verdict.facts,
    )


def _store(others: Sequence[_Verdict], rulebook: Rulebook, now: datetime) -> list[StatusChange]:
    """Write an assessment for each that is news, and bring every standing up to its answer; the changes of status."""
    news = [verdict for verdict in others if verdict.is_news]
    changes = [_change(verdict) for verdict in news if verdict.changes_status and not verdict.is_first]
    assessments = [_assessment(verdict, rulebook, now) for verdict in news]
    Assessment.objects.bulk_create(assessments)
    for verdict, assessment in zip(news, assessments, strict=True):
        if verdict.changes_status:
            verdict.standing.since = now
        verdict.standing.status, verdict.standing.assessment = assessment.status, assessment
    for verdict in others:
        verdict.standing.fingerprint = verdict.fingerprint
    return changes


def _assessment(verdict: _Verdict, rulebook: Rulebook, now: datetime) -> Assessment:
    return Assessment(
        offer_id=verdict.standing.pk,
        rulebook=rulebook,
        at=now,
        as_of=verdict.answer.as_of,
        status=verdict.answer.status,
        previous_status="" if verdict.is_first else verdict.standing.status,
        facts=verdict.facts.to_json(),
        requirements=verdict.requirements,
    )


def _write(standings: Collection[OfferStatus]) -> None:
    """They all exist and are locked: one statement updates every one of them."""
    OfferStatus.objects.bulk_create(
        standings, update_conflicts=True, unique_fields=["offer"], update_fields=STORED
    )
