"""The request to work with a cloud specialist, for offer types without the co-sell option."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.models.choices import RequestState, RequestWhy
from offers.models.offer import Offer

OPEN_STATES = (RequestState.OPEN, RequestState.IN_PROGRESS)


class CloudSpecialistRequest(models.Model):
    """The partner files it; a reviewer works it as the specialist. The newest one of an offer counts.

    Its clock is that of the reviews (reviews/clock.py): working time runs since ``running_since``, and stands still
    while it waits for the partner; then ``due_at`` is empty.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    creation_key = models.UUIDField(null=True, unique=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="specialist_requests")
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.OPEN)
    needs = models.TextField(_("What you need"), max_length=2000)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    specialist = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.TextField(_("Outcome"), max_length=2000, blank=True)
    why = models.CharField(max_length=12, choices=RequestWhy, default=RequestWhy.NEW)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    handover_note = models.TextField(_("Note to the specialist"), max_length=1000, blank=True)
    running_since = models.DateTimeField(null=True)
    time_used = models.DurationField(default=timedelta)
    waiting_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="request_due"),
            models.Index(fields=["state", "closed_at"], name="request_closed"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["offer"],
                condition=models.Q(state__in=OPEN_STATES),
                name="one_open_specialist_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} · {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Not closed yet, so that no other one can be filed."""
        return self.state in OPEN_STATES
