"""Organisations, their business profiles, and for which one a person acts."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.accounts import services
from cosell.accounts.models import Membership, Partner
from cosell.facts import facts_changed
from tests.builders import make_member, make_partner, make_user
from tests.support.pages import form_data, text_of

pytestmark = pytest.mark.django_db


def test_the_same_form_posted_twice_makes_one_organisation(client: Client) -> None:
    client.force_login(make_user())
    for _time in range(2):
        client.post(reverse("accounts:organisation_create"), {"name": "Contoso"})
    assert (Partner.objects.count(), Membership.objects.count()) == (1, 1)


def test_two_people_may_have_organisations_of_one_name() -> None:
    for _time in range(2):
        services.create_organisation(actor=make_user(), name="Contoso")
    assert Partner.objects.count() == 2


def test_the_profile_may_be_saved_in_part_and_says_what_is_missing(client: Client) -> None:
    partner = make_partner(profile=False, legal_name="Contoso SAS")
    client.force_login(make_member(partner))
    url = reverse("accounts:business_profile", args=[partner.public_id])
    page = client.post(url, form_data(client.get(url), country="FR"), follow=True)
    text = text_of(page)
    assert "The business profile is saved. It is not complete yet." in text
    assert "7 points missing" in text
    assert "Still missing: MPN ID, Head-office address, Website," in text


def test_the_fields_of_the_profile_are_not_called_optional(client: Client) -> None:
    partner = make_partner()
    client.force_login(make_member(partner))
    page = client.get(reverse("accounts:business_profile", args=[partner.public_id]))
    assert " optional" not in text_of(page)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("mpn_id", "MPN 42"),
        ("country", "XX"),
        ("website", "not an address"),
        ("contact_email", "nobody"),
        ("contact_phone", "call me"),
        ("description", "x" * 2001),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    client: Client, field: str, value: str
) -> None:
    partner = make_partner()
    client.force_login(make_member(partner))
    url = reverse("accounts:business_profile", args=[partner.public_id])
    page = client.post(url, {**form_data(client.get(url)), field: value, "legal_name": "Typed"})
    assert list(page.context["form"].errors) == [field]
    assert form_data(page)["legal_name"] == "Typed"
    partner.refresh_from_db()
    assert partner.revision == 0


@pytest.mark.parametrize(
    "phone", ["+33 1 23 45 67 89", "(425) 555-0100", "0049.89.1234", "+1 425 555 0100 ext. 12"]
)
def test_usual_ways_to_write_a_phone_number_are_taken(client: Client, phone: str) -> None:
    partner = make_partner()
    client.force_login(make_member(partner))
    url = reverse("accounts:business_profile", args=[partner.public_id])
    assert client.post(url, form_data(client.get(url), contact_phone=phone)).status_code == 302


def test_a_website_without_a_scheme_gets_https(client: Client) -> None:
    partner = make_partner()
    client.force_login(make_member(partner))
    url = reverse("accounts:business_profile", args=[partner.public_id])
    client.post(url, form_data(client.get(url), website="www.contoso.example"))
    partner.refresh_from_db()
    assert partner.website == "https://www.contoso.example"


def test_a_saved_profile_says_that_facts_of_the_partner_changed(client: Client) -> None:
    partner = make_partner()
    heard: list[Any] = []

    def hear(**said: Any) -> None:
        heard.append(said["partner_ids"])

    facts_changed.connect(hear)
    try:
        services.change_business_profile(actor=make_member(partner), partner=partner, changes={"mpn_id": ""})
    finally:
        facts_changed.disconnect(hear)
    assert heard == [frozenset({partner.pk})]


@pytest.mark.parametrize("who", ["viewer", "reviewer"])
def test_who_may_not_change_the_profile_reads_it(client: Client, who: str) -> None:
    partner = make_partner(country="NA")
    client.force_login(make_member(partner, role="viewer") if who == "viewer" else make_user(role=who))
    text = text_of(client.get(reverse("accounts:business_profile", args=[partner.public_id])))
    assert ("Namibia" in text, "Contoso Ltd" in text) == (True, True)


# --- several organisations ---


@pytest.fixture
def two() -> tuple[Any, Partner, Partner]:
    first, second = make_partner(name="First"), make_partner(name="Second")
    user = make_member(first)
    Membership.objects.create(user=user, partner=second, role="editor")
    return user, first, second


def place(client: Client, url: str) -> str:
    page = client.get(url)
    return str(page.context["frame_place"]())


def test_the_oldest_organisation_is_the_first_one(client: Client, two: tuple[Any, Partner, Partner]) -> None:
    client.force_login(two[0])
    assert place(client, "/account/") == "First"


def test_switching_stays(client: Client, two: tuple[Any, Partner, Partner]) -> None:
    user, _first, second = two
    client.force_login(user)
    client.post(reverse("accounts:switch"), {"partner": str(second.public_id)})
    assert place(client, "/account/") == "Second"


def test_a_page_of_the_other_organisation_just_opens_and_changes_nothing(
    client: Client, two: tuple[Any, Partner, Partner]
) -> None:
    user, _first, second = two
    client.force_login(user)
    assert place(client, reverse("accounts:members", args=[second.public_id])) == "Second"
    assert place(client, "/account/") == "First"


def test_nobody_switches_to_an_organisation_that_is_not_theirs(
    client: Client, two: tuple[Any, Partner, Partner]
) -> None:
    client.force_login(two[0])
    foreign = make_partner()
    assert client.post(reverse("accounts:switch"), {"partner": str(foreign.public_id)}).status_code == 404


def test_an_organisation_left_is_no_longer_the_current_one(
    client: Client, two: tuple[Any, Partner, Partner]
) -> None:
    user, _first, second = two
    client.force_login(user)
    client.post(reverse("accounts:switch"), {"partner": str(second.public_id)})
    client.post(reverse("accounts:leave", args=[second.public_id]))
    assert place(client, "/account/") == "First"
