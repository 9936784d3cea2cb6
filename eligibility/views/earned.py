"""What an organisation has earned, for its members to read; Microsoft's people read it too."""

from __future__ import annotations

import uuid
from itertools import chain
from typing import TYPE_CHECKING

from django.shortcuts import render

from cosell.accounts.permissions import load_partner
from cosell.lists import page_of
from cosell.views import partner_or_staff_page
from eligibility.pages.charting import consumed_revenue_chart
from eligibility.pages.earned import REQUIREMENTS, months_of, periods_of, with_billed_revenue
from eligibility.services.assessing import today
from offers.models import Offer

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest

SORTS = {"name": ("name", "pk"), "counts": ("billed_total", "pk"), "year": ("billed_year", "pk")}


@partner_or_staff_page
def earned(request: PersonRequest, partner_id: uuid.UUID) -> HttpResponse:
    """Competencies, designations, enrolments, Azure Consumed Revenue by month, billed revenue by offer."""
    partner = load_partner(request.user, partner_id)
    offers = with_billed_revenue(Offer.objects.filter(partner=partner), today())
    context = {
        "partner": partner,
        "periods": periods_of(partner),
        "requirements": ("azure_consumed_revenue", "billed_revenue", *chain(*REQUIREMENTS.values())),
        "chart": consumed_revenue_chart(partner, width=680),
        "months": months_of(partner),
        "page": page_of(request, offers, sorts=SORTS, default="name"),
        "may_enter": request.user.is_programme_admin,
    }
    return render(request, "eligibility/earned.html", context)
