"""What reviewers write down while they read: comments on pages, and notes among themselves."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reviews.models.submission import Submission, SubmissionItem

ON_THE_PAGE = [MinValueValidator(0), MaxValueValidator(100)]


class Audience(models.TextChoices):
    REVIEWERS = "reviewers", pgettext_lazy("who reads a comment", "Reviewers only")
    PARTNER = "partner", pgettext_lazy("who reads a comment", "The partner, with the decision")


class PageComment(models.Model):
    """A remark on a page of a document, and on a place of it where ``x`` and ``y`` say one, in percent."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(SubmissionItem, on_delete=models.CASCADE, related_name="comments")
    page = models.PositiveIntegerField(_("Page"))
    x = models.DecimalField(
        _("From the left (%)"), max_digits=5, decimal_places=2, null=True, validators=ON_THE_PAGE
    )
    y = models.DecimalField(
        _("From the top (%)"), max_digits=5, decimal_places=2, null=True, validators=ON_THE_PAGE
    )
    text = models.TextField(_("Comment"), max_length=2000)
    audience = models.CharField(
        pgettext_lazy("of a comment", "Who reads it"),
        max_length=10,
        choices=Audience,
        default=Audience.REVIEWERS,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["page", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(x__isnull=True, y__isnull=True)
                | models.Q(x__isnull=False, y__isnull=False, x__gte=0, x__lte=100, y__gte=0, y__lte=100),
                name="comment_stands_on_its_page",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} p. {self.page}: {self.text[:40]}"

    @property
    def is_pinned(self) -> bool:
        """It has a place on its page."""
        return self.x is not None

    @property
    def is_for_partner(self) -> bool:
        return self.audience == Audience.PARTNER


class ReviewNote(models.Model):
    """A note among the reviewers about a submission. No page, mail or export of a partner holds any of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("Note"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.text[:40]}"
