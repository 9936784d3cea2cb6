"""Sending mails: each is a row; a worker takes it under a lease, and a sweep finds what was left lying."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from cosell.audit.services import record
from cosell.notifications.models import Letter, Mailed, MailState, Notification
from cosell.notifications.rendering import mail_of_letter, mail_of_notification

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
MAX_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)  # doubled after each failure
BATCH = 200
LETTERS_KEPT = timedelta(days=30)


def send_notification(pk: int) -> bool:
    return _send(Notification, pk)


def send_letter(pk: int) -> bool:
    return _send(Letter, pk)


def forgotten(model: type[Mailed]) -> list[int]:
    """Keys of mails that nobody is sending now, oldest first; those that have had their tries are given up, loudly."""
    free = model._default_manager.filter(_free(timezone.now()), mail_state=MailState.WAITING)
    for row in free.filter(mail_tries__gte=MAX_TRIES)[:BATCH]:
        _give_up(row)
    waiting = free.filter(mail_tries__lt=MAX_TRIES).order_by("pk")
    return list(waiting.values_list("pk", flat=True)[:BATCH])


def forget_letters() -> int:
    """Delete letters that were sent long ago; those that were given up stay for the operator. Returns how many."""
    old = Letter.objects.filter(mail_state=MailState.SENT, created_at__lt=timezone.now() - LETTERS_KEPT)
    return old.delete()[0]


def _send(model: type[Mailed], pk: int) -> bool:
    """Send one mail. False: it has gone out already, another worker has it, or it failed and will be tried again."""
    row = _take(model, pk)
    if row is None:
        return False
    try:
        _write(row).send()
    except Exception:
        logger.exception("Mail %s %s failed, try %s of %s", model.__name__, pk, row.mail_tries, MAX_TRIES)
        _put_back(row)
        return False
    model._default_manager.filter(pk=pk).update(
        mail_state=MailState.SENT, mail_leased_until=None, **_emptied(row)
    )
    return True


def _free(now: datetime) -> Q:
    return Q(mail_leased_until__isnull=True) | Q(mail_leased_until__lte=now)


def _take(model: type[Mailed], pk: int) -> Any:
    """The row, leased to this worker alone; None if it is not to be sent now."""
    now = timezone.now()
    taken = model._default_manager.filter(
        _free(now), pk=pk, mail_state=MailState.WAITING, mail_tries__lt=MAX_TRIES
    ).update(mail_leased_until=now + LEASE, mail_tries=F("mail_tries") + 1)
    return model._default_manager.get(pk=pk) if taken else None


def _write(row: Any) -> EmailMessage:
    return mail_of_notification(row) if isinstance(row, Notification) else mail_of_letter(row)


def _emptied(row: Mailed) -> dict[str, str]:
    """A letter's text holds links that open an account: once sent, it is not kept."""
    return {"text": "", "html": ""} if isinstance(row, Letter) else {}


def _put_back(row: Any) -> None:
    if row.mail_tries >= MAX_TRIES:
        _give_up(row)
        return
    wait = FIRST_WAIT * 2 ** (row.mail_tries - 1)
    type(row)._default_manager.filter(pk=row.pk).update(mail_leased_until=timezone.now() + wait)


@transaction.atomic
def _give_up(row: Any) -> None:
    given_up = (
        type(row)
        ._default_manager.filter(pk=row.pk, mail_state=MailState.WAITING)
        .update(mail_state=MailState.GIVEN_UP, mail_leased_until=None)
    )
    if given_up:
        logger.error("Mail %s %s was given up after %s tries", type(row).__name__, row.pk, row.mail_tries)
        record("mail.given_up", actor=None, subject=str(row), staff_only=True, tries=row.mail_tries)
