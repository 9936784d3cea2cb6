"""A field that two people changed: one press keeps mine or takes theirs, and nothing else that was typed is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts.models import Partner
from tests.builders import make_member, make_offer, make_partner
from tests.support.pages import form_data, tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner() -> Partner:
    return make_partner()


@pytest.fixture
def url(partner: Partner) -> str:
    return reverse("accounts:business_profile", args=[partner.public_id])


@pytest.fixture
def hers(partner: Partner) -> Client:
    return signed_in(partner, "Amélie")


@pytest.fixture
def his(partner: Partner) -> Client:
    return signed_in(partner, "Bob")


def signed_in(partner: Partner, name: str) -> Client:
    client = Client()
    client.force_login(make_member(partner, name=name))
    return client


def clash(hers: Client, his: Client, url: str, mine: dict[str, Any], theirs: dict[str, Any]) -> Any:
    """She opens the page, he saves ``theirs``, then she saves ``mine``: her answer."""
    her_page = form_data(hers.get(url), having="base", **mine)
    his.post(url, form_data(his.get(url), having="base", **theirs))
    return hers.post(url, her_page)


def stored(partner: Partner) -> Any:
    return Partner.objects.values("legal_name", "mpn_id", "description").get(pk=partner.pk)


def buttons(answer: Any) -> list[str]:
    return [str(value) for value in tree_of(answer).xpath("//main//button[@name='choose']/@value")]


@pytest.mark.parametrize(("side", "kept"), [("mine", "Hers"), ("theirs", "His")])
def test_one_press_decides_the_field_and_saves_what_else_was_typed(
    partner: Partner, hers: Client, his: Client, url: str, side: str, kept: str
) -> None:
    mine = {"legal_name": "Hers", "description": "Typed by her"}
    answer = clash(hers, his, url, mine, {"legal_name": "His"})
    assert buttons(answer) == ["mine:legal_name", "theirs:legal_name"]
    again = hers.post(url, form_data(answer, choose=f"{side}:legal_name"))
    assert again.status_code == 302
    assert stored(partner) == {"legal_name": kept, "mpn_id": "4567890", "description": "Typed by her"}


def test_with_two_conflicts_the_second_choice_saves(
    partner: Partner, hers: Client, his: Client, url: str
) -> None:
    mine = {"legal_name": "Hers", "mpn_id": "111", "description": "Typed by her"}
    first = clash(hers, his, url, mine, {"legal_name": "His", "mpn_id": "222"})
    second = hers.post(url, form_data(first, choose="theirs:legal_name"))
    assert buttons(second) == ["mine:mpn_id", "theirs:mpn_id"]
    assert form_data(second)["legal_name"] == "His"
    assert form_data(second)["description"] == "Typed by her"
    assert stored(partner)["description"] == "Software for people who read figures."
    assert hers.post(url, form_data(second, choose="mine:mpn_id")).status_code == 302
    assert stored(partner) == {"legal_name": "His", "mpn_id": "111", "description": "Typed by her"}


def test_theirs_that_changed_once_more_is_kept_as_it_is_now(
    partner: Partner, hers: Client, his: Client, url: str
) -> None:
    answer = clash(hers, his, url, {"legal_name": "Hers"}, {"legal_name": "His"})
    his.post(url, form_data(his.get(url), having="base", legal_name="His second"))
    hers.post(url, form_data(answer, choose="theirs:legal_name"))
    assert stored(partner)["legal_name"] == "His second"


def test_mine_is_asked_again_if_theirs_changed_once_more(
    partner: Partner, hers: Client, his: Client, url: str
) -> None:
    answer = clash(hers, his, url, {"legal_name": "Hers"}, {"legal_name": "His"})
    his.post(url, form_data(his.get(url), having="base", legal_name="His second"))
    again = hers.post(url, form_data(answer, choose="mine:legal_name"))
    assert buttons(again) == ["mine:legal_name", "theirs:legal_name"]
    assert stored(partner)["legal_name"] == "His second"


@pytest.mark.parametrize(
    "choice", ["theirs:nothing", "theirs:", "theirs", "theirs:revision", "nonsense:legal_name"]
)
def test_a_choice_that_no_button_sends_takes_nothing_over(
    partner: Partner, hers: Client, his: Client, url: str, choice: str
) -> None:
    answer = clash(hers, his, url, {"legal_name": "Hers"}, {"legal_name": "His"})
    hers.post(url, form_data(answer, choose=choice))
    assert stored(partner)["legal_name"] == "Hers"


def test_lists_and_check_boxes_can_be_taken_over(partner: Partner, hers: Client, his: Client) -> None:
    offer = make_offer(partner, countries=["FR"], paid=True)
    url = reverse("offers:properties", args=[offer.public_id])
    theirs = {"countries": ["DE", "FR"], "paid": []}
    answer = clash(hers, his, url, {"countries": ["FR", "US"], "name": "Hers"}, theirs)
    assert buttons(answer) == ["mine:countries", "theirs:countries"]
    hers.post(url, form_data(answer, choose="theirs:countries"))
    offer.refresh_from_db()
    assert (offer.countries, offer.paid, offer.name) == (["DE", "FR"], False, "Hers")
