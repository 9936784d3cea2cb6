"""A file of contacts: uploaded, shown with its faults or with what it would change, then put in place."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cosell.requests import PersonRequest
from cosell.transitions import SomebodyWasFaster
from cosell.views import partner_page
from offers.contacts_import import Checked, Table, check_table, compare, example
from offers.forms import ContactsFileForm
from offers.models import ContactImport, Offer
from offers.queries import contacts_of, load_offer
from offers.services.contacts import fingerprint, replace_contacts, row_of
from offers.views.saving import show, succeeds

PAGE_SIZE = 100


@partner_page
def upload(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=True)
    posted = request.method == "POST"
    form = ContactsFileForm(request.POST, request.FILES) if posted else ContactsFileForm()
    if posted and succeeds(form, lambda: form.upload(actor=request.user, offer=offer)):
        newest = offer.contact_imports.filter(uploaded_by=request.user).latest("pk")
        return redirect("offers:contacts_import", offer_id=offer.public_id, import_id=newest.public_id)
    headings, rows = example()
    context = {"offer": offer, "form": form, "may_edit": True, "headings": headings, "example": rows}
    return show(request, "offers/contacts_upload.html", context)


@partner_page
def review(request: PersonRequest, offer_id: uuid.UUID, import_id: uuid.UUID) -> HttpResponse:
    """Every fault of the file or, if it has none, what would change; a POST puts it in place."""
    offer = load_offer(request.user, offer_id, edit=True)
    brought = offer.contact_imports.filter(public_id=import_id, uploaded_by=request.user).first()
    if brought is None:
        messages.info(
            request, _("This file is not waiting any more: it was used, or another one took its place.")
        )
        return redirect("offers:contacts", offer_id=offer.public_id)
    checked = check_table(Table.from_json(brought.table))
    if request.method == "POST" and not checked.problems:
        return _replace(request, offer, brought, checked)
    return show(request, "offers/contacts_import.html", _context(request, offer, brought, checked))


def _replace(request: PersonRequest, offer: Offer, brought: ContactImport, checked: Checked) -> HttpResponse:
    try:
        changed = replace_contacts(
            actor=request.user, offer=offer, rows=checked.rows, seen=request.POST.get("seen", "")
        )
    except SomebodyWasFaster:
        messages.warning(
            request, _("The contacts were changed meanwhile. This is what the file would change now.")
        )
        return redirect("offers:contacts_import", offer_id=offer.public_id, import_id=brought.public_id)
    figures = {"added": changed.added, "changed": changed.changed, "removed": changed.removed}
    messages.success(
        request,
        _("The contacts are replaced: %(added)s added, %(changed)s changed, %(removed)s removed.") % figures,
    )
    return redirect("offers:contacts", offer_id=offer.public_id)


def _context(
    request: PersonRequest, offer: Offer, brought: ContactImport, checked: Checked
) -> dict[str, Any]:
    current = list(contacts_of(offer))
    difference = compare(map(row_of, current), checked.rows)
    rows = checked.problems or difference.changes
    return {
        "offer": offer,
        "may_edit": True,
        "import": brought,
        "table": Table.from_json(brought.table),
        "checked": checked,
        "difference": difference,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "before": [contact.countries for contact in current if contact.role == "partner_sales"],
        "after": [row.countries for row in checked.rows if row.role == "partner_sales"],
        "seen": fingerprint(current),
        "form": ContactsFileForm(),
    }
