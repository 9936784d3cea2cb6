"""A submission: what a partner published, frozen, and the reviewer's verdict on each part of it."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from offers.models import CloudSpecialistRequest, DocumentKind, DocumentState, DocumentVersion, Offer


class SubmissionState(models.TextChoices):
    QUEUED = "queued", _("In the queue")
    IN_REVIEW = "in_review", _("In review")
    TO_CONFIRM = "to_confirm", _("Awaiting second reviewer")
    DECIDED = "decided", pgettext_lazy("state of a submission", "Decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a submission", "Withdrawn")


OPEN_STATES = (SubmissionState.QUEUED, SubmissionState.IN_REVIEW, SubmissionState.TO_CONFIRM)


class Why(models.TextChoices):
    """Why it stands in the queue now."""

    NEW = "new", pgettext_lazy("why a submission is in the queue", "New")
    RESUBMITTED = "resubmitted", pgettext_lazy("why a submission is in the queue", "Resubmitted")
    ANSWERED = "answered", pgettext_lazy("why a submission is in the queue", "Partner has answered")
    HANDED_OVER = "handed_over", pgettext_lazy("why a submission is in the queue", "Handed over")
    RELEASED = "released", pgettext_lazy("why a submission is in the queue", "Back in the pool")
    GIVEN_BACK = (
        "given_back",
        pgettext_lazy("why a submission is in the queue", "Given back by the second reviewer"),
    )
    REOPENED = "reopened", pgettext_lazy("why a submission is in the queue", "Decision reopened")
    APPEAL = "appeal", pgettext_lazy("why a submission is in the queue", "Second look asked for")
    REQUEST = "request", pgettext_lazy("why a submission is in the queue", "Cloud-specialist request")


REFUSED_BY_CHECKS = "refused_by_checks"  # the reason of what the checks sent back by themselves


class Submission(models.Model):
    """One *Publish* of an offer. ``snapshot`` is what was sent, frozen; the partner goes on editing meanwhile.

    ``queued_at`` is empty while the checks of its documents still run: reviewers do not see it yet. The clock of the
    review (reviews/clock.py): working time runs since ``running_since`` and stands still while it waits for the
    partner; ``time_used`` is what ended runs have used; ``due_at`` is empty while it waits for the partner.

    A decision that needs a second reviewer waits for one; ``second_rules`` are the kinds of rule that asked for it.
    While the partner's appeal is open, ``appealed_at`` is set, and neither ``first_reviewer`` nor who confirmed that
    decision (``second_reviewer``) looks again.

    ``request`` is the cloud-specialist request through which its documents were provided, if they were; its specialist
    reviews them.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="submissions")
    request = models.ForeignKey(
        CloudSpecialistRequest, on_delete=models.SET_NULL, null=True, related_name="submissions"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=SubmissionState, default=SubmissionState.QUEUED)
    snapshot = models.JSONField(default=dict)
    note = models.TextField(_("Note to the reviewers"), max_length=2000, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="submissions_taken"
    )
    taken_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    is_resubmission = models.BooleanField(default=False)  # an earlier one of the offer was decided
    why = models.CharField(max_length=12, choices=Why, default=Why.NEW)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    handover_note = models.TextField(_("Note to the reviewer"), max_length=1000, blank=True)
    second_rules = models.JSONField(default=list)
    second_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    appealed_at = models.DateTimeField(null=True)
    first_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    running_since = models.DateTimeField(null=True)
    time_used = models.DurationField(default=timedelta)
    waiting_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_submission_a_number"),
            models.UniqueConstraint(
                fields=["offer"], condition=models.Q(state__in=OPEN_STATES), name="one_open_submission"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="submission_due"),
            models.Index(fields=["state", "decided_at"], name="submission_decided"),
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(state=SubmissionState.QUEUED, queued_at__isnull=False),
                name="submission_pool",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} #{self.number}"


class ItemKind(models.TextChoices):
    PUBLISHING = "publishing", _("Publishing requirements of the marketplace")
    LISTING = "listing", _("Listing details")
    LINKS = "links", _("Links")
    CONTACTS = "contacts", _("Contacts")
    DOCUMENT = "document", _("Document")


class Verdict(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("verdict", "Approve")
    SENT_BACK = "sent_back", pgettext_lazy("verdict", "Send back")


class SubmissionItem(models.Model):
    """One part that gets a verdict of its own. Verdicts are saved as made; they count when the submission is decided.

    Of a reason from the catalogue the code is kept; with the decision also ``reason_told``, its sentences by language,
    so that what the partner was told stays as it was, whatever becomes of the catalogue.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=ItemKind)
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="submission_items"
    )
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    reason_code = models.CharField(
        _("Reason"), max_length=40, blank=True
    )  # of the catalogue: reviews.models.Reason
    reason_told = models.JSONField(default=dict)
    reason = models.TextField(
        _("Note to the partner"), max_length=2000, blank=True
    )  # as the reviewer wrote it
    azure_percent = models.DecimalField(
        _("Share of the infrastructure on Azure"), null=True, max_digits=5, decimal_places=2
    )
    verdict_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    verdict_at = models.DateTimeField(null=True)
    carried_from = models.ForeignKey(  # unchanged since it was approved there: approved beforehand
        Submission, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    came_back = models.BooleanField(default=False)  # it was sent back before
    settled = models.BooleanField(default=False)  # no part of the appeal that is open

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "version"], name="one_item_a_version"),
            models.CheckConstraint(
                condition=models.Q(azure_percent__isnull=True)
                | models.Q(azure_percent__gte=0, azure_percent__lte=100),
                name="item_azure_percent_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.get_kind_display()}"

    @property
    def subject(self) -> str:
        """What it is about: the kind of its document, else its own kind."""
        return self.version.document.kind if self.version else self.kind

    @property
    def label(self) -> str:
        return self.version.document.get_kind_display() if self.version else self.get_kind_display()

    @property
    def is_diagram(self) -> bool:
        return self.subject == DocumentKind.ARCHITECTURE_DIAGRAM

    @property
    def may_be_judged(self) -> bool:
        """Not what the checks refused, what the partner removed meanwhile, or what an appeal is not about."""
        if self.settled:
            return False
        if self.version is None:
            return True
        return self.version.state == DocumentState.SUBMITTED and self.version.document.removed_at is None

    @property
    def is_open(self) -> bool:
        """It still needs a verdict."""
        return self.may_be_judged and not self.verdict
