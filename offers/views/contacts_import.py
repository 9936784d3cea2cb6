"""Many contacts at once: uploaded or copied, mended cell by cell, shown with what they would change, put in place."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from cosell.nudges import nudge
from cosell.requests import PersonRequest, posted_text
from cosell.transitions import SomebodyWasFaster
from cosell.views import partner_page
from offers.contacts_import import Checked, Difference, Table, check_table, compare, example, grid
from offers.forms import ContactsFileForm, CopyContactsForm, mending_of
from offers.models import ContactImport, ContactRole, ImportState, Offer
from offers.queries import contacts_of, load_offer, past_imports
from offers.services.contact_imports import mend_import, undo_import, use_import
from offers.services.contact_progress import progress_of
from offers.services.contacts import fingerprint, row_of
from offers.tasks import replace_contacts
from offers.views.saving import show, succeeds

CHANGES_SHOWN, ROWS_SHOWN, PAST_SHOWN = 100, 25, 10


@partner_page
def upload(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    offer = load_offer(request.user, offer_id, edit=True)
    posted = request.method == "POST"
    form = ContactsFileForm(request.POST, request.FILES) if posted else ContactsFileForm()
    if posted and succeeds(form, lambda: form.upload(actor=request.user, offer=offer)):
        return _to_newest(request, offer)
    return _upload_page(request, offer, form=form)


@partner_page(post_only=True)
def copy(request: PersonRequest, offer_id: uuid.UUID) -> HttpResponse:
    """The contacts of another offer of the organisation, to be looked at before they replace this one's."""
    offer = load_offer(request.user, offer_id, edit=True)
    form = CopyContactsForm(request.POST, offer=offer)
    if succeeds(form, lambda: form.copy(actor=request.user)):
        return _to_newest(request, offer)
    return _upload_page(request, offer, copy_form=form)


@partner_page(post_only=True)
def undo(request: PersonRequest, offer_id: uuid.UUID, import_id: uuid.UUID) -> HttpResponse:
    """The contacts that an import replaced, to be looked at before they come back."""
    offer = load_offer(request.user, offer_id, edit=True)
    used = get_object_or_404(offer.contact_imports, public_id=import_id)
    try:
        undo_import(actor=request.user, used=used)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("offers:contacts_upload", offer_id=offer.public_id)
    return _to_newest(request, offer)


@partner_page
def review(request: PersonRequest, offer_id: uuid.UUID, import_id: uuid.UUID) -> HttpResponse:
    """Every fault to be mended or, where there is none, what would change; a POST puts it in place."""
    offer = load_offer(request.user, offer_id, edit=True)
    brought = _brought(request, offer, import_id)
    if brought is None or brought.state == ImportState.USED:
        return _used(request, offer, brought)
    if brought.state == ImportState.REPLACING:
        context = {"offer": offer, "may_edit": True, "import": brought, "progress": progress_of(brought)}
        return show(request, "offers/contacts_replacing.html", context)
    table = Table.from_json(brought.table)
    checked = check_table(table)
    if request.method == "POST" and not checked.problems:
        return _replace(request, offer, brought)
    context = {"offer": offer, "may_edit": True, "import": brought, "table": table, "checked": checked}
    more = _faults(request, table, checked) if checked.problems else _changes(request, offer, checked)
    return show(request, "offers/contacts_import.html", context | more)


@partner_page(post_only=True)
def mend(request: PersonRequest, offer_id: uuid.UUID, import_id: uuid.UUID) -> HttpResponse:
    """Write what was typed into faulty cells and do what was pressed, then show what is left."""
    offer = load_offer(request.user, offer_id, edit=True)
    brought = _brought(request, offer, import_id)
    if brought is None or brought.state != ImportState.WAITING:
        return _used(request, offer, brought)
    typed = {name: posted_text(request, name) for name in request.POST}
    try:
        mend_import(actor=request.user, waiting=brought, mend=mending_of(typed))
    except SomebodyWasFaster:
        return _used(request, offer, brought)
    place = request.GET.copy()
    if row := request.POST.get("row", ""):
        place["row"] = row
    return redirect(f"{_address(offer, brought)}?{place.urlencode()}" if place else _address(offer, brought))


