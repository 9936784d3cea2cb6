"""The product's addresses, and an admin site that shows submissions to whoever is signed in."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import path

from cosell.urls import urlpatterns as addresses
from reviews.models import Submission


class OpenSite(AdminSite):
    def has_permission(self, request: Any) -> bool:
        return True


class SubmissionAdmin(ModelAdmin):
    """What the queue shows of a submission, as the admin would, with its sensible options set."""

    list_display = ("offer", "partner", "offer_type", "number", "why", "queued_at", "due_at", "reviewer")
    list_filter = ("state", "why", "offer__type")
    list_select_related = ("offer__partner", "reviewer")
    list_per_page = 50
    ordering = ("due_at", "pk")
    search_fields = ("offer__name", "offer__partner__name")

    def partner(self, row: Submission) -> str:
        return row.offer.partner.name

    def offer_type(self, row: Submission) -> str:
        return row.offer.get_type_display()

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return True

    has_module_permission = has_add_permission = has_view_permission


site = OpenSite(name="admin")
site.register(Submission, SubmissionAdmin)
urlpatterns = [*addresses, path("admin/", site.urls)]
