"""What follows from a change of status: the record, a grace period, and telling the partner.

While a rulebook is being activated, every change that it makes to an offer that its job has not yet read counts as
part of the activation, whoever assessed the offer: the job's result is then complete, grace is given where it is due,
and each person is told once, at the end. What the rulebook before would have changed as well, because time has passed
or a fact is another one, is told as ever. The caller holds the locks of the offers' rows, so that the job cannot pass
them meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from cosell.accounts.models import Membership, User
from cosell.audit.services import Act, record_all
from cosell.notifications.services import Told, notify_all
from eligibility.models import JobChange, JobKind, JobStage, JobState, RulebookJob
from eligibility.queries import status_to_tell
from eligibility.services.grace import give_grace
from eligibility.services.reasons import made_by_rulebook, reasons_of
from offers.models import Offer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from eligibility.models import Rulebook
    from eligibility.services.changes import StatusChange

UNDER_WAY = (JobState.WAITING, JobState.RUNNING)
UNFINISHED = (*UNDER_WAY, JobState.FAILED)  # one that was given up is started again by an admin


def settle(
    changes: Sequence[StatusChange], *, rulebook: Rulebook, day: date, in_grace: Collection[int]
) -> None:
    """Do it for what has just been stored. ``in_grace``: offers whose shown status is looked after by their grace."""
    if not changes:
        return
    offers = Offer.objects.select_related("partner").in_bulk([change.offer_id for change in changes])
    record_all("eligibility.status_changed", [_act(change, offers[change.offer_id]) for change in changes])
    job = _activation_of(rulebook)
    part = _part_of(job, changes) if job else []
    if job and part:
        _count(job, part, day)
    counted = {change.offer_id for change in part} | set(in_grace)
    _tell([change for change in changes if change.offer_id not in counted], offers, rulebook)


def _activation_of(rulebook: Rulebook) -> RulebookJob | None:
    """The job that is reading every offer by this rulebook now, if there is one."""
    jobs = RulebookJob.objects.filter(
        rulebook=rulebook, kind=JobKind.ACTIVATION, state__in=UNFINISHED, stage=JobStage.OFFERS
    )
    return jobs.select_related("rulebook__replaced").first()


def _part_of(job: RulebookJob, changes: Sequence[StatusChange]) -> list[StatusChange]:
    """Of offers that it has counted already, each further change too."""
    unread = [change for change in changes if change.offer_id > job.last_offer_id]
    counted = JobChange.objects.filter(job=job, offer__in=[change.offer_id for change in unread])
    known = set(counted.values_list("offer", flat=True))
    return [
        change
        for change in unread
        if change.offer_id in known or made_by_rulebook(job.rulebook.replaced, change)
    ]


def _count(job: RulebookJob, changes: Sequence[StatusChange], day: date) -> None:
    """Write down what the activation did. An offer that moves twice while it runs is counted from where it stood."""
    until = give_grace(job.rulebook, [change for change in changes if change.falls], day)
    known = JobChange.objects.filter(job=job, offer__in=[change.offer_id for change in changes])
    first = {row.offer_id: row for row in known}
    known.delete()
    JobChange.objects.bulk_create(
        [
            JobChange(
                job=job,
                offer_id=change.offer_id,
                before=before,
                after=change.after,
                reasons=reasons_of(change),
                kept_until=until.get(change.offer_id),
            )
            for change in changes
            if (before := first[change.offer_id].before if change.offer_id in first else change.before)
            != change.after
        ]
    )


def _act(change: StatusChange, offer: Offer) -> Act:
    return Act(offer.name, offer.partner, offer.public_id, {"before": change.before, "after": change.after})


def _tell(changes: Sequence[StatusChange], offers: dict[int, Offer], rulebook: Rulebook) -> None:
    """Tell the members of the partner, each of them once for each offer."""
    members = members_by_partner({offers[change.offer_id].partner_id for change in changes})
    told: dict[str, list[Told]] = {"eligibility.status_raised": [], "eligibility.status_lowered": []}
    for change in changes:
        offer = offers[change.offer_id]
        if people := members.get(offer.partner_id):
            path = reverse("eligibility:offer_overview", args=[offer.public_id])
            status = status_to_tell(change.after, rulebook, change.requirements_after)
            params = {"offer": offer.name, "status": status, "before": change.before}
            code = "eligibility.status_raised" if change.rises else "eligibility.status_lowered"
            told[code].append(Told(people, path, params))
    for code, each in told.items():
        notify_all(code, each)


def members_by_partner(partner_ids: Iterable[int]) -> dict[int, list[User]]:
    """The people of these partners. One query."""
    members: dict[int, list[User]] = {}
    for membership in Membership.objects.filter(partner__in=set(partner_ids)).select_related("user"):
        members.setdefault(membership.partner_id, []).append(membership.user)
    return members
