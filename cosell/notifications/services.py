"""Telling people: a row in the transaction of the act, a mail from the worker afterwards."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cosell.accounts.models import User
from cosell.notifications.catalogue import find
from cosell.notifications.models import MailState, Notification


def notify(code: str, users: Iterable[User], *, path: str = "", **params: Any) -> list[Notification]:
    """Tell each of these people once. ``params`` fill the notice's placeholders: codes, names and figures as text.

    ``path`` leads to the page inside the product. Call it inside the transaction of the act.
    """
    from cosell.notifications.tasks import send_mail_of  # the task imports this module

    mail = MailState.WAITING if find(code).by_mail else MailState.NONE
    rows = [
        Notification(user=user, code=code, params=params, path=path, mail_state=mail)
        for user in {user.pk: user for user in users if user.is_active}.values()
    ]
    Notification.objects.bulk_create(rows)
    for row in rows:
        if mail == MailState.WAITING:
            send_mail_of.delay_on_commit(row.pk)
    return rows


def mark_read(*, user: User) -> int:
    """Everything this person was told is read now. Returns how many were new."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=timezone.now())
