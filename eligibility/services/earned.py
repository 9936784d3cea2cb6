"""What a partner has earned, as programme admins enter it. Every act re-assesses and says which statuses it moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cosell.accounts.models import Partner, User
from cosell.accounts.permissions import demand, may_administer
from cosell.audit.services import record
from cosell.facts import say_facts_changed
from cosell.nudges import nudge
from eligibility.models import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    Designation,
    IsvConnectEnrolment,
    OfferStatus,
)
from eligibility.models.earned import Dated
from eligibility.tasks import warn_partner
from offers.models import Offer

Months = Mapping[date, Decimal | None]  # by the first day of each month, in USD; None: no figure


@dataclass(frozen=True, slots=True)
class Move:
    """An offer whose status an act changed, as codes."""

    offer: Offer
    before: str
    after: str


# --- Competencies, designations, enrolments ---------------------------------------------------------------------------


def save_competency(
    *,
    actor: User,
    partner: Partner,
    area: str,
    level: str,
    start: date,
    end: date | None = None,
    row: Competency | None = None,
) -> list[Move]:
    """Enter a competency, or change ``row``. Gives the offers whose status changes by it."""
    return _save(actor, row or Competency(partner=partner), area=area, level=level, start=start, end=end)


def save_designation(
    *,
    actor: User,
    partner: Partner,
    area: str,
    start: date,
    end: date | None = None,
    row: Designation | None = None,
) -> list[Move]:
    """Enter a solutions-partner designation, or change ``row``."""
    return _save(actor, row or Designation(partner=partner), area=area, start=start, end=end)


def save_enrolment(
    *,
    actor: User,
    partner: Partner,
    tier: str,
    start: date,
    end: date | None = None,
    row: IsvConnectEnrolment | None = None,
) -> list[Move]:
    """Enter an enrolment in ISV Connect, or change ``row``."""
    return _save(actor, row or IsvConnectEnrolment(partner=partner), tier=tier, start=start, end=end)


@transaction.atomic
def _save(actor: User, row: Any, **values: Any) -> list[Move]:
    demand(may_administer(actor))
    if values["end"] and values["end"] < values["start"]:
        raise ValidationError({"end": _("It cannot end before it starts.")})
    is_new = row.pk is None
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    _record_dated("entered" if is_new else "changed", actor, row)
    return _reassess(row.partner)


@transaction.atomic
def remove_earned(*, actor: User, row: Competency | Designation | IsvConnectEnrolment) -> list[Move]:
    """Remove what was entered by mistake; what has ended gets an end instead."""
    demand(may_administer(actor))
    partner = row.partner
    _record_dated("removed", actor, row)
    row.delete()
    return _reassess(partner)


def _record_dated(act: str, actor: User, row: Dated) -> None:
    row_of: Any = row
    record(
        f"eligibility.{row._meta.model_name}_{act}",
        actor=actor,
        subject=str(row),
        partner=row_of.partner,
        start=row.start.isoformat(),
        end=row.end.isoformat() if row.end else None,
    )


# --- Months of revenue ------------------------------------------------------------------------------------------------


@transaction.atomic
def save_consumed_revenue(*, actor: User, partner: Partner, months: Months) -> list[Move]:
    """Write a partner's Azure Consumed Revenue of these months; None takes a month's figure away."""
    demand(may_administer(actor))
    _write_months(AzureConsumedRevenue, {"partner": partner}, months)
    record(
        "eligibility.consumed_revenue_entered",
        actor=actor,
        partner=partner,
        subject=partner.name,
        **_shown(months),
    )
    return _reassess(partner)


@transaction.atomic
def save_billed_revenue(*, actor: User, offer: Offer, months: Months) -> list[Move]:
    """Write an offer's revenue billed through the marketplace in these months; None takes a month's figure away."""
    demand(may_administer(actor))
    _write_months(BilledRevenue, {"offer": offer}, months)
    record(
        "eligibility.billed_revenue_entered",
        actor=actor,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        subject=offer.name,
        **_shown(months),
    )
    return _reassess(offer.partner, offer)


def _write_months(
    model: type[AzureConsumedRevenue | BilledRevenue], owner: Mapping[str, Any], months: Months
) -> None:
    rows: Any = model._default_manager
    gone = [month for month, usd in months.items() if usd is None]
    rows.filter(**owner, month__in=gone).delete()
    rows.bulk_create(
        [
            model(**owner, month=month.replace(day=1), usd=usd)
            for month, usd in months.items()
            if usd is not None
        ],
        update_conflicts=True,
        unique_fields=[*owner, "month"],
        update_fields=["usd"],
    )


def _shown(months: Months) -> dict[str, Any]:
    return {
        "months": {f"{month:%Y-%m}": None if usd is None else f"{usd:f}" for month, usd in months.items()}
    }


# --- What it moves ----------------------------------------------------------------------------------------------------


def _reassess(partner: Partner, offer: Offer | None = None) -> list[Move]:
    """Say what changed and give the statuses that moved by it."""
    scope: dict[str, Any] = {"offer": offer} if offer else {"offer__partner": partner}
    standings = OfferStatus.objects.filter(**scope)
    before = dict(standings.values_list("offer_id", "status"))
    if offer:
        say_facts_changed(offers=[offer.pk])
    else:
        say_facts_changed(partners=[partner.pk])
    nudge(warn_partner, partner.pk)
    now = standings.select_related("offer").order_by("offer__name", "offer_id")
    return [
        Move(row.offer, before[row.pk], row.status)
        for row in now
        if row.pk in before and before[row.pk] != row.status
    ]
