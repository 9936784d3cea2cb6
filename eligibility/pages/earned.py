"""What a partner has earned, as pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eligibility.models import Competency, Designation, IsvConnectEnrolment
from eligibility.rules.months import last_ended_month
from eligibility.services.assessing import today

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from cosell.accounts.models import Partner
    from eligibility.models import AzureConsumedRevenue
    from offers.models import Offer

MODELS = {"competencies": Competency, "designations": Designation, "enrolments": IsvConnectEnrolment}
TITLES = {
    "competencies": gettext_lazy("Competencies"),
    "designations": gettext_lazy("Solutions-partner designations"),
    "enrolments": gettext_lazy("ISV Connect enrolments"),
}
# What each bears on.
REQUIREMENTS = {
    "competencies": ("gold_competency",),
    "designations": ("solutions_partner_designation",),
    "enrolments": ("isv_connect_enrolment", "isv_connect_premium"),
}
USD: DecimalField[Any, Any] = DecimalField(max_digits=16, decimal_places=2)


@dataclass(frozen=True, slots=True)
class Period:
    """A competency, designation or enrolment with where it stands today."""

    row: Any
    label: str
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    title: _StrOrPromise
    periods: Sequence[Period]


def periods_of(partner: Partner) -> list[Kind]:
    """Everything with a beginning and an end, by kind. Three queries."""
    day = today()
    found: dict[str, Any] = {
        "competencies": partner.competencies,
        "designations": partner.designations,
        "enrolments": partner.isv_connect_enrolments,
    }
    return [
        Kind(code, TITLES[code], [_period(row, day) for row in rows.all()]) for code, rows in found.items()
    ]


def _period(row: Any, day: date) -> Period:
    label = f"{row.area} · {row.get_level_display()}" if isinstance(row, Competency) else str(row)
    if row.start > day:
        return Period(row, label, "scheduled", _("To come"))
    if row.end and row.end < day:
        return Period(row, label, "expired", _("Ended"))
    return Period(row, label, "active", _("Active"))


def months_of(partner: Partner) -> list[AzureConsumedRevenue]:
    """The figures of the last three years, the newest first."""
    return list(partner.azure_consumed_revenue.order_by("-month")[:36])


def with_billed_revenue(offers: QuerySet[Offer], day: date) -> QuerySet[Offer]:
    """Each offer with ``billed_total``, over all months that have ended, and ``billed_year``, over the last twelve."""
    last = last_ended_month(day)
    newest, oldest = _first_day(last), _first_day(last - 11)
    ended = Q(billed_revenue__month__lte=newest)
    return offers.annotate(
        billed_total=_sum(ended),
        billed_year=_sum(ended & Q(billed_revenue__month__gte=oldest)),
    )


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _sum(condition: Q) -> Coalesce:
    return Coalesce(Sum("billed_revenue__usd", filter=condition), Value(Decimal("0.00")), output_field=USD)
