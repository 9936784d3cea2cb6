"""Saying something in a conversation: the other side is told, in each person's own language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand, may_edit_partner
from cosell.audit.services import record
from cosell.notifications.services import notify
from offers.models import CloudSpecialistRequest
from reviews.models import Message, MessageKind, Side, Submission
from reviews.models.conversation import LONGEST_MESSAGE
from reviews.permissions import may_say
from reviews.queries import members_of

Subject = Submission | CloudSpecialistRequest


@transaction.atomic
def say(*, actor: User, about: Subject, text: str) -> Message:
    """A message in the conversation of a submission's offer, or of a cloud-specialist request; the other side is told.

    Raises ``PermissionDenied``, or ``ValidationError`` by field: nothing was written, or too much.
    """
    demand(may_say(actor, about.offer))
    message = keep_words(actor=actor, about=about, text=text)
    _tell(message, about)
    return message


def keep_words(
    *, actor: User, about: Subject, text: str, kind: str = MessageKind.MESSAGE, field: str = "text"
) -> Message:
    """Write it down and record it, and tell nobody: for acts that tell in words of their own.

    ``field`` is where a fault belongs on the act's form.
    """
    offer, words = about.offer, _bounded(text, field)
    side = Side.PARTNER if may_edit_partner(actor, offer.partner) else Side.MICROSOFT
    message = Message.objects.create(kind=kind, side=side, author=actor, text=words, **_place(about))
    record(
        "reviews.said",
        actor=actor,
        subject=offer.name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        message=str(message.public_id),
        kind=kind,
    )
    return message


def _place(about: Subject) -> dict[str, Any]:
    if isinstance(about, CloudSpecialistRequest):
        return {"request": about}
    return {"offer": about.offer, "submission": about}


def _bounded(text: str, field: str) -> str:
    words = text.strip()
    if not words:
        raise ValidationError({field: _("Write something first.")})
    if len(words) > LONGEST_MESSAGE:
        raise ValidationError({field: _("Write at most %(most)s characters.") % {"most": LONGEST_MESSAGE}})
    return words


def _tell(message: Message, about: Subject) -> None:
    offer, by_partner = about.offer, message.side == Side.PARTNER
    people = _microsoft(message, about) if by_partner else members_of(offer)
    notify(
        "reviews.message",
        [person for person in people if person.pk != message.author_id],
        path=path_to_conversation(about, for_microsoft=by_partner),
        offer=offer.name,
        person=str(message.author),
        text=message.text,
    )


def _microsoft(message: Message, about: Subject) -> list[User]:
    """Who works on it now; where nobody does, those who wrote in this conversation before."""
    at_work = about.specialist if isinstance(about, CloudSpecialistRequest) else about.reviewer
    if at_work:
        return [at_work]
    wrote = Message.objects.filter(offer=message.offer, request=message.request, side=Side.MICROSOFT)
    people = User.objects.filter(pk__in=wrote.order_by().values("author"))
    return [person for person in people if may_say(person, about.offer)]


def path_to_write(about: Subject, *, for_microsoft: bool) -> str:
    """Where a person of this side writes in it."""
    keys = [about.public_id] if for_microsoft else [about.offer.public_id, about.public_id]
    name = "desk_conversation" if for_microsoft else "conversation"
    if isinstance(about, CloudSpecialistRequest):
        name = f"specialist_{name}"
    return reverse(f"reviews:{name}", args=keys)


def path_to_conversation(about: Subject, *, for_microsoft: bool) -> str:
    """Where a person of this side reads it."""
    if isinstance(about, CloudSpecialistRequest):
        if for_microsoft:
            return reverse("reviews:specialist_request", args=[about.public_id]) + "#conversation"
        return reverse("reviews:specialist", args=[about.offer.public_id]) + "#conversation"
    if for_microsoft:
        return reverse("reviews:desk", args=[about.public_id]) + "#conversation"
    return reverse("reviews:submission", args=[about.offer.public_id, about.public_id]) + "#conversation"
