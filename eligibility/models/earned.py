"""What a partner has earned: competencies, designations, enrolments, and months of revenue in USD."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import Partner
from offers.models import Offer


class Dated(models.Model):
    """Active from ``start`` to ``end``, both days included; no end: still active."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    start = models.DateField(_("From"))
    end = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-start", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="%(class)s_ends_after_its_start",
            )
        ]


class CompetencyLevel(models.TextChoices):
    SILVER = "silver", _("Silver")
    GOLD = "gold", _("Gold")


class Competency(Dated):
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="competencies")
    area = models.CharField(_("Area"), max_length=80)
    level = models.CharField(_("Level"), max_length=10, choices=CompetencyLevel)

    def __str__(self) -> str:
        return f"{self.area} · {self.get_level_display()}"


class Designation(Dated):
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="designations")
    area = models.CharField(_("Area"), max_length=80)

    def __str__(self) -> str:
        return self.area


class Tier(models.TextChoices):
    STANDARD = "standard", _("Standard")
    PREMIUM = "premium", _("Premium")


class IsvConnectEnrolment(Dated):
    """A partner's enrolment in ISV Connect; of several, the one that started last on or before the day counts."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="isv_connect_enrolments")
    tier = models.CharField(_("Tier"), max_length=10, choices=Tier)

    def __str__(self) -> str:
        return f"ISV Connect · {self.get_tier_display()}"


class MonthlyRevenue(models.Model):
    """One calendar month, named by its first day. Refunds make it negative."""

    month = models.DateField(_("Month"))
    usd = models.DecimalField(_("USD"), max_digits=14, decimal_places=2)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-month"]


class AzureConsumedRevenue(MonthlyRevenue):
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="azure_consumed_revenue")

    class Meta(MonthlyRevenue.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["partner", "month"], name="one_acr_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.usd}"


class BilledRevenue(MonthlyRevenue):
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="billed_revenue")

    class Meta(MonthlyRevenue.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "month"], name="one_billed_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.usd}"
