"""A document slot of an offer and the versions that were uploaded into it."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.intake.findings import OUR_FAULTS
from offers.models.choices import DiagramChannel, DocumentKind, DocumentState
from offers.models.offer import Offer

PAGE_END = "\f"


class Document(models.Model):
    """One slot. Each kind has one, *other* up to five. A removed slot keeps its versions for the record."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("Kind"), max_length=30, choices=DocumentKind)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["offer", "kind"],
                condition=models.Q(removed_at__isnull=True) & ~models.Q(kind=DocumentKind.OTHER),
                name="one_slot_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.offer_id}"


class DocumentVersion(models.Model):
    """One uploaded file, from its first byte to Microsoft's verdict.

    Until the checks have passed, its bytes lie in the quarantine store; then in the clean one. Both keys are random:
    a user's file name is never part of a path. ``findings`` holds what the checks found, as codes with figures.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=DocumentState, default=DocumentState.RECEIVING)
    published_at = models.DateTimeField(null=True)  # handed in to Microsoft in a submission

    original_name = models.CharField(max_length=255)
    declared_bytes = models.PositiveBigIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    fingerprint = models.CharField(
        max_length=64, blank=True
    )  # of the first and last megabyte, by the browser
    declared_sha256 = models.CharField(
        max_length=64, blank=True
    )  # what the browser says; the checks hold it so
    superseded_by = models.ForeignKey(  # whose approval ended this one's
        "self", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    restored_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    quarantine_key = models.CharField(max_length=80, blank=True)
    file_key = models.CharField(max_length=80, blank=True)
    media_type = models.CharField(max_length=100, blank=True)  # the one that we found, never the browser's
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True)
    page_word = models.CharField(max_length=8, blank=True)  # pages | slides | sheets
    page_images = models.PositiveSmallIntegerField(
        default=0
    )  # made of the first pages, beside the clean file
    page_sizes = models.JSONField(
        default=list
    )  # [width, height] of each in pixels, so that pages keep their place
    scanned = models.CharField(max_length=12, blank=True)  # clean | infected | not_scanned
    findings = models.JSONField(default=list)
    checked_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    files_deleted_at = models.DateTimeField(null=True)  # by the retention rule; the row stays for the record

    checklist = models.JSONField(default=list)  # what the partner ticked about an architecture diagram
    azure_services = models.JSONField(
        default=list
    )  # names found in the diagram's text: a hint to the reviewer
    channel = models.CharField(max_length=20, choices=DiagramChannel, blank=True)
    azure_percent = models.DecimalField(
        _("Share of the infrastructure on Azure"), max_digits=5, decimal_places=2, null=True
    )
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    review_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["document_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number"),
            models.CheckConstraint(
                condition=models.Q(azure_percent__isnull=True)
                | models.Q(azure_percent__gte=0, azure_percent__lte=100),
                name="azure_percent_is_a_percentage",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "uploaded_at"], name="version_by_state"),
            models.Index(fields=["sha256"], name="version_by_content"),
        ]

    def __str__(self) -> str:
        return f"{self.original_name} v{self.number}"

    @property
    def is_clean(self) -> bool:
        """The checks have passed, so that it may be read and downloaded."""
        return bool(self.file_key)

    @property
    def is_given_up(self) -> bool:
        """Refused for what says nothing of the file: a scanner or a store that was away, checks that broke off."""
        codes = {found["code"] for found in self.findings}
        return self.state == DocumentState.REJECTED and not codes.isdisjoint(OUR_FAULTS)

    @property
    def kept_until(self) -> datetime | None:
        """How long the bytes of a file that was given up stay in quarantine, to be checked again."""
        if not self.is_given_up or self.checked_at is None:
            return None
        return self.checked_at + timedelta(days=settings.GIVEN_UP_KEPT_DAYS)

    @property
    def is_kept_for_another_check(self) -> bool:
        return bool(self.kept_until and self.kept_until > timezone.now())


class DocumentText(models.Model):
    """What can be read in a version, for search: its pages with a form feed between two of them.

    A table of its own, so that no list of documents loads it. Bounded by ``Limits.text_characters_in_all``.
    """

    version = models.OneToOneField(
        DocumentVersion, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.version_id}: {self.text[:60]}"

    @property
    def pages(self) -> list[str]:
        return self.text.split(PAGE_END)
