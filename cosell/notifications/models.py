"""What a person is told: in the product, and by mail."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class MailState(models.TextChoices):
    NONE = "none"
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Mailed(models.Model):
    """A row that ends in one mail. A worker takes it under a lease, so that two never send it at once."""

    mail_state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_leased_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Letter(Mailed):
    """A mail that was written when it was asked for: links to verify an address, to choose a password, invitations.

    Its text holds such links, so it is emptied once the mail has gone out.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["mail_state", "created_at"], name="letter_mail")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class Notification(Mailed):
    """One thing told to one person, as a code with figures: the sentence is made when it is read, in their language."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=300, blank=True)  # where it leads, inside the product
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["user", "read_at"], name="notification_unread"),
            models.Index(fields=["mail_state", "created_at"], name="notification_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.code} → {self.user_id}"
