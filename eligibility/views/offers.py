"""Commercial Marketplace › Overview, and the overview of one offer."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

from cosell.accounts.context import current_partner
from cosell.accounts.permissions import may_edit_partner
from cosell.lists import page_of
from cosell.views import partner_or_staff_page
from eligibility.forms.filters import OfferFilter
from eligibility.pages.expected import with_warnings
from eligibility.pages.offer_lists import SORTS, counts_by_status, narrowed, with_standing
from eligibility.pages.overview import overview_of
from eligibility.pages.prospects import prospects_of
from eligibility.pages.report import report_of
from eligibility.queries import rulebook_for, status_names
from offers.models import Offer
from offers.permissions import may_edit_offer
from offers.queries import load_offer, offers_visible_to

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cosell.requests import PersonRequest


@partner_or_staff_page
def offer_list(request: PersonRequest) -> HttpResponse:
    """The offers of the current organisation; for Microsoft's people those of every partner."""
    mine = _in_view(request)
    names = status_names(rulebook_for(request))
    filters = OfferFilter(request.GET, names=names)
    found = with_warnings(with_standing(narrowed(mine, filters.asked)))
    default = "-changed" if request.user.is_staff_member else "name"
    context = {
        "page": page_of(request, found, sorts=SORTS, default=default),
        "default_sort": default,
        "filters": filters,
        "stats": _stats(mine, names),
        "any_offer": mine.exists(),
        "may_create": _may_create(request),
        "is_staff": request.user.is_staff_member,
    }
    return render(request, "eligibility/offer_list.html", context)


def _in_view(request: PersonRequest) -> QuerySet[Offer]:
    visible = offers_visible_to(request.user)
    if request.user.is_staff_member:
        return visible
    return visible.filter(partner=current_partner(request))


def _stats(offers: QuerySet[Offer], names: dict[str, str]) -> list[dict[str, Any]]:
    address = reverse("eligibility:offer_list")
    return [
        {"label": names[status], "value": count, "url": f"{address}?{urlencode({'status': status})}"}
        for status, count in counts_by_status(offers).items()
    ]


def _may_create(request: PersonRequest) -> bool:
    partner = current_partner(request)
    return partner is not None and bool(may_edit_partner(request.user, partner))


@partner_or_staff_page
def offer_overview(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """The ladder, every requirement with its figure and what to do, what comes next and what the status brings."""
    offer = load_offer(request.user, offer_id)
    may_edit = bool(may_edit_offer(request.user, offer))
    overview = overview_of(offer, may_edit=may_edit)
    context = {
        "offer": offer,
        "overview": overview,
        "prospects": prospects_of(offer, overview.standing, overview.rulebook, may_edit=may_edit),
        "may_edit": may_edit,
    }
    return render(request, "eligibility/offer_overview.html", context)


@partner_or_staff_page
def report(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """The status report, made for paper."""
    offer = load_offer(request.user, offer_id)
    context = {"offer": offer, "report": report_of(offer, reader=request.user)}
    return render(request, "eligibility/report.html", context)
