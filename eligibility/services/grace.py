"""Grace periods: given when a rulebook comes into force, reviewed with every assessment, ended by the daily run.

A grace period is a promise about the rulebook alone: it ends early when the rules give the status back, and also when
the rulebook before would not give it any more, because a fact has changed since.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import Membership
from cosell.audit.services import record
from cosell.notifications.services import notify
from eligibility.facts.joining import among
from eligibility.facts.reading import read_facts
from eligibility.models import GraceEnd, GracePeriod, OfferStatus
from eligibility.queries import rules_of, status_to_tell_of
from eligibility.rules import evaluate
from eligibility.services.changes import STEP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from eligibility.models import Rulebook
    from eligibility.services.changes import StatusChange

WARNED_DAYS = 7
BATCH = 500
ENDS = {
    GraceEnd.OVER: "eligibility.grace_over",
    GraceEnd.GIVEN_BACK: "eligibility.grace_given_back",
    GraceEnd.LOST: "eligibility.grace_lost",
}


def give_grace(rulebook: Rulebook, falls: Sequence[StatusChange], day: date) -> dict[int, date]:
    """The offers that keep their status for a while, each with its last day. Nothing if the rulebook has no grace.

    Only what the rulebook before would still give is kept: the facts may have changed in the same moment. All of them
    keep it to the same day, whenever the job reads them.
    """
    until = last_day_of_grace(rulebook, day)
    kept = [change for change in falls if keeps_for_now(rulebook, rulebook.replaced, change)]
    if until < day:
        return {}
    GracePeriod.objects.bulk_create(
        [
            GracePeriod(
                offer_id=change.offer_id,
                rulebook=rulebook,
                kept_status=change.before,
                start=day,
                until=until,
            )
            for change in kept
        ],
        ignore_conflicts=True,
    )
    _show(change.offer_id for change in kept)
    return {change.offer_id: until for change in kept}


def last_day_of_grace(rulebook: Rulebook, day: date) -> date:
    """Counted from the day on which it came into force, or will; ``day`` where that is not known yet."""
    effective = max(day, rulebook.effective_from or day)
    start = rulebook.in_force_at.date() if rulebook.in_force_at else effective
    return start + timedelta(days=rulebook.grace_days)


def keeps_for_now(rulebook: Rulebook, replaced: Rulebook | None, change: StatusChange) -> bool:
    """Whether an offer that falls is given grace: there is some, and the rulebook before still gives the status."""
    if not rulebook.grace_days or replaced is None:
        return False
    return STEP[evaluate(change.facts, rules_of(replaced)).status] >= STEP[change.before]


def review_grace(offer_ids: Collection[int], day: date) -> None:
    """End what has no reason any more. The caller has assessed these offers and holds their locks."""
    open_periods = _open().filter(offer__in=offer_ids).select_related("rulebook__replaced", "offer__standing")
    periods = list(open_periods)
    if not periods:
        return
    facts = dict(read_facts({period.offer_id for period in periods}, day))
    for period in periods:
        if STEP[period.offer.standing.status] >= STEP[period.kept_status]:
            _end(period, GraceEnd.GIVEN_BACK, day)
        elif (before := period.rulebook.replaced) is not None:
            would_be = evaluate(facts[period.offer_id], rules_of(before)).status
            if STEP[would_be] < STEP[period.kept_status]:
                _end(period, GraceEnd.LOST, day)


def end_grace(offer_ids: Sequence[int], day: date) -> int:
    """End what is over on this day, of offers in the order of their keys; how many periods that were."""
    over, ended = _open().filter(among("offer", offer_ids), until__lt=day), 0
    while periods := list(over.select_related("offer__standing")[:BATCH]):
        with transaction.atomic():
            for period in periods:
                _end(period, GraceEnd.OVER, day)
        ended += len(periods)
    return ended


def warn_of_grace(offer_ids: Sequence[int], day: date) -> int:
    """Tell the partners of these offers whose grace ends within a week, once; how many periods that were."""
    end = day + timedelta(days=WARNED_DAYS)
    soon, warned = _open().filter(among("offer", offer_ids), until__lte=end, warned_at__isnull=True), 0
    while periods := list(soon.select_related("offer")[:BATCH]):
        with transaction.atomic():
            for period in periods:
                _warn(period)
        warned += len(periods)
    return warned


def _warn(period: GracePeriod) -> None:
    if GracePeriod.objects.filter(pk=period.pk, warned_at__isnull=True).update(warned_at=timezone.now()):
        _tell("eligibility.grace_ends_soon", period)


def _end(period: GracePeriod, end: GraceEnd, day: date) -> None:
    if not _open().filter(pk=period.pk).update(ended_on=day, end=end):
        return
    _show([period.offer_id])
    record(
        "eligibility.grace_ended",
        actor=None,
        subject=period.offer.name,
        partner=period.offer.partner,
        offer_public_id=period.offer.public_id,
        kept=period.kept_status,
        end=end.value,
    )
    _tell(ENDS[end], period)


def _tell(code: str, period: GracePeriod) -> None:
    members = Membership.objects.filter(partner=period.offer.partner_id).select_related("user")
    notify(
        code,
        [membership.user for membership in members],
        path=reverse("eligibility:offer_overview", args=[period.offer.public_id]),
        offer=period.offer.name,
        kept=period.kept_status,
        status=status_to_tell_of(period.offer, period.offer.standing.status),
        until=period.until.isoformat(),
    )


def _open() -> QuerySet[GracePeriod]:
    return GracePeriod.objects.filter(ended_on__isnull=True)


def _show(offer_ids: Iterable[int]) -> None:
    """Copy what is kept to where lists read it: of several open periods the one with the highest status."""
    ids = set(offer_ids)
    best: dict[int, GracePeriod] = {}
    for period in _open().filter(offer__in=ids).order_by("until"):
        if period.offer_id not in best or STEP[period.kept_status] >= STEP[best[period.offer_id].kept_status]:
            best[period.offer_id] = period
    rows = [
        OfferStatus(
            offer_id=pk,
            kept_status=best[pk].kept_status if pk in best else None,
            kept_until=best[pk].until if pk in best else None,
        )
        for pk in ids
    ]
    OfferStatus.objects.bulk_update(rows, ["kept_status", "kept_until"])
