"""Warnings ahead: what offers will lose by time alone, told 90, 30 and 7 days before, each once for each cause.

The rules are asked again as of later days (``outlook.losses``); nothing here knows when a requirement is met. A run
may be repeated at any time: what was told is in the row, and rows are locked by way of their offers' standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cosell.accounts.models import Membership, User
from cosell.notifications.services import Told, notify_all
from eligibility.facts.reading import read_facts
from eligibility.models import IsvConnectEnrolment, OfferStatus, Status, StatusWarning
from eligibility.outlook.losses import Ahead, losses_ahead
from eligibility.queries import rulebook_in_force, rules_of
from eligibility.rules.facts import Enrolment, Period
from eligibility.services.assessing import BATCH, today
from offers.models import Offer

if TYPE_CHECKING:
    from eligibility.outlook.losses import Loss

THRESHOLDS = (90, 30, 7)  # days before, the earliest first


def warn_all() -> int:
    """Every offer that can lose something, a batch a transaction; how many warnings were told."""
    told, last = 0, 0
    while ids := _next(last):
        told += warn_offers(ids)
        last = ids[-1]
    return told


def warn_partner(partner_id: int) -> int:
    """The offers of one partner, whose facts have changed."""
    return warn_offers(Offer.objects.filter(partner=partner_id).values_list("pk", flat=True))


def _next(last: int) -> list[int]:
    """Primary keys in their order: offers that have a status, and those that a warning is open for."""
    warned = Exists(StatusWarning.objects.filter(offer=OuterRef("pk"), ended_on__isnull=True))
    rows = OfferStatus.objects.filter(~Q(status=Status.NOT_READY) | warned, pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def warn_offers(offer_ids: Iterable[int]) -> int:
    """Bring the warnings of these offers up to today and tell what is due. Constant queries for up to ``BATCH``."""
    day = today()
    ids = _locked(offer_ids)
    losses = _losses(ids, day)
    open_rows = {
        (row.offer_id, row.cause): row
        for row in StatusWarning.objects.filter(offer__in=ids, ended_on__isnull=True)
    }
    _end(open_rows.keys() - losses.keys(), open_rows, day)
    kept = [_expect(open_rows[key], loss) for key, loss in losses.items() if key in open_rows]
    new = [
        _expect(StatusWarning(offer_id=key[0], cause=loss.cause, began_on=day), loss)
        for key, loss in losses.items()
        if key not in open_rows
    ]
    due = [row for row in (*kept, *new) if _is_due(row, day)]
    for row in due:
        row.told_days = threshold_of((row.day - day).days)
    StatusWarning.objects.bulk_create(new)
    StatusWarning.objects.bulk_update(kept, ["day", "before", "after", "told_days"])
    _tell(due)
    return len(due)


def _locked(offer_ids: Iterable[int]) -> list[int]:
    """In the order of their keys, like every lock on these rows."""
    rows = OfferStatus.objects.filter(pk__in=offer_ids).order_by("pk").select_for_update()
    return list(rows.values_list("pk", flat=True))


# --- What is to be expected -------------------------------------------------------------------------------------------


def _losses(ids: Sequence[int], day: date) -> dict[tuple[int, str], Loss]:
    """By offer and cause, within the earliest threshold."""
    rules, until = rules_of(rulebook_in_force()), day + timedelta(days=THRESHOLDS[0])
    partners = dict(Offer.objects.filter(pk__in=ids).values_list("pk", "partner_id"))
    coming = _enrolments_to_come(set(partners.values()), day, until)
    return {
        (pk, loss.cause): loss
        for pk, facts in read_facts(ids, day)
        for loss in losses_ahead(Ahead(facts, until, coming.get(partners[pk], ())), rules)
    }


def _enrolments_to_come(partners: set[int], day: date, until: date) -> Mapping[int, list[Enrolment]]:
    """Those that begin after ``day``, by partner, in the order in which they begin."""
    found: dict[int, list[Enrolment]] = defaultdict(list)
    rows = IsvConnectEnrolment.objects.filter(partner__in=partners, start__gt=day, start__lte=until)
    for row in rows.order_by("start", "pk"):
        found[row.partner_id].append(Enrolment(row.tier, Period(row.start, row.end)))
    return found


def _expect(row: StatusWarning, loss: Loss) -> StatusWarning:
    """The row with what is expected today: the day may have moved."""
    row.day, row.before, row.after = loss.day, loss.before, loss.after
    return row


def threshold_of(days: int) -> int | None:
    """The least threshold that so many days are within: 90 for 31 to 90, 30 for 8 to 30, 7 below."""
    return min((each for each in THRESHOLDS if days <= each), default=None)


def _is_due(row: StatusWarning, day: date) -> bool:
    threshold = threshold_of((row.day - day).days)
    return threshold is not None and (row.told_days is None or threshold < row.told_days)


# --- Storing and telling ----------------------------------------------------------------------------------------------


def _end(keys: Iterable[tuple[int, str]], rows: Mapping[tuple[int, str], StatusWarning], day: date) -> None:
    ended = [rows[key].pk for key in keys]
    if ended:
        StatusWarning.objects.filter(pk__in=ended).update(ended_on=day)


def _tell(rows: Sequence[StatusWarning]) -> None:
    """Each member of the partner once for each warning."""
    if not rows:
        return
    offers = Offer.objects.in_bulk([row.offer_id for row in rows])
    members = _members({offer.partner_id for offer in offers.values()})
    notify_all(
        "eligibility.status_warning",
        [_told(row, offers[row.offer_id], members.get(offers[row.offer_id].partner_id, ())) for row in rows],
    )


def _told(row: StatusWarning, offer: Offer, members: Iterable[User]) -> Told:
    path = reverse("eligibility:offer_overview", args=[offer.public_id])
    params = {"offer": offer.name, "status": row.before, "day": row.day.isoformat(), "cause": row.cause}
    return Told(members, path, params)


def _members(partner_ids: set[int]) -> dict[int, list[User]]:
    members: dict[int, list[User]] = {}
    for membership in Membership.objects.filter(partner__in=partner_ids).select_related("user"):
        members.setdefault(membership.partner_id, []).append(membership.user)
    return members
