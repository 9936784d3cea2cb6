"""What partner and Microsoft write to each other: one conversation for each offer, and one for each request."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from offers.models import CloudSpecialistRequest, Offer
from reviews.models.submission import Submission

LONGEST_MESSAGE = 4000


class Side(models.TextChoices):
    PARTNER = "partner", _("Partner")
    MICROSOFT = "microsoft", "Microsoft"


class MessageKind(models.TextChoices):
    """What the words were for. All but plain messages came with an act on a submission."""

    MESSAGE = "message", pgettext_lazy("kind of a message", "Message")
    QUESTION = "question", pgettext_lazy("kind of a message", "Question")
    ANSWER = "answer", pgettext_lazy("kind of a message", "Answer")
    REOPENED = "reopened", pgettext_lazy("kind of a message", "Decision reopened")
    APPEAL = "appeal", pgettext_lazy("kind of a message", "Second look asked for")
    APPEAL_WITHDRAWN = "appeal_withdrawn", pgettext_lazy("kind of a message", "Second look withdrawn")
    APPEAL_DECIDED = "appeal_decided", pgettext_lazy("kind of a message", "Second look decided")


class Message(models.Model):
    """Of an offer's conversation, which goes on over all its submissions, or of a cloud-specialist request's.

    ``submission`` is the round in which it was said, where there was one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, related_name="messages")
    request = models.ForeignKey(
        CloudSpecialistRequest, on_delete=models.CASCADE, null=True, related_name="messages"
    )
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, null=True, related_name="messages")
    kind = models.CharField(max_length=16, choices=MessageKind, default=MessageKind.MESSAGE)
    side = models.CharField(max_length=9, choices=Side)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(_("Message"), max_length=LONGEST_MESSAGE)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["said_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(offer__isnull=False, request__isnull=True)
                | models.Q(offer__isnull=True, request__isnull=False, submission__isnull=True),
                name="message_of_one_conversation",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["offer", "said_at"], name="message_of_offer"),
            models.Index(fields=["request", "said_at"], name="message_of_request"),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.text[:60]}"
