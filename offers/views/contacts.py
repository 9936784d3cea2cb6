"""The contacts tab: a table in which contacts are added, changed and removed in place.

Every act has an address of its own, which answers with the whole page; htmx takes the part that changed out of it.
"""

import uuid
from collections.abc import Iterable
from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.lists import page_of
from cosell.requests import PersonRequest, without_nul
from cosell.views import partner_or_staff_page, partner_page
from offers.contacts_import import ContactRow, write_csv, write_xlsx
from offers.forms import ContactForm
from offers.models import Contact, Offer
from offers.permissions import may_edit_offer
from offers.queries import contacts_of, find_contact, find_contacts, load_offer
from offers.services.contacts import remove_contact, row_of
from offers.views.saving import is_saved, show

SORTS = {
    "name": ("name", "pk"),
    "email": ("email", "pk"),
    "job_title": ("job_title", "pk"),
    "role": ("role", "name", "pk"),
}
PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@partner_or_staff_page
def contacts(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id)
    return _page(request, offer)


@partner_page
def add(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=True)
    form = ContactForm(posted_or_kept(request), offer=offer)
    if merged := _merged(request, form):
        return merged
    if request.method == "POST" and is_saved(form, request.user):
        messages.success(request, _("%(name)s was added.") % {"name": form.instance.name})
        return redirect(_address_of(request, offer))
    return _page(request, offer, form=form)


@partner_page
def edit(request: PersonRequest, offer_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=True)
    contact = find_contact(offer, contact_id)
    if contact is None:
        return _gone(request, offer)
    form = ContactForm(posted_or_kept(request), instance=copy(contact), offer=offer)
    if merged := _merged(request, form):
        return merged
    if request.method == "POST" and is_saved(form, request.user):
        form.say_merged(request)
        messages.success(request, _("%(name)s is saved.") % {"name": form.instance.name})
        return redirect(_address_of(request, offer))
    return _page(request, offer, form=form, edited=contact)


def _merged(request: PersonRequest, form: ContactForm) -> HttpResponse | None:
    """Somebody chose to make one of two contacts who are the same person."""
    twin = form.merge(actor=request.user) if request.method == "POST" and "merge" in request.POST else None
    if twin is None:
        return None
    messages.success(request, _("%(name)s covers these countries too.") % {"name": twin.name})
    return redirect(_address_of(request, form.offer))


def _gone(request: PersonRequest, offer: Offer) -> HttpResponse:
    """Somebody removed the contact while it was edited: what was typed stands in the form for a new one."""
    if request.method != "POST":
        messages.info(request, _("This contact was removed already."))
        return redirect(_address_of(request, offer))
    messages.warning(request, _("Somebody removed this contact meanwhile. Saving adds it anew."))
    return _page(request, offer, form=ContactForm(request.POST, offer=offer), form_view="offers:contact_add")


@partner_page
def remove(request: PersonRequest, offer_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=True)
    contact = find_contact(offer, contact_id)
    if request.method != "POST" and contact:
        return _page(request, offer, leaving=contact)
    if contact:
        remove_contact(actor=request.user, contact=contact)
        messages.success(request, _("%(name)s was removed.") % {"name": contact.name})
    else:
        messages.info(request, _("This contact was removed already."))
    return redirect(_address_of(request, offer))


@partner_or_staff_page
def export(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """All contacts as CSV, or with ``?as=xlsx`` as a workbook; an import takes both back."""
    offer = load_offer(request.user, offer_id)
    name = slugify(offer.name)[:60] or "offer"
    return _download(request, map(row_of, contacts_of(offer)), f"{name}-contacts")


@partner_or_staff_page
def template(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """A file with nothing but the column names, to be filled in."""
    load_offer(request.user, offer_id)
    return _download(request, (), _("contacts"))


def _download(request: PersonRequest, rows: Iterable[ContactRow], name: str) -> HttpResponse:
    language = get_language() or "en"
    if request.GET.get("as") == "xlsx":
        data, media_type, extension = write_xlsx(rows, language=language), XLSX, "xlsx"
    else:
        data, media_type, extension = write_csv(rows, language=language), "text/csv; charset=utf-8", "csv"
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.{extension}"'
    return response


def _page(
    request: PersonRequest,
    offer: Offer,
    *,
    form: ContactForm | None = None,
    edited: Contact | None = None,
    leaving: Contact | None = None,
    form_view: str = "",
) -> HttpResponse:
    search = without_nul(request.GET.get("q", ""))
    page = page_of(request, find_contacts(offer, search), sorts=SORTS, default="name", size=PAGE_SIZE)
    shown = {contact.pk for contact in page}
    context: dict[str, Any] = {
        "offer": offer,
        "page": page,
        "search": search,
        "form": form,
        "edited": edited,
        "leaving": leaving,
        "on_page": bool(shown & {each.pk for each in (edited, leaving) if each}),
        "may_edit": bool(may_edit_offer(request.user, offer)),
        "list_url": _address_of(request, offer),
        "form_url": _address_of(request, offer, form_view) if form_view else request.get_full_path(),
        "query": _query(request),
    }
    return show(request, "offers/contacts.html", context)


def _address_of(request: PersonRequest, offer: Offer, view: str = "offers:contacts") -> str:
    return reverse(view, kwargs={"offer_id": offer.public_id}) + _query(request)


def _query(request: PersonRequest) -> str:
    """The search, order and page of the list, to stay there."""
    return f"?{request.GET.urlencode()}" if request.GET else ""
