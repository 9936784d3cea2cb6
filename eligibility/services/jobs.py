"""Previews and activations: long jobs over every offer, in batches, that survive whoever carries them out.

The row is the truth. Whoever takes a job holds a lease and renews it with every batch; a batch, its results and the
job's new position are one transaction, so that a job that was killed goes on exactly where it stopped. A sweep starts
what nobody holds, and gives up loudly after three tries without a step forward.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import Role, User
from cosell.accounts.permissions import demand
from cosell.audit.services import record
from cosell.notifications.services import notify
from cosell.nudges import nudge
from eligibility.models import (
    Assessment,
    JobKind,
    JobStage,
    JobState,
    OfferStatus,
    Rulebook,
    RulebookJob,
    RulebookState,
)
from eligibility.permissions import may_keep_rulebooks
from eligibility.queries import rulebook_in_force
from eligibility.services.assessing import NOTHING, assess_offers, offers_after, today
from eligibility.services.previewing import preview_batch
from eligibility.services.settling import UNDER_WAY, UNFINISHED
from eligibility.services.summaries import tell_partners
from offers.models import Offer

if TYPE_CHECKING:
    from datetime import date, datetime

logger = logging.getLogger(__name__)

BATCH = 200
LEASE = timedelta(minutes=2)
MOST_TRIES = 3


class LeaseLost(Exception):
    """Somebody else carries this job out now."""


@transaction.atomic
def start_job(*, actor: User | None, rulebook: Rulebook, kind: str, as_of: date | None = None) -> RulebookJob:
    """Write the job down and nudge a worker. A job of this kind under way for the same revision is given instead.

    ``as_of`` (today) is the day whose facts a preview reads.
    """
    from eligibility.tasks import run_job as task  # the task imports this module

    Rulebook.objects.select_for_update().get(pk=rulebook.pk)  # two clicks make one job
    day, against = as_of or today(), rulebook_in_force()
    same = RulebookJob.objects.filter(
        rulebook=rulebook,
        kind=kind,
        state__in=UNDER_WAY,
        rulebook_revision=rulebook.revision,
        as_of=day,
        against=against if kind == JobKind.PREVIEW else rulebook.replaced,
    )
    if job := same.first():
        return job
    job = RulebookJob.objects.create(
        rulebook=rulebook,
        kind=kind,
        rulebook_revision=rulebook.revision,
        against=against if kind == JobKind.PREVIEW else rulebook.replaced,
        as_of=day,
        newest_assessment=Assessment.objects.aggregate(newest=Max("pk"))["newest"] or 0,
        total=Offer.objects.count(),
        started_by=actor,
    )
    nudge(task, job.pk)
    return job


def unfinished_activation() -> RulebookJob | None:
    """The job that has not yet read every offer by the rulebook in force, or has not yet told everybody."""
    jobs = RulebookJob.objects.filter(
        rulebook__state=RulebookState.IN_FORCE, kind=JobKind.ACTIVATION, state__in=UNFINISHED
    )
    return jobs.select_related("rulebook").first()


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
    for job in free.filter(tries__gte=MOST_TRIES).select_related("rulebook"):
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
    if job.stage == JobStage.TELLING:
        return _tell_some(job)
    ids = offers_after(job.last_offer_id, BATCH)
    if ids:
        kept = Counter(job.result.get("kept", {})) + WORK[JobKind(job.kind)](job, ids)
        _renew(job, last_offer_id=ids[-1], done=job.done + len(ids), tries=0, result={"kept": kept})
    elif job.kind == JobKind.ACTIVATION:
        _renew(job, stage=JobStage.TELLING, tries=0)
    else:
        _finish(job)
    return job.state == JobState.RUNNING


def _tell_some(job: RulebookJob) -> bool:
    last = tell_partners(job, after=job.last_partner_id)
    if last is None:
        _finish(job)
        return False
    _renew(job, last_partner_id=last, tries=0)
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
    record("eligibility.job_failed", actor=None, subject=job.rulebook.name, staff_only=True, kind=job.kind)
    notify(
        "eligibility.job_failed",
        User.objects.filter(role=Role.PROGRAMME_ADMIN, is_active=True),
        path=reverse("eligibility:job", args=[job.public_id]),
        rulebook=job.rulebook.name,
        kind=job.kind,
    )


@transaction.atomic
def restart_job(*, actor: User, job: RulebookJob) -> None:
    """Let an activation that was given up go on from where it stood. A preview is simply asked for again.

    Raises ``ValidationError`` if it is none or goes on already.
    """
    from eligibility.tasks import run_job as task  # the task imports this module

    demand(may_keep_rulebooks(actor, job.rulebook))
    failed = RulebookJob.objects.filter(pk=job.pk, kind=JobKind.ACTIVATION, state=JobState.FAILED)
    if not failed.update(state=JobState.WAITING, tries=0, finished_at=None):
        raise ValidationError(_("This job did not fail, or somebody has started it again already."))
    record("eligibility.job_restarted", actor=actor, subject=job.rulebook.name, staff_only=True)
    nudge(task, job.pk)


# --- What each kind does with a batch ---------------------------------------------------------------------------------


def _activate(job: RulebookJob, ids: Sequence[int]) -> Counter[str]:
    """``settling`` counts what changes by it, and what changes by others before the job came there."""
    assess_offers(ids, reread=NOTHING)
    moved = job.changes.filter(offer__in=ids).values("offer")
    return Counter(
        OfferStatus.objects.filter(pk__in=ids).exclude(pk__in=moved).values_list("status", flat=True)
    )


# How many offers of the batch keep each status.
WORK: dict[JobKind, Callable[[RulebookJob, Sequence[int]], Counter[str]]] = {
    JobKind.PREVIEW: preview_batch,
    JobKind.ACTIVATION: _activate,
}
