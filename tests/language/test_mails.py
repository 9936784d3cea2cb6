"""Every mail is in its reader's language, whatever language it was written in; its two forms say the same."""

from html import escape
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.test import RequestFactory
from django.utils import timezone, translation

from cosell.accounts.adapter import AccountAdapter
from cosell.accounts.models import User
from cosell.accounts.services import invite
from cosell.notifications import tasks
from cosell.notifications.catalogue import Notice
from cosell.notifications.models import Letter, Notification
from tests.builders import make_member, make_partner, make_user
from tests.language.figures import in_wrong_form
from tests.language.marking import OPEN
from tests.language.words import outside_the_marks, texts_of
from tests.language.world import PERSON, PROFILE, figures_for, notices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]
LANGUAGES = ("fr", "en")
LETTERS = sorted(
    path.name.removesuffix("_subject.txt")
    for path in (settings.BASE_DIR / "templates" / "account" / "email").glob("*_subject.txt")
)


def make_reader(language: str, **fields: Any) -> User:
    return make_user(**{"name": PERSON, "language": language, **fields})


def other(language: str) -> str:
    return "en" if language == "fr" else "fr"


def faults_of(mail: Any, language: str) -> list[str]:
    """What does not belong into a mail to a reader of this language, in its subject and in both forms."""
    html = str(mail.alternatives[0].content)
    pages = [f"<pre>{escape(mail.subject)}</pre>", f"<pre>{escape(str(mail.body))}</pre>", html]
    found = [fault for page in pages for fault in in_wrong_form(page, language)]
    if language == "fr":
        return found + [fault for page in pages for fault in outside_the_marks(page)]
    return found + [text for page in pages for _place, text in texts_of(page) if OPEN in text]


def missing_in(html: str, lines: list[str]) -> list[str]:
    """The lines that the other form of the mail does not say; white space is each form's own."""
    said = "".join("".join(text for place, text in texts_of(html) if "@" not in place).split())
    return [line for line in lines if "".join(line.split()) not in said]


def sent(mailoutbox: list[EmailMultiAlternatives]) -> Any:
    [mail] = mailoutbox
    return mail


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notice", notices(), ids=lambda notice: notice.code)
def test_a_notice_is_mailed_in_the_language_of_who_is_told(
    notice: Notice, language: str, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    row = Notification.objects.create(
        user=make_reader(language), code=notice.code, params=figures_for(notice), path="/account/"
    )
    with translation.override(other(language)):  # whatever the worker did before
        tasks.send_mail_of(row.pk)
    mail = sent(mailoutbox)
    assert faults_of(mail, language) == []
    html, link = str(mail.alternatives[0].content), settings.SITE_URL + row.path
    told = [part for part in str(mail.body).split("\n\n")[1:3] if link not in part]
    assert missing_in(html, told) == []
    assert (link in mail.body, f'href="{link}"' in html) == (True, True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_in_the_language_of_who_gets_it(letter: str, language: str) -> None:
    reader = make_reader(language)
    link = f"{settings.SITE_URL}/a-link/"
    words = {
        "user": reader,
        "activate_url": link,
        "password_reset_url": link,
        "signup_url": link,
        "timestamp": timezone.now(),
        "ip": "192.0.2.1",
        "from_email": "old@example.com",
        "to_email": reader.email,
    }
    with translation.override(other(language)):
        AccountAdapter(RequestFactory().get("/")).send_mail(f"account/email/{letter}", reader.email, words)
    assert_letter(Letter.objects.get(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invitation_is_in_the_language_of_the_invited(language: str) -> None:
    guest = make_reader(language)
    owner = make_member(make_partner(**PROFILE), name=PERSON, language=other(language))
    with translation.override(owner.language):
        invite(actor=owner, partner=owner.memberships.get().partner, email=guest.email.upper(), role="editor")
    assert_letter(Letter.objects.get(), language)


def test_an_invitation_to_nobody_known_is_in_the_language_of_who_invites() -> None:
    owner = make_member(make_partner(**PROFILE), name=PERSON, language="fr")
    with translation.override("fr"):
        invite(actor=owner, partner=owner.memberships.get().partner, email="new@example.com", role="viewer")
    assert_letter(Letter.objects.get(), "fr")


def assert_letter(letter: Letter, language: str) -> None:
    mail = EmailMultiAlternatives(letter.subject, letter.text)
    mail.attach_alternative(letter.html, "text/html")
    assert faults_of(mail, language) == []
    assert missing_in(letter.html, letter.text.splitlines()) == []
    assert f'<html lang="{language}">' in letter.html
