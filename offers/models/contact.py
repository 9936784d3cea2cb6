"""A country contact of an offer."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from offers.models.choices import ContactRole
from offers.models.offer import Offer


class Contact(models.Model):
    """Whom Microsoft's sellers call. ``countries``: ISO 3166-1, or ``["OOO"]`` for all; ``states``: ISO 3166-2."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=120)
    email = models.EmailField(_("E-mail"))
    job_title = models.CharField(_("Job title"), max_length=120)
    role = models.CharField(_("Role"), max_length=40, choices=ContactRole, default=ContactRole.PARTNER_SALES)
    countries = models.JSONField(_("Countries/Regions"), default=list)
    states = models.JSONField(_("States/Provinces"), default=list, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("offer", Lower("email"), "role", name="same_contact_once_in_a_role")
        ]

    def __str__(self) -> str:
        return self.name
