"""Telling people: a row in the transaction of the act, a mail from the worker afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from cosell.accounts.models import User
from cosell.notifications.catalogue import find
from cosell.notifications.models import Letter, MailState, Notification
from cosell.notifications.rendering import html_of
from cosell.notifications.tasks import send_letter, send_mail_of
from cosell.nudges import nudge


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told to some people; ``params`` and ``path`` as in ``notify``."""

    users: Iterable[User]
    path: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def notify(code: str, users: Iterable[User], *, path: str = "", **params: Any) -> list[Notification]:
    """Tell each of these people once. ``params`` fill the notice's placeholders: codes, names and figures as text.

    ``path`` leads to the page inside the product. Call it inside the transaction of the act.
    """
    return notify_all(code, [Told(users, path, params)])


def notify_all(code: str, told: Iterable[Told]) -> list[Notification]:
    """The same for many things at once, of one notice: written together."""
    mail = MailState.WAITING if find(code).by_mail else MailState.NONE
    rows = [
        Notification(user=user, code=code, params=dict(each.params), path=each.path, mail_state=mail)
        for each in told
        for user in {user.pk: user for user in each.users if user.is_active}.values()
    ]
    Notification.objects.bulk_create(rows)
    for row in rows:
        if mail == MailState.WAITING:
            nudge(send_mail_of, row.pk)
    return rows


def post_letter(*, to: str, subject: str, text: str, link: str = "") -> Letter:
    """Send these words to an address, from the worker. ``text`` holds every link; ``link`` is also made a button."""
    html = html_of(subject=subject, text=text, link=link)
    letter = Letter.objects.create(to=to, subject=subject[:300], text=text, html=html)
    nudge(send_letter, letter.pk)
    return letter


def mark_read(*, user: User) -> int:
    """Everything this person was told is read now. Returns how many were new."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=timezone.now())


def mark_one_read(*, notification: Notification) -> None:
    """The person follows it to its page."""
    Notification.objects.filter(pk=notification.pk, read_at__isnull=True).update(read_at=timezone.now())
