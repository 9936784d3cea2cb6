"""Accounts: one's own, and those that a programme admin looks after."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cosell.accounts import services
from cosell.accounts.models import Theme, User
from cosell.audit.models import AuditEntry
from cosell.notifications.models import Notification
from tests.builders import make_member, make_partner, make_user
from tests.support.pages import text_of, tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return make_user(role="programme_admin", name="Priya")


# --- one's own account ---


def test_name_and_language_are_saved(client: Client) -> None:
    user = make_member(make_partner())
    client.force_login(user)
    page = client.post("/account/", {"name": "New Name", "language": "fr"}, follow=True)
    user.refresh_from_db()
    assert (user.name, user.language, page.headers["Content-Language"]) == ("New Name", "fr", "fr")


def test_an_empty_name_is_said_at_its_field(client: Client) -> None:
    client.force_login(make_member(make_partner()))
    page = client.post("/account/", {"name": " ", "language": "de"})
    assert sorted(page.context["form"].errors) == ["language", "name"]


# --- language and theme ---


@pytest.mark.parametrize(
    ("own", "cookie", "accepts", "expected"),
    [
        ("fr", "en", "en", "fr"),
        ("", "fr", "en", "fr"),
        ("", "", "fr-CA,en;q=0.5", "fr"),
        ("", "", "de", "en"),
        ("", "xx", "fr", "fr"),
        ("", "", "", "en"),
    ],
)
def test_the_language_follows_the_person_then_the_cookie_then_the_browser(
    client: Client, own: str, cookie: str, accepts: str, expected: str
) -> None:
    client.force_login(make_member(make_partner(), language=own))
    if cookie:
        client.cookies["django_language"] = cookie
    response = client.get("/account/", headers={"Accept-Language": accepts})
    assert response.headers["Content-Language"] == expected
    assert response.context["form"]["language"].value() == expected  # saving a name changes no language
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))


def test_choosing_a_language_is_kept_in_the_browser_and_in_the_account(client: Client) -> None:
    user = make_member(make_partner())
    client.force_login(user)
    response = client.post(reverse("set_language"), {"language": "fr", "next": "/account/"})
    user.refresh_from_db()
    assert (user.language, response.headers["Location"]) == ("fr", "/account/")
    assert client.cookies["django_language"].value == "fr"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "xx"})
    assert "django_language" not in client.cookies


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_language_and_theme_lead_back_to_our_pages_only(client: Client, target: str) -> None:
    for name in ("set_language", "set_theme"):
        assert client.post(reverse(name), {"next": target}).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("own", "cookie", "expected"),
    [
        ("dark", "light", "dark"),
        ("light", "", "light"),
        ("system", "dark", None),
        ("", "dark", "dark"),
        ("", "<x>", None),
        ("", "", None),
        (None, "dark", "dark"),
        (None, "", None),
    ],
)
def test_the_theme_follows_the_person_then_the_cookie_then_the_system(
    client: Client, own: str | None, cookie: str, expected: str | None
) -> None:
    if own is not None:
        client.force_login(make_member(make_partner(), theme=own))
    if cookie:
        client.cookies["theme"] = cookie
    page = tree_of(client.get("/accounts/login/" if own is None else "/account/"))
    pressed = page.xpath("//button[@name='theme'][@aria-pressed='true']/@value")
    assert (page.get("data-theme"), pressed) == (expected, [expected or "system"])


@pytest.mark.parametrize("theme", Theme.values)
def test_a_chosen_theme_is_kept_in_the_account_for_every_browser(client: Client, theme: str) -> None:
    user = make_member(make_partner(), theme="dark")
    client.force_login(user)
    client.post(reverse("set_theme"), {"theme": theme})
    user.refresh_from_db()
    assert (user.theme, client.cookies["theme"].value) == (theme, theme)


@pytest.mark.parametrize("theme", Theme.values)
def test_a_stranger_s_theme_is_kept_in_the_browser(client: Client, theme: str) -> None:
    client.post(reverse("set_theme"), {"theme": theme})
    assert client.cookies["theme"].value == theme


def test_an_unknown_theme_changes_nothing(client: Client) -> None:
    user = make_member(make_partner(), theme="dark")
    client.force_login(user)
    client.post(reverse("set_theme"), {"theme": "<x>"})
    user.refresh_from_db()
    assert (user.theme, "theme" in client.cookies) == ("dark", False)


# --- users: act × role ---

ACTS = {
    "role": lambda actor, user: services.change_user_role(actor=actor, user=user, role="reviewer"),
    "close": lambda actor, user: services.let_sign_in(actor=actor, user=user, may=False),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("role", "may"), [("partner", False), ("reviewer", False), ("programme_admin", True)]
)
def test_only_programme_admins_look_after_accounts(act: str, role: str, may: bool) -> None:
    actor, user = make_user(role=role), make_user()
    if may:
        ACTS[act](actor, user)
    else:
        with pytest.raises(PermissionDenied):
            ACTS[act](actor, user)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_changes_their_own_role_or_closes_their_own_account(admin: User, act: str) -> None:
    with pytest.raises(ValidationError):
        ACTS[act](admin, admin)


def test_an_admin_whose_role_was_just_taken_away_is_refused(admin: User) -> None:
    other = make_user(role="programme_admin")
    services.change_user_role(actor=admin, user=other, role="partner")
    other.role = "programme_admin"  # as it was when the other admin's request began
    with pytest.raises(PermissionDenied):
        services.change_user_role(actor=other, user=admin, role="partner")


def test_a_new_role_is_recorded_and_told(admin: User) -> None:
    user = make_user()
    services.change_user_role(actor=admin, user=user, role="reviewer")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.staff_only) == ("account.role_changed", admin, True)
    assert entry.data == {"before": "partner", "after": "reviewer"}
    assert Notification.objects.get().user == user


def test_a_closed_account_is_signed_out_with_the_next_click(client: Client, admin: User) -> None:
    user = make_member(make_partner())
    client.force_login(user)
    assert client.get("/account/").status_code == 200
    services.let_sign_in(actor=admin, user=user, may=False)
    assert client.get("/account/").status_code == 302
    services.let_sign_in(actor=admin, user=user, may=True)
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "account.closed",
        "account.opened",
    ]


def test_the_page_of_a_user_changes_role_and_access(client: Client, admin: User) -> None:
    user = make_user(name="Nora")
    client.force_login(admin)
    page = client.post(reverse("accounts:user", args=[user.public_id]), {"role": "reviewer"}, follow=True)
    assert "Nora now has the role Reviewer." in text_of(page)
    page = client.post(reverse("accounts:user_access", args=[user.public_id]), {"may": "no"}, follow=True)
    assert "Nora can no longer sign in." in text_of(page)
    user.refresh_from_db()
    assert (user.role, user.is_active) == ("reviewer", False)


def test_one_s_own_page_offers_nothing_to_change(client: Client, admin: User) -> None:
    client.force_login(admin)
    url = reverse("accounts:user", args=[admin.public_id])
    assert "ask another admin" in text_of(client.get(url))
    page = client.post(url, {"role": "partner"})
    assert list(page.context["form"].errors) == ["role"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ann", "Ben", "Cleo", "Priya"]),
        ("?q=BEN", ["Ben"]),
        ("?q=cleo@fabrikam", ["Cleo"]),
        ("?role=reviewer", ["Ben"]),
        ("?state=inactive", ["Cleo"]),
        ("?role=nonsense&state=nonsense", ["Ann", "Ben", "Cleo", "Priya"]),
        ("?sort=-name", ["Priya", "Cleo", "Ben", "Ann"]),
        ("?sort=nonsense&page=nonsense", ["Ann", "Ben", "Cleo", "Priya"]),
        ("?q=nobody", []),
    ],
)
def test_users_are_searched_filtered_and_sorted(
    client: Client, admin: User, query: str, names: list[str]
) -> None:
    make_user(name="Ann")
    make_user(name="Ben", role="reviewer")
    make_user(name="Cleo", email="cleo@fabrikam.example", is_active=False)
    client.force_login(admin)
    page = client.get(reverse("accounts:users") + query)
    assert [user.name for user in page.context["page"]] == names


def test_the_list_costs_the_same_for_one_and_for_thirty(client: Client, admin: User) -> None:
    partner = make_partner()
    make_member(partner)
    client.force_login(admin)
    url = reverse("accounts:users")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _number in range(30):
        make_member(partner)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
    assert len(few) <= 9


def test_create_person_verifies_the_address_so_that_one_can_sign_in(client: Client) -> None:
    services.create_person(email="Op@Example.com", name="Op", password="three plain words here")
    page = client.post(
        reverse("account_login"), {"login": "op@example.com", "password": "three plain words here"}
    )
    assert page.headers["Location"] == "/"
