"""Grace periods: a status that an offer keeps for a while after a new rulebook has taken it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from eligibility.models.assessment import Status
from eligibility.models.rulebook import Rulebook
from offers.models import Offer

if TYPE_CHECKING:
    from datetime import date


class GraceEnd(models.TextChoices):
    OVER = "over", pgettext_lazy("end of a grace period", "The days are over")
    GIVEN_BACK = "given_back", pgettext_lazy("end of a grace period", "The rules give the status again")
    LOST = "lost", pgettext_lazy("end of a grace period", "The rulebook before would not give it either")


class GracePeriod(models.Model):
    """``rulebook`` took ``kept_status`` away on ``start``; it is shown up to and with the day ``until``.

    Assessments know nothing of it: they hold what the rules say.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="grace_periods")
    rulebook = models.ForeignKey(Rulebook, on_delete=models.PROTECT, related_name="grace_periods")
    kept_status = models.CharField(max_length=40, choices=Status)
    start = models.DateField()
    until = models.DateField()
    warned_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    end = models.CharField(max_length=12, choices=GraceEnd, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "rulebook"], name="one_grace_period_a_rulebook"),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("start")), name="grace_ends_after_its_start"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["until"], name="open_grace_period", condition=models.Q(ended_on__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.kept_status} → {self.until}"

    def keeps_on(self, day: date) -> bool:
        """Whether the status was still kept at the end of this day."""
        return self.start <= day <= self.until and (self.ended_on is None or day < self.ended_on)

    def bridges(self, day: date, until: date) -> bool:
        """Whether the status was kept from the one day to the other, by what is known today."""
        return self.start <= day and until <= (self.ended_on or self.until)
