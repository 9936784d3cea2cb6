"""What a notification says, in the active language; and a mail's two forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cosell.dates import date_format
from cosell.notifications.catalogue import Notice, find
from cosell.notifications.models import Letter, Notification

if TYPE_CHECKING:
    from cosell.notifications.catalogue import Names


@dataclass(frozen=True, slots=True)
class Told:
    title: str
    body: str


class _Params(dict[str, Any]):
    """Figures of an older notice may lack what today's sentence names: a person then reads "…", never an error."""

    def __missing__(self, key: str) -> str:
        return "…"


class _Names:
    """The names of codes for what is read together, in one language: what must be looked up is looked up once."""

    def __init__(self) -> None:
        self._found: dict[Callable[[], Names], Names] = {}

    def of(self, names: Names | Callable[[], Names]) -> Names:
        if not callable(names):
            return names
        if names not in self._found:
            self._found[names] = names()
        return self._found[names]


def told_all(notifications: Iterable[Notification]) -> list[Told]:
    """The sentences of each of these, in their order. A list of any length costs the same queries."""
    names = _Names()
    return [_told(each, names) for each in notifications]


def told(notification: Notification) -> Told:
    """The sentences of a notification in the active language. A notice that no room declares any more has none."""
    return _told(notification, _Names())


def _told(notification: Notification, names: _Names) -> Told:
    try:
        notice = find(notification.code)
    except KeyError:
        return Told(_("A notification of an earlier version"), "")
    params = _Params(_named(notice, notification.params, names))
    return Told(str(notice.title) % params, str(notice.body) % params)


def _named(notice: Notice, params: Mapping[str, Any], names: _Names) -> dict[str, Any]:
    """The figures with the codes among them replaced by their names."""
    named = {
        name: str(names.of(notice.names.get(name, {})).get(str(value), value))
        for name, value in params.items()
    }
    readers = {**dict.fromkeys(notice.days, _day), **notice.spoken}
    return {**named, **{name: read(named[name]) for name, read in readers.items() if named.get(name)}}


def _day(stored: str) -> str:
    return date_format(date.fromisoformat(stored), "DATE_FORMAT")


def language_of(user: Any) -> str:
    return str(user.language or settings.LANGUAGE_CODE)


def html_of(*, subject: str, text: str, link: str = "") -> str:
    """The same words as simple HTML: no pictures, nothing fetched from anywhere. ``link`` becomes a button."""
    return render_to_string(
        "notifications/mail.html",
        {"subject": subject, "text": text, "link": link, "language": translation.get_language()},
    )


def mail_of_notification(notification: Notification) -> EmailMultiAlternatives:
    """The mail in the person's own language, with the address of the page it leads to."""
    with translation.override(language_of(notification.user)):
        words = told(notification)
        link = settings.SITE_URL + notification.path if notification.path else ""
        context = {"name": notification.user.name, "told": words, "link": link, "site": settings.SITE_URL}
        text = render_to_string("notifications/mail.txt", context)
        html = html_of(subject=words.title, text=words.body, link=link)
    return _mail(notification.user.email, words.title, text, html, f"notification-{notification.public_id}")


def mail_of_letter(letter: Letter) -> EmailMultiAlternatives:
    return _mail(letter.to, letter.subject, letter.text, letter.html, f"letter-{letter.pk}")


def _mail(to: str, subject: str, text: str, html: str, name: str) -> EmailMultiAlternatives:
    """``name`` makes the Message-ID, so that a mail that goes out twice after a crash is recognised as one."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message = EmailMultiAlternatives(
        " ".join(subject.split()), text, to=[to], headers={"Message-ID": f"<{name}@{domain}>"}
    )
    if html:
        message.attach_alternative(html, "text/html")
    return message
