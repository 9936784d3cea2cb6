"""What happened to an offer: its statuses with what made the difference, and everything that was recorded."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from cosell.audit.queries import entries_of_offer
from cosell.views import partner_or_staff_page
from eligibility.forms.filters import DayFilter, EventFilter
from eligibility.pages.moves import moves_in
from eligibility.pages.past import standing_on, status_history
from offers.queries import load_offer

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import HttpResponse

    from cosell.requests import PersonRequest

PAGE_SIZE = 25


@partner_or_staff_page
def history(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Everything recorded of the offer, or with ``?show=statuses`` each assessment that was another one.

    With ``&on=2020-10-05`` how it stood on that day.
    """
    offer = load_offer(request.user, offer_id)
    statuses = request.GET.get("show") == "statuses"
    filters = EventFilter(request.GET)
    context: dict[str, Any] = {
        "offer": offer,
        "filters": filters,
        "tabs": _tabs(request.path, statuses=statuses),
    }
    if statuses and (day := DayFilter(request.GET)).asked.get("on"):
        then = standing_on(offer, day.asked["on"])
        return render(request, "eligibility/status_on_day.html", {**context, "filters": day, "then": then})
    if statuses:
        page = Paginator(offer.assessments.select_related("rulebook").defer("facts"), PAGE_SIZE).get_page(
            request.GET.get("page")
        )
        return render(
            request,
            "eligibility/status_history.html",
            {**context, "filters": day, "page": page, "past": status_history(offer, page)},
        )
    entries = entries_of_offer(offer.public_id, for_staff=request.user.is_staff_member, asked=filters.asked)
    context["page"] = _page(request, entries)
    context["moves"] = moves_in(offer, context["page"])
    return render(request, "eligibility/history.html", context)


def _page(request: PersonRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def _tabs(path: str, *, statuses: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("Everything"), "url": path, "current": not statuses},
        {"label": _("Statuses and reasons"), "url": f"{path}?show=statuses", "current": statuses},
    ]
