"""What the rules computed: one row a change, and each offer's standing now."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eligibility.facts.packing import Packed
from eligibility.models.rulebook import Rulebook
from offers.models import Offer


class Status(models.TextChoices):
    """The four codes; how an edition shows them is data of its rulebook."""

    NOT_READY = "not_ready", _("Not ready")
    CO_SELL_READY = "co_sell_ready", _("Co-sell ready")
    AZURE_IP_INCENTIVIZED = "azure_ip_incentivized", _("Azure IP co-sell incentivized")
    BUSINESS_APPLICATIONS_INCENTIVIZED = (
        "business_applications_incentivized",
        _("Business Applications co-sell incentivized"),
    )


class Assessment(models.Model):
    """The answer of the rules with the facts and the rulebook it came from, so that any past day can be replayed.

    A row is written only where the answer differs from the one before it. ``facts`` and ``requirements`` are shaped as
    in the contract of the rules; sentences are made on reading.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="assessments", db_index=False
    )  # the first column of ``assessment_by_offer``
    rulebook = models.ForeignKey(Rulebook, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    as_of = models.DateField()
    status = models.CharField(max_length=40, choices=Status)
    previous_status = models.CharField(max_length=40, blank=True)
    facts = models.JSONField()
    requirements = models.JSONField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["offer", "at"], name="assessment_by_offer")]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.as_of} {self.status}"


class OfferStatus(models.Model):
    """Where an offer stands now: a copy of its newest assessment's status, for lists and locks.

    ``status`` is what the rules say. While a grace period runs, ``kept_status`` and ``kept_until`` copy it here, and
    what people see is ``shown_status``; ``shown`` is the same for queries.

    ``offer_facts`` and ``partner_facts`` are the facts as last read, as ``eligibility.facts.packing`` has them: a run
    over all offers reads them instead of the tables that they come from. Empty: not read yet.
    """

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    status = models.CharField(max_length=40, choices=Status, default=Status.NOT_READY)
    since = models.DateTimeField(default=timezone.now)
    assessment = models.ForeignKey(Assessment, on_delete=models.SET_NULL, null=True, related_name="+")
    fingerprint = models.CharField(max_length=32, editable=False)  # of the rules' newest answer
    offer_facts = models.TextField(editable=False)
    partner_facts = models.TextField(editable=False)
    kept_status = models.CharField(max_length=40, choices=Status, null=True)
    kept_until = models.DateField(null=True)
    shown = models.GeneratedField(
        expression=Coalesce("kept_status", "status"),
        output_field=models.CharField(max_length=40, choices=Status),
        db_persist=True,
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["status"], name="offer_by_status"),
            models.Index(fields=["shown"], name="offer_by_shown_status"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.status}"

    @property
    def facts(self) -> Packed:
        return Packed(self.offer_facts, self.partner_facts)

    @property
    def shown_status(self) -> str:
        """The status that counts for people: the kept one during a grace period."""
        return self.kept_status or self.status
