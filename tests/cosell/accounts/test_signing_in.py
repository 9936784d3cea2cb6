"""From nothing to one's own offers: sign up, verify, create an organisation, its profile. And back in again."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from cosell.accounts.models import Membership, Partner, User
from cosell.audit.models import AuditEntry
from cosell.notifications.models import Letter
from tests.builders import PASSWORD, make_member, make_partner, make_user
from tests.support.pages import form_data, text_of, tree_of

pytestmark = pytest.mark.django_db
NEW = {"name": "Nora Newcomer", "email": "nora@fabrikam.example", "password1": "three plain words here"}


def link_in(letter: Letter, site: str) -> str:
    """The first address of this product in the letter, as a path."""
    found = re.search(rf"{re.escape(site)}(/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def newest_letter(to: str) -> Letter:
    return Letter.objects.filter(to=to)[:1].get()


def sign_up(client: Client, **changes: str) -> Any:
    return client.post(reverse("account_signup"), {**NEW, **changes}, follow=True)


def sign_in(client: Client, email: str, password: str = PASSWORD, **query: str) -> Any:
    return client.post(
        reverse("account_login", query=query), {"login": email, "password": password}, follow=True
    )


# --- signing up ---


def test_a_newcomer_gets_from_the_sign_up_to_the_business_profile(client: Client, settings: Settings) -> None:
    page = sign_up(client)
    assert "Look into your mailbox" in text_of(page)
    verify = link_in(newest_letter(NEW["email"]), settings.SITE_URL)
    confirm = client.get(verify)
    assert "Is nora@fabrikam.example your address?" in text_of(confirm)
    page = client.post(verify, follow=True)
    assert page.redirect_chain[-1][0] == reverse("accounts:organisation_create")
    page = client.post(reverse("accounts:organisation_create"), {"name": "Fabrikam"}, follow=True)
    partner = Partner.objects.get()
    assert page.request["PATH_INFO"] == reverse("accounts:business_profile", args=[partner.public_id])
    membership = Membership.objects.get()
    assert (membership.user.email, membership.partner, membership.role) == (NEW["email"], partner, "owner")


def test_the_account_speaks_the_language_of_the_page(client: Client) -> None:
    client.cookies["django_language"] = "fr"
    sign_up(client)
    user = User.objects.get()
    assert (user.name, user.email, user.language, user.role) == (
        "Nora Newcomer",
        "nora@fabrikam.example",
        "fr",
        "partner",
    )


def test_nobody_gets_in_without_verifying(client: Client) -> None:
    sign_up(client)
    other = Client()
    page = sign_in(other, NEW["email"], NEW["password1"])
    assert ("Look into your mailbox" in text_of(page), "_auth_user_id" in other.session) == (True, False)


def test_verifying_in_another_browser_leads_to_the_sign_in_page(client: Client, settings: Settings) -> None:
    sign_up(client)
    other = Client()
    page = other.post(link_in(newest_letter(NEW["email"]), settings.SITE_URL), follow=True)
    assert (page.request["PATH_INFO"], "_auth_user_id" in other.session) == (reverse("account_login"), False)
    assert EmailAddress.objects.get().verified is True
    assert sign_in(other, NEW["email"], NEW["password1"]).request["PATH_INFO"] == reverse(
        "accounts:organisation_create"
    )


def test_every_fault_of_the_form_is_said_at_once_at_its_field(client: Client) -> None:
    page = sign_up(client, name="", email="no address", password1="short")
    assert sorted(page.context["form"].errors) == ["email", "name", "password1"]
    assert form_data(page)["email"] == "no address"


@pytest.mark.parametrize("password", ["short", "111111111111", "nora@fabrikam.example"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    page = sign_up(client, password1=password)
    assert list(page.context["form"].errors) == ["password1"]


def test_an_address_that_has_an_account_learns_it_by_mail_and_nobody_else_does(client: Client) -> None:
    make_user(email=NEW["email"])
    page = sign_up(client)
    assert "Look into your mailbox" in text_of(page)
    letter = newest_letter(NEW["email"])
    assert (letter.subject, User.objects.count()) == ("You have an account already", 1)


def test_a_dead_verification_link_says_what_to_do(client: Client) -> None:
    page = client.get(reverse("account_confirm_email", args=["never-made"]))
    assert "This link is not valid any more" in text_of(page)


def test_signing_up_is_in_the_record(client: Client) -> None:
    sign_up(client)
    assert [entry.action for entry in AuditEntry.objects.all()] == ["account.signed_up"]


# --- signing in and out ---


def test_signing_in_goes_on_to_the_page_that_was_asked_for(client: Client) -> None:
    owner = make_member(make_partner())
    page = sign_in(client, owner.email, next="/account/")
    assert page.request["PATH_INFO"] == "/account/"


def test_signing_in_never_leads_to_a_foreign_page(client: Client) -> None:
    owner = make_member(make_partner())
    page = sign_in(client, owner.email, next="https://evil.example/")
    assert [address for address, _status in page.redirect_chain if "evil" in address] == []


def test_the_page_asked_for_outlives_a_wrong_password(client: Client) -> None:
    page = sign_in(client, "nobody@example.com", "wrong", next="/account/")
    assert form_data(page)["next"] == "/account/"
    assert "The email address and/or password you specified are not correct." in text_of(page)


def test_a_wrong_password_and_an_unknown_address_read_alike(client: Client) -> None:
    user = make_user()
    known, unknown = sign_in(client, user.email, "wrong"), sign_in(client, "nobody@example.com", "wrong")
    assert known.context["form"].errors == unknown.context["form"].errors


def test_a_closed_account_is_told_so(client: Client) -> None:
    user = make_user(is_active=False)
    page = sign_in(client, user.email)
    assert ("This account is closed" in text_of(page), "_auth_user_id" in client.session) == (True, False)


def test_signing_out_takes_a_post(client: Client) -> None:
    client.force_login(make_member(make_partner()))
    asked = client.get(reverse("account_logout"))
    assert ("Do you want to sign out?" in text_of(asked), "_auth_user_id" in client.session) == (True, True)
    page = client.post(reverse("account_logout"), follow=True)
    assert ("You are signed out." in text_of(page), "_auth_user_id" in client.session) == (True, False)


def test_guessing_a_password_is_stopped(client: Client) -> None:
    user = make_user()
    for _attempt in range(6):
        page = sign_in(client, user.email, "wrong")
    assert "Too many failed login attempts. Try again later." in text_of(page)


# --- passwords and addresses ---


def test_a_forgotten_password_is_chosen_anew_by_a_link(client: Client, settings: Settings) -> None:
    user = make_member(make_partner())
    page = client.post(reverse("account_reset_password"), {"email": user.email}, follow=True)
    assert "Look into your mailbox" in text_of(page)
    form = client.get(link_in(newest_letter(user.email), settings.SITE_URL), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "four other plain words"}, follow=True)
    user.refresh_from_db()
    assert user.check_password("four other plain words") is True
    assert newest_letter(user.email).subject == "Your password was changed"
    assert AuditEntry.objects.filter(action="account.password_changed").count() == 1


def test_a_link_for_a_password_works_once(client: Client, settings: Settings) -> None:
    user = make_user()
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = link_in(newest_letter(user.email), settings.SITE_URL)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "four other plain words"})
    assert "This link is not valid any more" in text_of(Client().get(link, follow=True))


def test_an_address_without_an_account_gets_a_mail_that_says_so(client: Client) -> None:
    page = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"}, follow=True)
    assert "Look into your mailbox" in text_of(page)
    assert newest_letter("nobody@example.com").subject == "There is no account with this address"


def test_changing_the_password_asks_for_the_old_one(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    url = reverse("account_change_password")
    wrong = client.post(url, {"oldpassword": "wrong", "password1": "four other plain words"})
    assert list(wrong.context["form"].errors) == ["oldpassword"]
    right = client.post(url, {"oldpassword": PASSWORD, "password1": "four other plain words"}, follow=True)
    user.refresh_from_db()
    assert (user.check_password("four other plain words"), right.request["PATH_INFO"]) == (True, "/account/")


def test_a_new_address_holds_once_it_is_verified(client: Client, settings: Settings) -> None:
    user = make_member(make_partner())
    client.force_login(user)
    page = client.post(reverse("account_email"), {"email": "new@example.com", "action_add": ""}, follow=True)
    assert "new@example.com waits to be verified" in text_of(page)
    user.refresh_from_db()
    assert user.email != "new@example.com"
    client.post(link_in(newest_letter("new@example.com"), settings.SITE_URL))
    user.refresh_from_db()
    assert user.email == "new@example.com"


def test_a_mail_is_in_the_person_s_language_and_not_the_page_s(client: Client) -> None:
    user = make_user(language="fr")
    client.cookies["django_language"] = "en"
    client.post(reverse("account_reset_password"), {"email": user.email})
    letter = newest_letter(user.email)
    assert '<html lang="fr">' in letter.html
    assert "<img" not in letter.html


def test_the_pages_of_signing_in_have_their_title_as_the_heading(client: Client) -> None:
    for name in ("account_login", "account_signup", "account_reset_password", "account_inactive"):
        tree = tree_of(client.get(reverse(name)))
        heading = tree.xpath("string(//h1)").strip()
        assert tree.xpath("string(//title)").strip() == f"{heading} – Co-sell Center"


# --- where each role starts ---


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("partner", "eligibility:offer_list"),
        ("reviewer", "reviews:queue"),
        ("programme_admin", "eligibility:programme"),
    ],
)
def test_each_role_starts_where_its_work_is(client: Client, role: str, name: str) -> None:
    user = make_member(make_partner()) if role == "partner" else make_user(role=role)
    client.force_login(user)
    assert client.get("/").headers["Location"] == reverse(name)


def test_a_partner_s_person_without_an_organisation_makes_one_first(client: Client) -> None:
    client.force_login(make_user())
    assert client.get("/").headers["Location"] == reverse("accounts:organisation_create")
