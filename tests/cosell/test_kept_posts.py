"""A session that ends while somebody types."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cosell import kept_posts
from cosell.accounts.models import Partner, User
from cosell.accounts.tasks import clear_ended_sessions
from tests.builders import PASSWORD, make_member, make_partner
from tests.support.pages import form_data, text_of

pytestmark = pytest.mark.django_db
ENDED = "Your session had ended. What you typed is here; check it and save."


@pytest.fixture
def partner() -> Partner:
    return make_partner(legal_name="Contoso Ltd")


@pytest.fixture
def amelie(partner: Partner) -> User:
    return make_member(partner, name="Amélie")


@pytest.fixture
def url(partner: Partner) -> str:
    return reverse("accounts:business_profile", args=[partner.public_id])


@pytest.fixture
def typed(client: Client, amelie: User, url: str) -> dict[str, Any]:
    """The profile's page is open, something is typed, and the session is gone."""
    client.force_login(amelie)
    data = form_data(client.get(url), legal_name="Contoso SAS")
    del client.cookies["sessionid"]
    return data


def sign_in_page_for(path: str) -> str:
    return f"{reverse('account_login')}?next={path}"


def sign_in(client: Client, user: User, to: str) -> Any:
    return client.post(to, {"login": user.email, "password": PASSWORD}, follow=True)


def test_what_was_typed_comes_back_after_the_sign_in(
    client: Client, partner: Partner, amelie: User, url: str, typed: dict[str, Any]
) -> None:
    refused = client.post(url, typed)
    assert refused.url == sign_in_page_for(url)
    page = sign_in(client, amelie, refused.url)
    assert (page.request["PATH_INFO"], form_data(page)["legal_name"]) == (url, "Contoso SAS")
    assert ENDED in text_of(page)
    partner.refresh_from_db()
    assert partner.legal_name == "Contoso Ltd"
    client.post(url, form_data(page))
    partner.refresh_from_db()
    assert partner.legal_name == "Contoso SAS"


def test_it_comes_back_once(client: Client, amelie: User, url: str, typed: dict[str, Any]) -> None:
    refused = client.post(url, typed)
    sign_in(client, amelie, refused.url)
    again = client.get(url)
    assert (form_data(again)["legal_name"], ENDED in text_of(again)) == ("Contoso Ltd", False)


def test_somebody_else_who_signs_in_does_not_get_it(
    client: Client, partner: Partner, url: str, typed: dict[str, Any]
) -> None:
    bob = make_member(partner, name="Bob")
    refused = client.post(url, typed)
    page = sign_in(client, bob, refused.url)
    assert (form_data(page)["legal_name"], ENDED in text_of(page)) == ("Contoso Ltd", False)
    assert kept_posts.SESSION_KEY not in client.session


def test_a_browser_in_which_nobody_was_signed_in_keeps_nothing(client: Client, url: str) -> None:
    response = client.post(url, {"legal_name": "Anything"})
    assert (response.status_code, kept_posts.SESSION_KEY in client.session) == (302, False)


def test_a_forged_person_keeps_nothing(client: Client, url: str, typed: dict[str, Any]) -> None:
    client.cookies[kept_posts.COOKIE] = "somebody:else"
    client.post(url, typed)
    assert kept_posts.SESSION_KEY not in client.session


def test_too_much_is_not_kept(client: Client, url: str, typed: dict[str, Any]) -> None:
    client.post(url, {**typed, "description": "x" * (kept_posts.LIMIT_BYTES + 1)})
    assert kept_posts.SESSION_KEY not in client.session


def test_passwords_and_tokens_are_never_kept(client: Client, url: str, typed: dict[str, Any]) -> None:
    client.post(url, {**typed, "password": "secret", "csrfmiddlewaretoken": "token"})
    kept = client.session[kept_posts.SESSION_KEY]["data"]
    assert ("secret" in kept, "token" in kept, "Contoso+SAS" in kept) == (False, False, True)


def test_it_does_not_come_back_on_another_page(
    client: Client, partner: Partner, amelie: User, url: str, typed: dict[str, Any]
) -> None:
    client.post(url, typed)
    sign_in(client, amelie, reverse("account_login"))
    members = client.get(reverse("accounts:members", args=[partner.public_id]))
    assert (ENDED in text_of(members), ENDED in text_of(client.get(url))) == (False, True)


def test_it_does_not_come_back_after_an_hour(
    client: Client, amelie: User, url: str, typed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = client.post(url, typed)
    monkeypatch.setattr(kept_posts, "KEPT_SECONDS", -1)
    assert form_data(sign_in(client, amelie, refused.url))["legal_name"] == "Contoso Ltd"


def test_a_button_without_a_page_leads_back_to_the_page_it_stood_on(
    client: Client, partner: Partner, amelie: User, typed: dict[str, Any]
) -> None:
    members = reverse("accounts:members", args=[partner.public_id])
    leave = reverse("accounts:leave", args=[partner.public_id])
    response = client.post(leave, headers={"Referer": f"http://testserver{members}"})
    assert response.url == sign_in_page_for(members)


def test_a_foreign_page_is_never_led_back_to(client: Client, partner: Partner, typed: dict[str, Any]) -> None:
    leave = reverse("accounts:leave", args=[partner.public_id])
    response = client.post(leave, headers={"Referer": "https://evil.example/page/"})
    assert response.url == reverse("account_login") + "?next=/"


def test_a_page_s_own_polling_gets_a_401_and_no_page(client: Client) -> None:
    response = client.get(reverse("notifications:count"), headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")


def test_a_form_of_htmx_is_led_to_the_sign_in_page_whole(
    client: Client, amelie: User, url: str, typed: dict[str, Any]
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{url}"}
    response = client.post(url, typed, headers=headers)
    sign_in_page = sign_in_page_for(url)
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, sign_in_page)
    assert form_data(sign_in(client, amelie, sign_in_page))["legal_name"] == "Contoso SAS"


def test_what_nobody_comes_back_for_is_deleted_with_its_session(
    client: Client, url: str, typed: dict[str, Any]
) -> None:
    client.post(url, typed)
    key = client.session.session_key
    assert client.session.get_expiry_age() <= kept_posts.KEPT_SECONDS
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    clear_ended_sessions()
    assert Session.objects.filter(session_key=key).exists() is False


# --- a page that is older than the sign-in: its CSRF token no longer fits ---


@pytest.fixture
def strict(amelie: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(amelie)
    return client


def test_a_form_of_our_own_page_with_an_old_token_comes_back_typed(
    strict: Client, partner: Partner, url: str
) -> None:
    data = form_data(strict.get(url), legal_name="Contoso SAS", csrfmiddlewaretoken="x" * 64)
    headers = {"Origin": "http://testserver", "Referer": f"http://testserver{url}"}
    page = strict.post(url, data, headers=headers, follow=True)
    partner.refresh_from_db()
    assert (form_data(page)["legal_name"], partner.legal_name) == ("Contoso SAS", "Contoso Ltd")


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_form_from_anywhere_else_is_refused_with_what_to_do(
    strict: Client, url: str, headers: dict[str, str]
) -> None:
    response = strict.post(url, {"legal_name": "Evil"}, headers=headers)
    assert (response.status_code, kept_posts.SESSION_KEY in strict.session) == (403, False)
    assert "This page was open for too long" in text_of(response)
