"""The cloud-specialist tab: ask for one, and follow what becomes of it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.requests import PersonRequest
from cosell.views import partner_or_staff_page
from offers.forms import RequestForm
from offers.permissions import may_edit_offer
from offers.queries import load_offer, requests_of
from offers.views.saving import show, succeeds


@partner_or_staff_page
def specialist(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=request.method == "POST")
    form = RequestForm(posted_or_kept(request))
    if request.method == "POST" and succeeds(form, lambda: form.file(actor=request.user, offer=offer)):
        messages.success(request, _("Your request is filed. You will be told when a specialist takes it."))
        return redirect("offers:specialist", offer_id=offer.public_id)
    requests = list(requests_of(offer))
    context = {
        "offer": offer,
        "form": form,
        "requests": requests,
        "newest": requests[0] if requests else None,
        "may_edit": bool(may_edit_offer(request.user, offer)),
    }
    return show(request, "offers/specialist.html", context)
