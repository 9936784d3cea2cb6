"""The listing tab of *Co-sell with Microsoft*, and *Save draft* on the tabs that save by themselves."""

import uuid
from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cosell.kept_posts import page_it_came_from, posted_or_kept
from cosell.requests import PersonRequest
from cosell.views import partner_or_staff_page, partner_page
from offers.forms import ListingForm
from offers.permissions import may_edit_offer
from offers.queries import load_offer
from offers.views.saving import is_saved, show


@partner_or_staff_page
def listing(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=request.method == "POST")
    form = ListingForm(posted_or_kept(request), instance=copy(offer))
    if request.method == "POST" and is_saved(form, request.user):
        form.say_merged(request)
        messages.success(request, _("The draft is saved."))
        return redirect("offers:co_sell", offer_id=offer.public_id)
    context = {"offer": offer, "form": form, "may_edit": bool(may_edit_offer(request.user, offer))}
    return show(request, "offers/listing.html", context)


@partner_page(post_only=True)
def save_draft(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Documents, contacts and requests are saved as they are made: say so, and stay on the page."""
    offer = load_offer(request.user, offer_id, edit=True)
    messages.success(request, _("The draft is saved. Documents and contacts were saved as you added them."))
    start = reverse("offers:co_sell", kwargs={"offer_id": offer.public_id})
    return redirect(page_it_came_from(request, start))
