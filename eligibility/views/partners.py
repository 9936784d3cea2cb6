"""Partners in the programme, and what an admin enters for one of them."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cosell.accounts.models import Partner
from cosell.kept_posts import posted_or_kept
from cosell.lists import page_of
from cosell.views import admin_page
from eligibility.figures import OLDEST_MONTH, add_months, month_of, months_back
from eligibility.forms.earned import FORMS, MonthsForm, PeriodForm
from eligibility.forms.filters import PartnerFilter
from eligibility.pages.charting import billed_revenue_chart, consumed_revenue_chart
from eligibility.pages.earned import MODELS, REQUIREMENTS, TITLES, periods_of, with_billed_revenue
from eligibility.pages.expected import expected_of_partner, with_warnings
from eligibility.pages.offer_lists import with_standing
from eligibility.pages.partner_lists import PARTNER_SORTS, find_partners
from eligibility.queries import rulebook_for, rulebook_in_force, status_name
from eligibility.services import earned
from eligibility.services.assessing import today
from offers.models import Offer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse, HttpResponseBase

    from cosell.requests import PersonRequest
    from eligibility.services.earned import Move

SHOWN_MONTHS = 18
OFFER_SORTS = {"name": ("name", "pk"), "counts": ("billed_total", "pk"), "year": ("billed_year", "pk")}


@admin_page
def partners(request: PersonRequest) -> HttpResponse:
    """Every partner organisation with its offers by status."""
    filters = PartnerFilter(request.GET)
    page = page_of(request, find_partners(filters.asked), sorts=PARTNER_SORTS, default="name")
    return render(request, "eligibility/partners.html", {"page": page, "filters": filters})


@admin_page
def partner(request: PersonRequest, partner_id: uuid.UUID) -> HttpResponse:
    """What a partner has earned, with everything that an admin can enter."""
    one = get_object_or_404(Partner, public_id=partner_id)
    offers = with_billed_revenue(with_warnings(with_standing(Offer.objects.filter(partner=one))), today())
    context = {
        "partner": one,
        "expected": expected_of_partner(one, rulebook_for(request)),
        "periods": periods_of(one),
        "chart": consumed_revenue_chart(one, width=680),
        "page": page_of(request, offers, sorts=OFFER_SORTS, default="name"),
    }
    return render(request, "eligibility/partner.html", context)


# --- Competencies, designations, enrolments ---------------------------------------------------------------------------


@admin_page
def add_earned(request: PersonRequest, partner_id: uuid.UUID, kind: str) -> HttpResponseBase:
    """Enter a competency, a designation or an enrolment."""
    one, form_class = _partner_and_form(partner_id, kind)
    form = form_class(posted_or_kept(request))
    return _edit_period(request, one, kind, form)


@admin_page
def change_earned(
    request: PersonRequest, partner_id: uuid.UUID, kind: str, row_id: uuid.UUID
) -> HttpResponseBase:
    """Change one that was entered."""
    one, form_class = _partner_and_form(partner_id, kind)
    row = get_object_or_404(MODELS[kind], partner=one, public_id=row_id)
    now = {name: getattr(row, name) for name in form_class.base_fields}
    return _edit_period(request, one, kind, form_class(posted_or_kept(request), initial=now), row)


@admin_page(post_only=True)
def remove_earned(
    request: PersonRequest, partner_id: uuid.UUID, kind: str, row_id: uuid.UUID
) -> HttpResponseBase:
    """Remove one that was entered by mistake."""
    one, _form_class = _partner_and_form(partner_id, kind)
    row: Any = get_object_or_404(MODELS[kind], partner=one, public_id=row_id)
    say_moves(
        request, _("%(what)s is removed.") % {"what": row}, earned.remove_earned(actor=request.user, row=row)
    )
    return redirect("eligibility:partner", one.public_id)


def _partner_and_form(partner_id: uuid.UUID, kind: str) -> tuple[Partner, type[PeriodForm]]:
    if kind not in FORMS:
        raise Http404
    return get_object_or_404(Partner, public_id=partner_id), FORMS[kind]


def _edit_period(
    request: PersonRequest, one: Partner, kind: str, form: PeriodForm, row: Any = None
) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        moves = form.save(actor=request.user, partner=one, row=row)
        say_moves(request, _("Saved."), moves)
        return redirect("eligibility:partner", one.public_id)
    context = {"partner": one, "kind": kind, "title": TITLES[kind], "form": form, "row": row}
    return render(request, "eligibility/earned_form.html", {**context, "requirements": REQUIREMENTS[kind]})


# --- Months of revenue ------------------------------------------------------------------------------------------------


@admin_page
def consumed_revenue(request: PersonRequest, partner_id: uuid.UUID) -> HttpResponseBase:
    """A partner's Azure Consumed Revenue, a grid of months."""
    one = get_object_or_404(Partner, public_id=partner_id)
    form = _months_form(request, one.azure_consumed_revenue)
    if request.method == "POST" and form.is_valid():
        moves = earned.save_consumed_revenue(actor=request.user, partner=one, months=form.changes)
        return _saved_months(request, one, form, moves)
    context = {"partner": one, "form": form, "chart": consumed_revenue_chart(one), **_years(form)}
    return render(request, "eligibility/consumed_revenue.html", context)


