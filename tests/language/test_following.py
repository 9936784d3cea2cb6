"""The language follows the person, then this browser's choice, then the browser's own; errors and answers too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django.fixtures import Settings

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from cosell.notifications.services import notify
from tests.builders import PASSWORD, make_user
from tests.language.marking import OPEN
from tests.support.pages import text_of, tree_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]
ACCOUNT = "/account/"
SIGN_IN = "/accounts/login/"


def client_of(*, own: str | None = None, chosen: str = "", browser: str = "", **options: Any) -> Client:
    """A browser with these wishes; ``own`` signs in a person who has stored this language, or none ("")."""
    client = Client(headers={"Accept-Language": browser} if browser else None, **options)
    if chosen:
        client.cookies["django_language"] = chosen
    if own is not None:
        client.force_login(make_user(language=own, role="reviewer"))
    return client


def language_of(response: Any) -> tuple[str, str, bool]:
    """What the header says, what the page says, and whether its words are the marked French ones."""
    said = tree_of(response).xpath("string(/html/@lang)")
    return response.headers["Content-Language"], said, OPEN in response.content.decode()


FRENCH, ENGLISH = ("fr", "fr", True), ("en", "en", False)


@pytest.mark.parametrize(
    ("wishes", "path", "shown"),
    [
        ({}, SIGN_IN, ENGLISH),
        ({"browser": "fr-CA,fr;q=0.9,en;q=0.5"}, SIGN_IN, FRENCH),
        ({"browser": "de,fr;q=0.4"}, SIGN_IN, FRENCH),
        ({"browser": "de"}, SIGN_IN, ENGLISH),
        ({"browser": "fr", "chosen": "en"}, SIGN_IN, ENGLISH),
        ({"browser": "en", "chosen": "fr"}, SIGN_IN, FRENCH),
        ({"browser": "en", "chosen": "xx"}, SIGN_IN, ENGLISH),
        ({"own": "fr", "browser": "en", "chosen": "en"}, ACCOUNT, FRENCH),
        ({"own": "en", "browser": "fr", "chosen": "fr"}, ACCOUNT, ENGLISH),
        ({"own": "", "browser": "en", "chosen": "fr"}, ACCOUNT, FRENCH),
        ({"own": "", "browser": "fr"}, ACCOUNT, FRENCH),
    ],
)
def test_the_person_comes_before_the_choice_and_the_choice_before_the_browser(
    wishes: dict[str, str], path: str, shown: tuple[str, str, bool]
) -> None:
    response = client_of(**wishes).get(path)
    assert language_of(response) == shown
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))


def test_one_request_leaves_its_language_to_no_other() -> None:
    with translation.override("en"):
        client_of(own="fr").get(ACCOUNT)
        assert translation.get_language() == "en"


@pytest.mark.parametrize(("now", "other", "label"), [("en", "fr", "Français"), ("fr", "en", "English")])
def test_the_menu_names_the_other_language_in_itself_and_the_choice_stays(
    now: str, other: str, label: str
) -> None:
    client = client_of(own=now)
    user = User.objects.get()
    [button] = tree_of(client.get(ACCOUNT)).xpath("//button[@name='language']")
    assert (button.get("value"), button.get("lang"), button.text_content().strip()) == (other, other, label)
    client.post(reverse("set_language"), {"language": other, "next": ACCOUNT})
    user.refresh_from_db()
    assert (user.language, client.cookies["django_language"].value) == (other, other)
    again = Client(headers={"Accept-Language": now})
    again.force_login(user)
    assert again.get(ACCOUNT).headers["Content-Language"] == other


def test_what_a_stranger_chose_is_the_language_of_the_sign_in_page_alone() -> None:
    person = make_user(language="en", role="reviewer")
    client = client_of(chosen="fr")
    assert language_of(client.get(SIGN_IN)) == FRENCH
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    assert language_of(client.get(ACCOUNT)) == ENGLISH


# --- errors ---


def bad_host(client: Client) -> Any:
    return client.get("/", headers={"Host": "elsewhere.example"})


def forbidden(client: Client) -> Any:
    client.force_login(make_user(language="fr", role="reviewer"))
    return client.get(reverse("audit:log"))


def not_found(client: Client) -> Any:
    return client.get("/nowhere/")


def without_token(client: Client) -> Any:
    return client.post(SIGN_IN, {"login": "a@example.com"})


def too_often(client: Client) -> Any:
    token = tree_of(client.get(SIGN_IN)).xpath("string(//input[@name='csrfmiddlewaretoken']/@value)")
    form = {"login": "a@example.com", "password": "wrong", "csrfmiddlewaretoken": token}
    answers = [client.post(SIGN_IN, form) for _try in range(2)]
    return answers[-1]


@pytest.mark.parametrize(
    ("fail", "status"),
    [(bad_host, 400), (forbidden, 403), (without_token, 403), (not_found, 404), (too_often, 429)],
)
@pytest.mark.parametrize("before", ["en", "fr"])
def test_an_error_page_is_in_the_reader_s_language(
    fail: Callable[[Client], Any], status: int, before: str, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client = client_of(browser="fr", enforce_csrf_checks=True, raise_request_exception=False)
    with translation.override(before):
        response = fail(client)
    assert (response.status_code, language_of(response)) == (status, FRENCH)


@pytest.mark.urls("tests.support.failing_urls")
@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/gone/", 503)])
@pytest.mark.parametrize(
    ("wishes", "shown"),
    [
        ({"own": "fr", "browser": "en", "chosen": "en"}, FRENCH),
        ({"own": "en", "browser": "fr", "chosen": "fr"}, ENGLISH),
        ({"browser": "en", "chosen": "fr"}, FRENCH),
        ({"browser": "fr"}, FRENCH),
        ({"browser": "en"}, ENGLISH),
    ],
)
def test_the_page_of_a_fault_of_ours_is_in_the_reader_s_language(
    wishes: dict[str, str], shown: tuple[str, str, bool], address: str, status: int
) -> None:
    response = client_of(**wishes, raise_request_exception=False).get(address)
    assert (response.status_code, language_of(response)) == (status, shown)


# --- answers that are no pages, and what is told in the background ---


def test_what_is_told_holds_no_word_of_who_did_it() -> None:
    readers = [make_user(language=language, role="reviewer") for language in ("en", "fr")]
    with translation.override("fr"):
        notify("accounts.role_changed", readers, path=ACCOUNT, role="reviewer", person="Νίκος")
    assert [row.params for row in Notification.objects.all()] == [{"role": "reviewer", "person": "Νίκος"}] * 2
    pages = []
    for reader in readers:
        client = Client()
        client.force_login(reader)
        pages.append(text_of(client.get(reverse("notifications:list"))))
    assert [OPEN in page for page in pages] == [False, True]