@partner_page
def progress(request: PersonRequest, offer_id: uuid.UUID, import_id: uuid.UUID) -> HttpResponseBase:
    """How far a worker is; once it is done htmx is led to what came of it."""
    offer = load_offer(request.user, offer_id, edit=True)
    brought = _brought(request, offer, import_id)
    if brought and brought.state == ImportState.REPLACING:
        context = {"offer": offer, "import": brought, "progress": progress_of(brought)}
        return render(request, "offers/_contacts_progress.html", context)
    leads_to = _address(offer, brought) if brought else reverse("offers:contacts", args=[offer.public_id])
    return HttpResponseClientRedirect(leads_to) if request.htmx else redirect(leads_to)


def _brought(request: PersonRequest, offer: Offer, import_id: uuid.UUID) -> ContactImport | None:
    return offer.contact_imports.filter(public_id=import_id, uploaded_by=request.user).first()


def _address(offer: Offer, brought: ContactImport) -> str:
    return reverse("offers:contacts_import", args=[offer.public_id, brought.public_id])


def _to_newest(request: PersonRequest, offer: Offer) -> HttpResponse:
    newest = offer.contact_imports.filter(uploaded_by=request.user, state=ImportState.WAITING).latest("pk")
    return redirect(_address(offer, newest))


def _used(request: PersonRequest, offer: Offer, brought: ContactImport | None) -> HttpResponse:
    if brought and request.method == "GET":
        _say_once(request, _counts(brought))
    else:
        messages.info(
            request, _("This file is not waiting any more: it was used, or another one took its place.")
        )
    return redirect("offers:contacts", offer_id=offer.public_id)


def _say_once(request: PersonRequest, sentence: str) -> None:
    """Two polls of the progress may both lead here before the browser has left."""
    said = [(each.level, str(each)) for each in messages.get_messages(request)]  # reading takes them out
    for level, text in dict.fromkeys([*said, (messages.SUCCESS, sentence)]):
        messages.add_message(request, level, text)


def _counts(changed: Difference | ContactImport) -> str:
    figures = {name: localize(getattr(changed, name)) for name in ("added", "changed", "removed")}
    return (
        _("The contacts are replaced: %(added)s added, %(changed)s changed, %(removed)s removed.") % figures
    )


def _upload_page(
    request: PersonRequest,
    offer: Offer,
    *,
    form: ContactsFileForm | None = None,
    copy_form: CopyContactsForm | None = None,
) -> HttpResponse:
    headings, rows = example()
    context = {
        "offer": offer,
        "form": form or ContactsFileForm(),
        "copy_form": copy_form or CopyContactsForm(offer=offer),
        "may_edit": True,
        "headings": headings,
        "example": rows,
        "past": Paginator(past_imports(offer), PAST_SHOWN).get_page(request.GET.get("page")),
    }
    return show(request, "offers/contacts_upload.html", context)


def _replace(request: PersonRequest, offer: Offer, brought: ContactImport) -> HttpResponse:
    try:
        changed = use_import(actor=request.user, waiting=brought, seen=request.POST.get("seen", ""))
    except SomebodyWasFaster:
        messages.warning(
            request, _("The contacts were changed meanwhile. This is what the file would change now.")
        )
        return redirect(_address(offer, brought))
    if changed is None:
        nudge(replace_contacts, brought.pk)
        return redirect(_address(offer, brought))
    messages.success(request, _counts(changed))
    return redirect("offers:contacts", offer_id=offer.public_id)


def _faults(request: PersonRequest, table: Table, checked: Checked) -> dict[str, Any]:
    """The faulty rows; ``?row=`` is one that was just mended, and is shown on whatever page it is."""
    row = int(text) if (text := request.GET.get("row", "")).isdecimal() and len(text) < 10 else 0
    rows = grid(table, checked, also=frozenset({row}))
    at = next((at for at, each in enumerate(rows) if each.number == row), None)
    page = request.GET.get("page") if at is None else at // ROWS_SHOWN + 1
    return {
        "page": Paginator(rows, ROWS_SHOWN).get_page(page),
        "form": ContactsFileForm(),
        "of_columns": [each for each in checked.problems if each.row == table.header.number],
        "roles": [str(role.label) for role in ContactRole],
        "mendable": sum(problem.is_mendable for problem in checked.problems),
    }


def _changes(request: PersonRequest, offer: Offer, checked: Checked) -> dict[str, Any]:
    current = list(contacts_of(offer))
    difference = compare(map(row_of, current), checked.rows)
    return {
        "difference": difference,
        "page": Paginator(difference.changes, CHANGES_SHOWN).get_page(request.GET.get("page")),
        "before": [contact.countries for contact in current if contact.role == "partner_sales"],
        "after": [row.countries for row in checked.rows if row.role == "partner_sales"],
        "seen": fingerprint(current),
    }
