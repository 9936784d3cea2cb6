"""Creating an offer, and its properties."""

import uuid
from copy import copy

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cosell.accounts.context import current_partner
from cosell.accounts.permissions import demand, may_edit_partner
from cosell.kept_posts import posted_or_kept
from cosell.requests import PersonRequest
from cosell.views import partner_or_staff_page, partner_page
from offers.forms import CreateOfferForm, PropertiesForm
from offers.permissions import may_edit_offer
from offers.queries import load_offer
from offers.views.saving import is_saved, show


@partner_page
def create(request: PersonRequest) -> HttpResponse:
    partner = current_partner(request)
    if partner is None:  # left the organisation since the page's decorator looked
        raise Http404
    demand(may_edit_partner(request.user, partner))
    form = CreateOfferForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        offer = form.create(actor=request.user, partner=partner)
        messages.success(request, _("%(offer)s was created as a draft.") % {"offer": offer.name})
        return redirect("offers:co_sell", offer_id=offer.public_id)
    return show(request, "offers/create.html", {"form": form, "partner": partner})


@partner_or_staff_page
def properties(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=request.method == "POST")
    form = PropertiesForm(posted_or_kept(request), instance=copy(offer))
    if request.method == "POST" and is_saved(form, request.user):
        form.say_merged(request)
        messages.success(request, _("The properties are saved."))
        return redirect("offers:properties", offer_id=offer.public_id)
    context = {"offer": offer, "form": form, "may_edit": bool(may_edit_offer(request.user, offer))}
    return show(request, "offers/properties.html", context)
