"""The append-only record of who did what."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from cosell.accounts.models import Partner


class AuditEntry(models.Model):
    """One act. ``record`` in services is the only way to write one; nothing changes or deletes them.

    Names are kept as they were, so that the history outlives accounts. The seal chains each entry to the one before
    it; a sealer does that in batches, so that writers never queue for each other.
    """

    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    actor_label = models.CharField(max_length=200, blank=True)
    partner = models.ForeignKey(
        Partner, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    offer_public_id = models.UUIDField(null=True, db_index=True)  # the offer that it concerns, if one
    subject_label = models.CharField(max_length=300, blank=True)
    staff_only = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    sealed_number = models.PositiveBigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            models.Index(
                fields=["id"], condition=models.Q(sealed_number__isnull=True), name="audit_unsealed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.action} {self.subject_label}"
