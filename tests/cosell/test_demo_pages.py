"""The pages that only a demo has: its mailbox, and one sign-in per role."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import get_connection, send_mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from cosell.accounts import services
from cosell.demo import DEMO_PASSWORD, one_sign_in_per_role
from cosell.demo_mail import sent_mails, with_links
from tests.support.pages import text_of, tree_of

MAILBOX = "/demo/mail/"


@pytest.fixture
def demo(settings: Settings, tmp_path: Path) -> Path:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.SITE_URL = "http://127.0.0.1:8000"
    return tmp_path


def post(subject: str, body: str = "Hello", **more: Any) -> None:
    send_mail(subject, body, None, ["nora@example.com"], html_message="<p>Hello</p>", **more)


def test_without_a_demo_there_is_no_mailbox(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert client.get(MAILBOX).status_code == 404


def test_a_demo_that_really_sends_mails_shows_none(client: Client, settings: Settings) -> None:
    settings.DEMO, settings.EMAIL_BACKEND = True, "django.core.mail.backends.smtp.EmailBackend"
    assert client.get(MAILBOX).status_code == 404


def test_the_mailbox_is_empty_at_first_and_says_what_to_do(client: Client, demo: Path) -> None:
    assert "No e-mail yet" in text_of(client.get(MAILBOX))


def test_a_mail_is_listed_and_read(client: Client, demo: Path) -> None:
    post("Vérifiez votre adresse", "Ouvrez http://127.0.0.1:8000/accounts/confirm-email/abc/ maintenant")
    page = client.get(MAILBOX)
    [link] = tree_of(page).xpath("//main//th/a")
    assert link.text == "Vérifiez votre adresse"
    mail = client.get(link.get("href"))
    assert "nora@example.com" in text_of(mail)
    assert "/accounts/confirm-email/abc/" in [a.get("href") for a in tree_of(mail).xpath("//main//a")]


def test_the_newest_mail_stands_first(demo: Path) -> None:
    # All alive at once: a backend names its file by the second and by its own place in memory.
    backends = [get_connection() for _ in range(3)]
    for second, subject in enumerate(("First", "Second", "Third")):
        known = set(demo.rglob("*.log"))
        post(subject, connection=backends[second])
        (file,) = set(demo.rglob("*.log")) - known
        os.utime(file, (second, second))  # a file's own clock is too coarse to tell them apart
    assert [mail.subject for mail in sent_mails()] == ["Third", "Second", "First"]


@pytest.mark.parametrize("name", ["never-0", "secret_key-0"])
def test_only_mails_are_read(client: Client, demo: Path, name: str) -> None:
    assert client.get(f"{MAILBOX}{name}/").status_code == 404


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Open http://127.0.0.1:8000/a/?b=1&c=2 now",
            'Open <a href="/a/?b=1&amp;c=2">http://127.0.0.1:8000/a/?b=1&amp;c=2</a> now',
        ),
        ("https://evil.example/", "https://evil.example/"),
        ("http://127.0.0.1:8000.evil.example/", "http://127.0.0.1:8000.evil.example/"),
        ("<script>1</script>", "&lt;script&gt;1&lt;/script&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_our_own_addresses_can_be_followed(demo: Path, text: str, html: str) -> None:
    assert with_links(text) == html


@pytest.mark.django_db
def test_one_press_signs_in_as_each_role(demo: Path) -> None:
    for person in one_sign_in_per_role():
        services.create_person(email=person.email, name=person.name, password=DEMO_PASSWORD, role=person.role)
    page = Client().get(reverse("account_login"))
    forms = tree_of(page).xpath("//form[.//input[@type='hidden'][@name='password']]")
    assert len(forms) == 3
    for form in forms:
        client = Client()
        client.post(form.get("action"), dict(form.form_values()))
        assert "_auth_user_id" in client.session


def test_without_a_demo_the_sign_in_page_gives_no_password_away(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert DEMO_PASSWORD not in client.get(reverse("account_login")).content.decode()
