"""A file of contacts that was uploaded and may replace an offer's contacts."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from offers.models.offer import Offer


class ContactImport(models.Model):
    """``table`` holds the file's cells as they were read, until they have replaced the contacts or another file came.

    Its shape is that of ``offers.contacts_import.Table.to_json``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="contact_imports")
    file_name = models.CharField(max_length=255)
    table = models.JSONField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
