"""What a person reads of what they were told."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from tests.builders import make_member, make_partner, make_user
from tests.support.pages import text_of, tree_of

pytestmark = pytest.mark.django_db
LIST = "/notifications/"


@pytest.fixture
def person(client: Client) -> User:
    user = make_member(make_partner())
    client.force_login(user)
    return user


def tell(user: User, path: str = "/account/", **params: str) -> Notification:
    params = {"person": "Bob", "organisation": "Contoso", "role": "editor", **params}
    return Notification.objects.create(user=user, code="accounts.member_joined", params=params, path=path)


def test_the_list_shows_mine_the_newest_first(client: Client, person: User) -> None:
    tell(person, person="First")
    tell(person, person="Second")
    tell(make_user(), person="Somebody else's")
    text = text_of(client.get(LIST))
    assert "Second accepted the invitation and is now a member of Contoso (Editor)." in text
    assert text.index("Second joined") < text.index("First joined")
    assert "Somebody else's" not in text


def test_an_empty_list_says_what_will_stand_there(client: Client, person: User) -> None:
    assert "Nothing to tell" in text_of(client.get(LIST))


def test_following_one_leads_to_its_page_and_reads_it(client: Client, person: User) -> None:
    one, other = tell(person), tell(person)
    response = client.get(reverse("notifications:follow", args=[one.public_id]))
    one.refresh_from_db()
    other.refresh_from_db()
    assert (response.headers["Location"], one.read_at is None, other.read_at) == ("/account/", False, None)


def test_one_never_leads_out_of_the_product(client: Client, person: User) -> None:
    for path in ("https://evil.example/", "//evil.example/", ""):
        response = client.get(reverse("notifications:follow", args=[tell(person, path).public_id]))
        assert response.headers["Location"] == LIST


def test_mark_all_as_read_reads_mine_alone(client: Client, person: User) -> None:
    tell(person)
    foreign = tell(make_user())
    client.post(reverse("notifications:read_all"))
    foreign.refresh_from_db()
    assert (Notification.objects.filter(user=person, read_at=None).count(), foreign.read_at) == (0, None)


def test_the_bell_counts_what_is_new_and_asks_once_a_minute(client: Client, person: User) -> None:
    tell(person)
    Notification.objects.filter(pk=tell(person).pk).update(read_at=timezone.now())
    bell = tree_of(client.get(reverse("notifications:count")))
    assert (bell.get("hx-trigger"), " ".join(bell.text_content().split())) == (
        "every 60s",
        "1 1 unread notification",
    )


def test_a_page_of_the_list_holds_thirty(client: Client, person: User) -> None:
    for _number in range(31):
        tell(person)
    assert len(client.get(LIST).context["rows"]) == 30
    assert len(client.get(LIST + "?page=2").context["rows"]) == 1


def test_the_list_costs_the_same_for_one_and_for_thirty(client: Client, person: User) -> None:
    tell(person)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _number in range(29):
        tell(person)
    with CaptureQueriesContext(connection) as thirty:
        client.get(LIST)
    assert len(thirty) == len(one)
    assert len(one) <= 8
