"""A mail goes out once, is tried again, is given up loudly, and speaks the person's language."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from cosell.audit.models import AuditEntry
from cosell.notifications import posting, tasks
from cosell.notifications.catalogue import Notice, declare, declared
from cosell.notifications.models import Letter, MailState, Notification
from cosell.notifications.rendering import told
from cosell.notifications.services import notify, post_letter
from tests.builders import make_user

pytestmark = pytest.mark.django_db

declare(
    Notice(
        "tests.happened",
        "%(what)s happened",
        "Its state is %(state)s.",
        names={"state": {"ready": "Ready to go"}},
    ),
    Notice("tests.quiet", "Quiet", "", by_mail=False),
)


class NoServer(EmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, _messages: Any) -> int:
        raise ConnectionRefusedError("no mail server")


@pytest.fixture
def no_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"


def waiting(**fields: Any) -> Notification:
    figures = {"what": "It", "state": "ready"}
    values = {"user": fields.get("user") or make_user(name="Nora"), "params": figures, "path": "/account/"}
    return Notification.objects.create(code="tests.happened", **{**values, **fields})


def lapse(row: Notification) -> None:
    """Let the lease or the waiting time run out."""
    Notification.objects.filter(pk=row.pk).update(mail_leased_until=timezone.now() - timedelta(seconds=1))


# --- one mail ---


def test_a_notification_is_mailed_with_an_absolute_link(settings: Settings) -> None:
    row = waiting()
    tasks.send_mail_of(row.pk)
    [sent] = mail.outbox
    row.refresh_from_db()
    assert (sent.to, sent.subject, row.mail_state) == ([row.user.email], "It happened", MailState.SENT)
    assert (
        f"Its state is Ready to go.\n\nOpen it in the Co-sell Center:\n{settings.SITE_URL}/account/\n"
        in sent.body
    )
    html = str(sent.alternatives[0].content)  # type: ignore[attr-defined]  # EmailMultiAlternatives
    assert (f'href="{settings.SITE_URL}/account/"' in html, "<img" in html, "src=" in html) == (
        True,
        False,
        False,
    )


def test_names_in_a_mail_are_escaped_as_html_and_not_as_text() -> None:
    tasks.send_mail_of(waiting(params={"what": "<b>R&D</b>", "state": "ready"}).pk)
    [sent] = mail.outbox
    html = str(sent.alternatives[0].content)  # type: ignore[attr-defined]  # EmailMultiAlternatives
    assert (sent.subject, "&lt;b&gt;R&amp;D&lt;/b&gt;" in html, "<b>" in html) == (
        "<b>R&D</b> happened",
        True,
        False,
    )


def test_a_line_break_in_a_name_cannot_add_a_header() -> None:
    tasks.send_mail_of(waiting(params={"what": "It\nBcc: all@example.com", "state": ""}).pk)
    assert mail.outbox[0].subject == "It Bcc: all@example.com happened"


def test_a_mail_is_in_the_person_s_own_language() -> None:
    row = Notification.objects.create(user=make_user(language="fr"), code="tests.happened", params={})
    tasks.send_mail_of(row.pk)
    html = str(mail.outbox[0].alternatives[0].content)  # type: ignore[attr-defined]  # EmailMultiAlternatives
    assert '<html lang="fr">' in html


def test_sent_twice_by_the_broker_it_goes_out_once() -> None:
    row = waiting()
    tasks.send_mail_of(row.pk)
    tasks.send_mail_of(row.pk)
    assert len(mail.outbox) == 1


def test_a_mail_that_another_worker_is_sending_is_left_to_it() -> None:
    row = waiting(mail_leased_until=timezone.now() + timedelta(minutes=1))
    tasks.send_mail_of(row.pk)
    tasks.sweep_mails()
    assert len(mail.outbox) == 0


def test_a_mail_of_a_killed_worker_goes_out_when_its_lease_has_run_out() -> None:
    row = waiting(mail_leased_until=timezone.now() - timedelta(seconds=1), mail_tries=1)
    tasks.sweep_mails()
    row.refresh_from_db()
    assert (len(mail.outbox), row.mail_state, row.mail_tries) == (1, MailState.SENT, 2)


def test_the_same_mail_has_the_same_message_id_whenever_it_goes_out() -> None:
    row = waiting()
    tasks.send_mail_of(row.pk)
    Notification.objects.filter(pk=row.pk).update(mail_state=MailState.WAITING)
    tasks.send_mail_of(row.pk)
    ids = {each.extra_headers["Message-ID"] for each in mail.outbox}
    assert ids == {f"<notification-{row.public_id}@cosell.example>"}


def test_a_mail_for_nobody_is_no_error() -> None:
    tasks.send_mail_of(999_999)
    tasks.send_letter(999_999)
    assert mail.outbox == []


# --- failures ---


def test_a_failed_mail_waits_longer_each_time(no_server: None) -> None:
    row, waits = waiting(), []
    for _try in range(3):
        tasks.send_mail_of(row.pk)
        row.refresh_from_db()
        assert row.mail_leased_until is not None
        waits.append(round((row.mail_leased_until - timezone.now()).total_seconds() / 60))
        lapse(row)
    assert (waits, row.mail_state) == ([1, 2, 4], MailState.WAITING)


def test_a_mail_is_given_up_loudly_after_five_tries(
    no_server: None, caplog: pytest.LogCaptureFixture
) -> None:
    row = waiting()
    for _try in range(7):
        tasks.sweep_mails()
        lapse(row)
    row.refresh_from_db()
    assert (row.mail_state, row.mail_tries) == (MailState.GIVEN_UP, 5)
    assert f"Mail Notification {row.pk} was given up after 5 tries" in caplog.text
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.staff_only, entry.data) == (
        "mail.given_up",
        None,
        True,
        {"tries": 5},
    )


def test_a_worker_killed_on_the_last_try_leaves_a_mail_that_is_given_up() -> None:
    row = waiting(mail_tries=5, mail_leased_until=timezone.now() - timedelta(seconds=1))
    tasks.sweep_mails()
    row.refresh_from_db()
    assert (row.mail_state, mail.outbox) == (MailState.GIVEN_UP, [])


def test_one_bad_mail_stops_none_of_the_others() -> None:
    waiting(user=make_user(email="bad address\n@example.com"))
    waiting()
    tasks.sweep_mails()
    assert len(mail.outbox) == 1


# --- letters ---


def test_a_letter_forgets_its_text_once_it_has_gone_out() -> None:
    letter = Letter.objects.create(
        to="nora@example.com", subject="Verify", text="https://secret/", html="<p>x"
    )
    tasks.send_letter(letter.pk)
    letter.refresh_from_db()
    assert (mail.outbox[0].body, letter.text, letter.html, letter.mail_state) == (
        "https://secret/",
        "",
        "",
        "sent",
    )


def test_a_letter_that_failed_keeps_its_text(no_server: None) -> None:
    letter = Letter.objects.create(to="nora@example.com", subject="Verify", text="https://secret/")
    tasks.send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.text, letter.mail_state, letter.mail_tries) == ("https://secret/", MailState.WAITING, 1)


def test_letters_sent_long_ago_are_forgotten_and_those_given_up_are_kept() -> None:
    long_ago = timezone.now() - timedelta(days=31)
    for state, made in (("sent", long_ago), ("sent", timezone.now()), ("given_up", long_ago)):
        Letter.objects.create(to="x@example.com", subject=state, text="", mail_state=state, created_at=made)
    tasks.forget_letters()
    assert sorted(letter.subject for letter in Letter.objects.all()) == ["given_up", "sent"]


def test_posting_nudges_the_worker_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        post_letter(to="nora@example.com", subject="Hello", text="Hello")
    assert len(callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_args: Any) -> None:
        raise ConnectionRefusedError("no broker")

    monkeypatch.setattr(tasks.send_letter, "delay", refuse)
    with transaction.atomic():
        post_letter(to="nora@example.com", subject="Hello", text="Hello")
    assert Letter.objects.count() == 1
    assert "no broker" in caplog.text


# --- telling ---


def test_each_active_person_is_told_once() -> None:
    ann, ben = make_user(), make_user(is_active=False)
    notify("tests.happened", [ann, ann, ben], path="/", what="It", state="ready")
    assert [row.user for row in Notification.objects.all()] == [ann]


def test_a_quiet_notice_is_not_mailed() -> None:
    notify("tests.quiet", [make_user()])
    tasks.sweep_mails()
    assert (Notification.objects.get().mail_state, mail.outbox) == (MailState.NONE, [])


@pytest.mark.parametrize(
    ("code", "params", "title", "body"),
    [
        ("tests.happened", {"what": "It", "state": "ready"}, "It happened", "Its state is Ready to go."),
        ("tests.happened", {"what": "100 %", "state": "new"}, "100 % happened", "Its state is new."),
        ("tests.happened", {}, "… happened", "Its state is …."),
        ("tests.never_declared", {}, "A notification of an earlier version", ""),
    ],
)
def test_a_notification_reads_as_a_sentence(code: str, params: dict[str, str], title: str, body: str) -> None:
    words = told(Notification(code=code, params=params))
    assert (words.title, words.body) == (title, body)


def test_every_notice_can_be_filled_whatever_its_figures() -> None:
    for notice in declared():
        words = told(Notification(code=notice.code, params={}))
        assert words.title


def test_a_sweep_takes_the_oldest_first_and_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [waiting() for _number in range(3)]
    monkeypatch.setattr(posting, "BATCH", 2)
    assert posting.forgotten(Notification) == [rows[0].pk, rows[1].pk]