@admin_page
def billed_revenue(request: PersonRequest, partner_id: uuid.UUID, offer_id: uuid.UUID) -> HttpResponseBase:
    """What was billed for an offer, a grid of months."""
    offers = Offer.objects.select_related("partner")
    offer = get_object_or_404(offers, partner__public_id=partner_id, public_id=offer_id)
    form = _months_form(request, offer.billed_revenue)
    if request.method == "POST" and form.is_valid():
        moves = earned.save_billed_revenue(actor=request.user, offer=offer, months=form.changes)
        return _saved_months(request, offer.partner, form, moves)
    context = {"partner": offer.partner, "offer": offer, "form": form, "chart": billed_revenue_chart(offer)}
    return render(request, "eligibility/billed_revenue.html", {**context, **_years(form)})


def _months_form(request: PersonRequest, rows: Any) -> MonthsForm:
    months = months_back(_newest_month(request), SHOWN_MONTHS)
    stored: Mapping[date, Decimal] = dict(rows.filter(month__in=months).values_list("month", "usd"))
    return MonthsForm(posted_or_kept(request), months=months, stored=stored)


def _newest_month(request: PersonRequest) -> date:
    """``?until=2020-06`` shows the months up to then; anything else those up to this month."""
    this_month = today().replace(day=1)
    try:
        asked = month_of(request.GET.get("until", ""))
    except ValueError:
        return this_month
    return asked if OLDEST_MONTH <= asked <= this_month else this_month


def _years(form: MonthsForm) -> dict[str, str]:
    """Where the grid goes on: the months before, and those after unless these are the newest."""
    this_month = today().replace(day=1)
    older = add_months(form.months[0], -1)
    newer = min(add_months(form.months[-1], SHOWN_MONTHS), this_month)
    return {
        "older": f"?until={older:%Y-%m}" if older >= OLDEST_MONTH else "",
        "newer": f"?until={newer:%Y-%m}" if newer > form.months[-1] else "",
    }


def _saved_months(
    request: PersonRequest, one: Partner, form: MonthsForm, moves: list[Move]
) -> HttpResponseBase:
    count = len(form.changes)
    said = ngettext("One month is saved.", "%(count)s months are saved.", count) % {"count": count}
    say_moves(request, said if count else _("Nothing was changed."), moves)
    return redirect("eligibility:partner", one.public_id)


def say_moves(request: PersonRequest, saved: str, moves: list[Move]) -> None:
    """Say what was saved and which statuses it changed."""
    rulebook = rulebook_in_force()
    lines = [
        _("%(offer)s: %(before)s → %(after)s")
        % {
            "offer": move.offer.name,
            "before": status_name(move.before, rulebook),
            "after": status_name(move.after, rulebook),
        }
        for move in moves
    ]
    counted = ngettext(
        "The status of one offer changes:", "The status of %(count)s offers changes:", len(moves)
    ) % {"count": len(moves)}
    messages.success(request, f"{saved} {counted} {'; '.join(lines)}." if moves else saved)
