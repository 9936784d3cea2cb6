"""A second pair of eyes: which decisions need a second reviewer, and the partner's appeal against a decision."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from offers.models.choices import OfferType
from reviews.models.submission import Submission


class RuleKind(models.TextChoices):
    FIRST_INCENTIVIZED = "first_incentivized", _("The first incentivized status of a partner")
    AZURE_SHARE = "azure_share", _("A share on Azure within bounds")
    OFFER_TYPE = "offer_type", _("Every decision about a type of offer")
    STATUS_CHANGES = "status_changes", _("Every decision that changes the status")
    NEW_REVIEWER = "new_reviewer", _("The first decisions of a reviewer")


class SecondReviewRule(models.Model):
    """Decisions that a second reviewer has to confirm. Which of the figures count is said by ``kind``."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("Which decisions"), max_length=20, choices=RuleKind)
    offer_type = models.CharField(_("Offer type"), max_length=50, choices=OfferType, blank=True)
    share_from = models.DecimalField(
        _("Share from (%)"), null=True, blank=True, max_digits=5, decimal_places=2
    )
    share_to = models.DecimalField(_("Share to (%)"), null=True, blank=True, max_digits=5, decimal_places=2)
    decisions = models.PositiveSmallIntegerField(_("Number of decisions"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind=RuleKind.AZURE_SHARE)
                | models.Q(share_from__gte=0, share_to__lte=100, share_from__lte=models.F("share_to")),
                name="rule_share_has_bounds",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class AppealOutcome(models.TextChoices):
    OPEN = "open", pgettext_lazy("outcome of an appeal", "Open")
    UPHELD = "upheld", pgettext_lazy("outcome of an appeal", "Upheld")
    CHANGED = "changed", pgettext_lazy("outcome of an appeal", "Changed")
    WITHDRAWN = "withdrawn", pgettext_lazy("outcome of an appeal", "Withdrawn")


class Appeal(models.Model):
    """The partner asked for a second look at a decision, once.

    The decision it is about is kept: who made it and when, its clock, and ``first``, what was said of each item that
    was sent back (its verdict by the item's public id). It goes on counting until the second one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="appeals")
    reason = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    decision_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    due_at = models.DateTimeField(null=True)
    time_used = models.DurationField(default=timedelta)
    first = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10, choices=AppealOutcome, default=AppealOutcome.OPEN)
    answer = models.TextField(max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "decision_at"], name="one_appeal_a_decision")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.outcome}"
