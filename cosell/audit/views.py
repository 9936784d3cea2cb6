"""The audit log, for programme admins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from cosell.audit.forms import LogFilter
from cosell.audit.models import AuditEntry
from cosell.audit.queries import find_entries
from cosell.audit.services import first_broken_seal
from cosell.lists import page_of
from cosell.views import admin_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest

PAGE_SIZE = 50


@admin_page
def log(request: PersonRequest) -> HttpResponse:
    """Who did what, the newest first. ``?verify=1`` checks every seal from the first entry on."""
    filters = LogFilter(request.GET)
    page = page_of(
        request, find_entries(filters.asked), sorts={"at": ("at", "pk")}, default="-at", size=PAGE_SIZE
    )
    context = {"page": page, "filters": filters, "verify": "verify" in request.GET}
    if context["verify"]:
        context["broken"] = first_broken_seal()
        context["sealed"] = AuditEntry.objects.filter(sealed_number__isnull=False).count()
        context["unsealed"] = AuditEntry.objects.filter(sealed_number__isnull=True).count()
    return render(request, "audit/log.html", context)
