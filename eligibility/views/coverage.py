"""Who covers which of the countries that count by the rulebook, and those without anybody given to somebody."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cosell.accounts.permissions import demand
from cosell.kept_posts import posted_or_kept
from cosell.requests import PersonRequest
from cosell.transitions import SomebodyWasFaster
from cosell.views import partner_or_staff_page
from eligibility.queries import asks_of, rulebook_for
from offers.forms import CoverageForm
from offers.permissions import may_edit_offer
from offers.queries import eligible_countries, load_offer
from offers.views.saving import show, succeeds


@partner_or_staff_page
def coverage(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id)
    may_edit = bool(may_edit_offer(request.user, offer))
    if request.method == "POST":
        demand(may_edit_offer(request.user, offer))
    eligible = eligible_countries(offer, asks_of(offer, rulebook_for(request)).eligible_countries)
    form = CoverageForm(posted_or_kept(request), offer=offer, eligible=eligible)
    if request.method == "POST":
        try:
            if succeeds(form, lambda: form.assign(actor=request.user)):
                messages.success(request, _("The countries are covered."))
                return redirect("eligibility:contacts_coverage", offer_id=offer.public_id)
        except SomebodyWasFaster as faster:
            messages.warning(request, str(faster))
    return show(
        request, "offers/contacts_coverage.html", {"offer": offer, "may_edit": may_edit, "form": form}
    )
