"""Contacts that may replace an offer's contacts, or have: from a file, from another offer, or those of before."""

import uuid
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.models.offer import Offer

KEPT_DAYS: Final = 30  # an import can be undone for so long


class ImportSource(models.TextChoices):
    FILE = "file", _("File")
    OFFER = "offer", _("Copied from another offer")
    UNDO = "undo", _("Undone")


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    REPLACING = "replacing", _("Being carried out")
    USED = "used", _("Carried out")


class ContactImport(models.Model):
    """While it waits ``table`` holds the cells, as ``offers.contacts_import.Table.to_json`` gives them. Once it is
    used ``before`` holds the contacts that it replaced, as lists of ``ContactRow``'s fields, and ``table`` nothing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="contact_imports")
    source = models.CharField(max_length=8, choices=ImportSource, default=ImportSource.FILE)
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.WAITING)
    file_name = models.CharField(max_length=255)  # or the other offer's name
    table = models.JSONField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    undoes = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="undone_by"
    )
    seen = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=list, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
