"""Telling partners what an activation did to their offers: each person once, whatever the number of offers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse

from cosell.accounts.models import Membership, User
from cosell.notifications.services import notify
from eligibility.models import JobChange
from eligibility.queries import status_to_tell_of
from eligibility.services.changes import RANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eligibility.models import RulebookJob

PEOPLE_AT_ONCE = 100


def tell_partners(job: RulebookJob, *, after: int) -> int | None:
    """Tell the next people, in the order of their keys after ``after``; the last key, or None if all know it."""
    touched = JobChange.objects.filter(job=job).values("offer__partner")
    people = User.objects.filter(pk__gt=after, memberships__partner__in=touched).order_by("pk").distinct()
    some = list(people[:PEOPLE_AT_ONCE])
    if not some:
        return None
    partners = _partners_of(some)
    changes = _changes_of(job, set().union(*partners.values()))
    for person in some:
        _tell(job, person, [change for pk in partners[person.pk] for change in changes.get(pk, ())])
    return some[-1].pk


def _partners_of(people: Sequence[User]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for user_id, partner_id in Membership.objects.filter(user__in=people).values_list("user", "partner"):
        found[user_id].add(partner_id)
    return found


def _changes_of(job: RulebookJob, partner_ids: set[int]) -> dict[int, list[JobChange]]:
    """By partner. One query."""
    rows = JobChange.objects.filter(job=job, offer__partner__in=partner_ids).select_related("offer")
    found: dict[int, list[JobChange]] = defaultdict(list)
    for row in rows.defer("reasons"):
        found[row.offer.partner_id].append(row)
    return found


def _tell(job: RulebookJob, person: User, changes: Sequence[JobChange]) -> None:
    """One notice: about the offer, where it is one; else how many rise, keep their status for now, and fall."""
    kept = [change for change in changes if change.kept_until]
    rose = [change for change in changes if RANK[change.after] > RANK[change.before]]
    lost = len(changes) - len(rose) - len(kept)
    until = max((str(change.kept_until) for change in kept), default="")
    if len(changes) == 1:
        _tell_of_one(job, person, changes[0])
    elif changes:
        notify(
            "eligibility.activation_kept" if kept else "eligibility.activation",
            [person],
            path=reverse("eligibility:offer_list"),
            rulebook=job.rulebook.name,
            rose=len(rose),
            kept=len(kept),
            lost=lost,
            until=until,
        )


def _tell_of_one(job: RulebookJob, person: User, change: JobChange) -> None:
    rose = RANK[change.after] > RANK[change.before]
    code = (
        "activation_one_kept"
        if change.kept_until
        else "activation_one_rose"
        if rose
        else "activation_one_lost"
    )
    notify(
        f"eligibility.{code}",
        [person],
        path=reverse("eligibility:offer_overview", args=[change.offer.public_id]),
        rulebook=job.rulebook.name,
        offer=change.offer.name,
        before=change.before,
        status=status_to_tell_of(change.offer, change.after),
        until=str(change.kept_until or ""),
    )
