"""Previews and activations: long jobs over every offer, in batches, that survive whoever carries them out.

The row is the truth. Whoever takes a job holds a lease and renews it with every batch; a batch, its results and the
job's new position are one transaction, so that a job that was killed goes on exactly where it stopped. A sweep starts
what nobody holds, and gives up loudly after three tries without a step forward.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from cosell.audit.services import record
from cosell.nudges import nudge
from eligibility.facts import read_facts
from eligibility.models import JobChange, JobKind, JobState, OfferStatus, Rulebook, RulebookJob
from eligibility.queries import DONE_STATES, newest_assessments, rules_of
from eligibility.rules import evaluate
from eligibility.rules.codes import NOT_APPLICABLE
from eligibility.services.assessing import RANK, StatusChange, assess_offers, offers_after
from offers.models import Offer

if TYPE_CHECKING:
    from datetime import datetime

    from cosell.accounts.models import User
    from eligibility.queries import Requirement

logger = logging.getLogger(__name__)

BATCH = 200
LEASE = timedelta(minutes=2)
MOST_TRIES = 3
UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


class LeaseLost(Exception):
    """Somebody else carries this job out now."""


@transaction.atomic
def start_job(*, actor: User, rulebook: Rulebook, kind: str) -> RulebookJob:
    """Write the job down and nudge a worker. A job of this kind under way for the same revision is given instead."""
    from eligibility.tasks import run_job as task  # the task imports this module

    Rulebook.objects.select_for_update().get(pk=rulebook.pk)  # two clicks make one job
    same = RulebookJob.objects.filter(
        rulebook=rulebook, kind=kind, state__in=UNDER_WAY, rulebook_revision=rulebook.revision
    )
    if job := same.first():
        return job
    job = RulebookJob.objects.create(
        rulebook=rulebook,
        kind=kind,
        rulebook_revision=rulebook.revision,
        total=Offer.objects.count(),
        started_by=actor,
    )
    nudge(task, job.pk)
    return job


def drop_previews(rulebook: Rulebook) -> None:
    """The rulebook changed: previews of it that are under way are of no use. Their workers lose the lease."""
    rulebook.jobs.filter(kind=JobKind.PREVIEW, state__in=UNDER_WAY).delete()


def run_job(job_id: int) -> bool:
    """Carry a job out from where it stands. False: there is nothing to do, or somebody else holds it.

    Safe to call any number of times, from any number of workers.
    """
    job = _take(job_id)
    if job is None:
        return False
    try:
        while _next_batch(job):
            pass
    except LeaseLost:
        return False
    return True


def sweep_jobs() -> list[int]:
    """Give up on what failed three times in a row; the keys of the jobs that nobody holds, to be started again."""
    free = RulebookJob.objects.filter(_free(timezone.now()), state__in=UNDER_WAY)
    for job in free.filter(tries__gte=MOST_TRIES):
        _give_up(job)
    return list(free.filter(tries__lt=MOST_TRIES).order_by("pk").values_list("pk", flat=True))


def _free(now: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lt=now)


def _take(job_id: int) -> RulebookJob | None:
    now = timezone.now()
    taken = RulebookJob.objects.filter(
        _free(now), pk=job_id, state__in=UNDER_WAY, tries__lt=MOST_TRIES
    ).update(state=JobState.RUNNING, leased_until=now + LEASE, tries=F("tries") + 1)
    return RulebookJob.objects.select_related("rulebook", "started_by").get(pk=job_id) if taken else None


@transaction.atomic
def _next_batch(job: RulebookJob) -> bool:
    """One step forward, whole or not at all. False: the job is done."""
    ids = offers_after(job.last_offer_id, BATCH)
    if not ids:
        _finish(job)
        return False
    changes = WORK[JobKind(job.kind)](job, ids)
    _keep(job, changes)
    _renew(job, last_offer_id=ids[-1], done=job.done + len(ids), tries=0)
    return True


def _renew(job: RulebookJob, **values: object) -> None:
    """Write only if the lease is still ours, else undo the batch. A total that grew meanwhile grows here too."""
    fields = {"leased_until": timezone.now() + LEASE, **values}
    if not RulebookJob.objects.filter(
        pk=job.pk, leased_until=job.leased_until, state=JobState.RUNNING
    ).update(**fields):
        raise LeaseLost
    for name, value in fields.items():
        setattr(job, name, value)


def _finish(job: RulebookJob) -> None:
    _renew(job, state=JobState.DONE, total=job.done, finished_at=timezone.now())
    RulebookJob.objects.filter(pk=job.pk).update(leased_until=None)
    record(
        f"eligibility.{job.kind}_done",
        actor=None,
        subject=job.rulebook.name,
        staff_only=True,
        offers=job.done,
        changes=job.changes.count(),
    )


def _give_up(job: RulebookJob) -> None:
    logger.error("job %s of rulebook %s failed %s times in a row", job.pk, job.rulebook_id, job.tries)
    RulebookJob.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, finished_at=timezone.now(), leased_until=None
    )
    record("eligibility.job_failed", actor=None, subject=str(job.rulebook_id), staff_only=True, kind=job.kind)


# --- What each kind does with a batch ---------------------------------------------------------------------------------


def _preview(job: RulebookJob, ids: Sequence[int]) -> list[StatusChange]:
    """What would change, against the statuses of now, by the facts of the day on which the preview was asked for."""
    rules = rules_of(job.rulebook)
    today = dict(OfferStatus.objects.filter(pk__in=ids).values_list("pk", "status"))
    after = {pk: evaluate(facts, rules) for pk, facts in read_facts(ids, job.created_at.date())}
    moved = [pk for pk in ids if pk in today and pk in after and after[pk].status != today[pk]]
    current = newest_assessments(moved)
    return [
        StatusChange(
            offer_id=pk,
            before=today[pk],
            after=after[pk].status,
            requirements_before=current[pk].requirements if pk in current else (),
            requirements_after=[row.to_json() for row in after[pk].requirements],
        )
        for pk in moved
    ]


def _activate(job: RulebookJob, ids: Sequence[int]) -> list[StatusChange]:
    return assess_offers(ids)


WORK: dict[JobKind, Callable[[RulebookJob, Sequence[int]], list[StatusChange]]] = {
    JobKind.PREVIEW: _preview,
    JobKind.ACTIVATION: _activate,
}


def _keep(job: RulebookJob, changes: Sequence[StatusChange]) -> None:
    JobChange.objects.bulk_create(
        [
            JobChange(
                job=job,
                offer_id=change.offer_id,
                before=change.before,
                after=change.after,
                reasons=reasons_of(change),
            )
            for change in changes
        ]
    )


def reasons_of(change: StatusChange) -> list[Requirement]:
    """The requirements that made the difference: those that are met now and were not, or the other way round.

    Where none turned that way (one is asked no longer, for example), what is new or gone.
    """
    before = {_key(row): row for row in change.requirements_before}
    after = {_key(row): row for row in change.requirements_after}
    rose = RANK[change.after] > RANK[change.before]
    turned = [row for key, row in after.items() if key in before and _is_done(row) != _is_done(before[key])]
    decisive = [row for row in turned if _is_done(row) == rose]
    if decisive:
        return [row for row in decisive if row["state"] != NOT_APPLICABLE] or decisive
    new = [row for key, row in after.items() if key not in before]
    return new or [row for key, row in before.items() if key not in after]


def _key(row: Requirement) -> tuple[str, str]:
    """A requirement of both levels stands once for each."""
    return row["code"], row["level"]


def _is_done(row: Requirement) -> bool:
    return row["state"] in DONE_STATES
