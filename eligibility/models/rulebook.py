"""Rulebooks: the dated, versioned parameters that the rules are run with, and the jobs that put them into force."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eligibility.editions import name_in
from eligibility.rules.codes import LANGUAGES, LONGEST_EDITION_CODE
from offers.models import Offer

MOST_GRACE_DAYS = 365


def name_for_reader(name: str) -> str:
    """A stored name of a rulebook in the active language."""
    return name_in(get_language() or LANGUAGES[0], name)


class RulebookState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", pgettext_lazy("state of a rulebook", "Proposed")
    SCHEDULED = "scheduled", pgettext_lazy("state of a rulebook", "Scheduled")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", pgettext_lazy("state of a rulebook", "Superseded")
    DISCARDED = "discarded", pgettext_lazy("state of a rulebook", "Discarded")


class Rulebook(models.Model):
    """``data`` is the whole rulebook as the rules read it; only a draft is ever edited.

    ``grace_days``: so long do offers keep a status that this rulebook takes from them when it comes into force.
    ``preview`` is what the admins saw who proposed and approved it; ``replaced`` the rulebook in force before it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Name"), max_length=80)
    edition = models.CharField(max_length=LONGEST_EDITION_CODE)
    data = models.JSONField()
    state = models.CharField(max_length=12, choices=RulebookState, default=RulebookState.DRAFT)
    effective_from = models.DateField(_("In force from"), null=True)
    grace_days = models.PositiveSmallIntegerField(
        _("Grace period in days"), default=0, validators=[MaxValueValidator(MOST_GRACE_DAYS)]
    )
    made_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    preview = models.ForeignKey(
        "RulebookJob", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    replaced = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    in_force_at = models.DateTimeField(null=True, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state=RulebookState.IN_FORCE),
                name="one_rulebook_in_force",
            ),
            models.UniqueConstraint(
                fields=["effective_from"],
                condition=models.Q(state=RulebookState.SCHEDULED),
                name="one_rulebook_scheduled_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """What people call it; the one that ships with the product has a name in each language."""
        return name_for_reader(self.name)


class RulebookStep(models.Model):
    """Who moved a rulebook on, when and why: ``action`` is one of ``RULEBOOK_TRANSITIONS``."""

    rulebook = models.ForeignKey(Rulebook, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rulebook_id} · {self.action}"


class JobKind(models.TextChoices):
    PREVIEW = "preview", _("Preview")
    ACTIVATION = "activation", _("Re-assessment")


class JobState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("state of a job", "Waiting")
    RUNNING = "running", pgettext_lazy("state of a job", "Running")
    DONE = "done", pgettext_lazy("state of a job", "Done")
    FAILED = "failed", pgettext_lazy("state of a job", "Failed")


class JobStage(models.TextChoices):
    OFFERS = "offers", pgettext_lazy("stage of a job", "Reading offers")
    TELLING = "telling", pgettext_lazy("stage of a job", "Telling partners")


class RulebookJob(models.Model):
    """A preview or an activation over every offer, in batches by primary key, so that it can go on where it stopped.

    A preview compares with the rulebook ``against``, by the facts of the day ``as_of``; ``newest_assessment`` is
    where the record stood when it began, so that a page can say how much has moved since.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rulebook = models.ForeignKey(Rulebook, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=12, choices=JobKind)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    rulebook_revision = models.PositiveIntegerField(default=0)
    against = models.ForeignKey(Rulebook, on_delete=models.SET_NULL, null=True, related_name="+")
    as_of = models.DateField(null=True)
    newest_assessment = models.BigIntegerField(default=0)
    stage = models.CharField(max_length=10, choices=JobStage, default=JobStage.OFFERS)
    last_partner_id = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    last_offer_id = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.rulebook_id}"


class JobChange(models.Model):
    """One offer whose status a rulebook would change (preview) or did change (activation).

    ``reasons`` holds the requirements that made the difference, as the rules answered them: code, level, state and
    evidence; sentences are made on reading. ``kept_until`` is the last day of the grace period, if there is one.
    """

    job = models.ForeignKey(RulebookJob, on_delete=models.CASCADE, related_name="changes")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    reasons = models.JSONField(default=list)
    kept_until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "offer"], name="one_change_an_offer")]

    def __str__(self) -> str:
        return f"{self.job_id} · {self.offer_id}: {self.before} → {self.after}"
