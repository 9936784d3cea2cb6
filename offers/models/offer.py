"""A marketplace offer: its properties, its co-sell listing and links."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import Partner
from offers.models.choices import OfferType, SolutionType


class Offer(models.Model):
    """What a partner sells through the marketplace. Its co-sell status is computed and lives in ``eligibility``.

    ``countries`` holds ISO 3166-1 alpha-2 codes, sorted; ``solution_areas`` holds
    ``[{"area": code, "sub_areas": [code, …]}]``, at most 3 × 2.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    creation_key = models.UUIDField(
        null=True, unique=True, editable=False
    )  # the same form posted twice makes one
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="offers")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    type = models.CharField(_("Offer type"), max_length=40, choices=OfferType)
    name = models.CharField(_("Name"), max_length=120)
    summary = models.CharField(_("Summary"), max_length=300, blank=True)
    countries = models.JSONField(_("Countries it is sold in"), default=list)
    paid = models.BooleanField(_("Paid"), default=True)
    transactable = models.BooleanField(_("Sold through the marketplace (transactable)"), default=False)

    published_at = models.DateTimeField(null=True, editable=False)  # live since; null: not published
    stopped_at = models.DateTimeField(null=True, editable=False)
    stopped_before = models.DateTimeField(null=True, editable=False)  # what going live has put an end to

    platforms = models.JSONField(_("Microsoft platforms"), default=list, blank=True)
    segments = models.JSONField(_("Market segments"), default=list, blank=True)
    solution_type = models.CharField(_("Solution type"), max_length=20, choices=SolutionType, blank=True)
    solution_areas = models.JSONField(_("Solution areas"), default=list, blank=True)
    landing_page_url = models.URLField(_("Solution landing page"), max_length=500, blank=True)
    social_media_url = models.URLField(_("Social media channel"), max_length=500, blank=True)

    technical_validation_passed = models.BooleanField(_("Technical validation"), null=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [models.Index(fields=["partner", "name"], name="offer_by_partner")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.published_at is not None
