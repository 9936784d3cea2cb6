"""What the queue stands on besides the submissions: holidays, conflicts of interest, saved filters, who reads what."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import Partner
from offers.models import CloudSpecialistRequest
from reviews.models.submission import Submission


class Holiday(models.Model):
    """A day on which nobody reviews, besides Saturdays and Sundays."""

    day = models.DateField(_("Day"), unique=True)
    name = models.CharField(_("Name"), max_length=80)

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class ConflictOfInterest(models.Model):
    """A reviewer's own word that they must not review what this organisation hands in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflicts")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["partner__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "partner"], name="one_conflict_a_partner")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.partner_id}"


class SavedFilter(models.Model):
    """A person's own view of the queue: the query string of its address, under a name."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("Name"), max_length=60)
    query = models.CharField(max_length=1000)
    is_default = models.BooleanField(_("Open the queue with it"), default=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="one_filter_a_name"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_default=True), name="one_default_filter"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """This person had the desk of this submission, or the page of this request, open at ``seen_at``."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, null=True, related_name="readers")
    request = models.ForeignKey(
        CloudSpecialistRequest, on_delete=models.CASCADE, null=True, related_name="readers"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "user"], name="one_presence_a_reader"),
            models.UniqueConstraint(fields=["request", "user"], name="one_presence_at_a_request"),
            models.CheckConstraint(
                condition=models.Q(submission__isnull=False, request__isnull=True)
                | models.Q(submission__isnull=True, request__isnull=False),
                name="presence_at_one_thing",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["seen_at"], name="presence_by_time")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.submission_id or self.request_id}"
