"""Warnings: a status that an offer will lose by time alone."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from eligibility.models.assessment import Status
from offers.models import Offer


class StatusWarning(models.Model):
    """From ``day`` on the offer's status falls from ``before`` to ``after``, because of ``cause``.

    ``cause`` is a requirement's code or ``revenue``. ``told_days`` is the least of the thresholds that the partner was
    told at, None before the first. An open row (``ended_on`` is None) is what is to be expected today; it ends when it
    has come to pass or is no longer to be expected.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="warnings")
    cause = models.CharField(max_length=40)
    day = models.DateField()
    before = models.CharField(max_length=40, choices=Status)
    after = models.CharField(max_length=40, choices=Status)
    told_days = models.PositiveSmallIntegerField(null=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["day", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["offer", "cause"], condition=Q(ended_on__isnull=True), name="one_open_warning_a_cause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.cause} {self.day}"
