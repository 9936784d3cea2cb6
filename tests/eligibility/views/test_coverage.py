"""Who covers which country, and the missing countries given to somebody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cosell.facts import say_facts_changed
from eligibility.queries import rulebook_in_force
from eligibility.services import jobs
from offers.models import Contact, Offer
from tests.builders import make_contact, make_member, make_offer, make_partner
from tests.eligibility.building import make_admin, make_draft, put_in_force
from tests.eligibility.views import page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    return make_offer(make_partner(), countries=["FR", "US"])


@pytest.fixture
def editor(offer: Offer) -> Client:
    return signed_in(make_member(offer.partner, role="editor"))


def address(offer: Offer) -> str:
    return reverse("eligibility:contacts_coverage", args=[offer.public_id])


def choices(client: Client, offer: Offer) -> list[str]:
    form = client.get(address(offer)).context["form"]
    return [code for _region, countries in form.fields["countries"].choices for code, _name in countries]


def only_france_takes_part() -> None:
    admin = make_admin()
    draft = make_draft(admin, data={**rulebook_in_force().data, "eligible_countries": ["FR"]})
    jobs.run_job(put_in_force(draft, admin).pk)


def test_missing_countries_are_given_to_somebody_who_is_there(editor: Client, offer: Offer) -> None:
    ann = make_contact(offer, name="Ann", countries=["FR"])
    assert choices(editor, offer) == ["US"]

    editor.post(address(offer), {"countries": ["US"], "contact": ann.public_id})

    ann.refresh_from_db()
    assert ann.countries == ["FR", "US"]


def test_missing_countries_are_given_to_somebody_new(editor: Client, offer: Offer) -> None:
    new = {"name": "Bob", "email": "bob@x.example", "job_title": "CTO", "contact": "new"}

    editor.post(address(offer), {**new, "countries": ["US", "FR"]})

    bob = Contact.objects.get()
    assert (bob.name, bob.role, sorted(bob.countries)) == ("Bob", "partner_sales", ["FR", "US"])


def test_somebody_new_needs_a_name_and_an_address(editor: Client, offer: Offer) -> None:
    answer: Any = editor.post(address(offer), {"countries": ["US"], "contact": "new"})

    assert sorted(answer.context["form"].errors) == ["email", "job_title", "name"]


def test_a_country_that_does_not_take_part_is_neither_offered_nor_taken(editor: Client, offer: Offer) -> None:
    only_france_takes_part()
    ann = make_contact(offer, countries=["DE"])

    assert choices(editor, offer) == ["FR"]
    answer: Any = editor.post(address(offer), {"countries": ["US"], "contact": ann.public_id})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["countries"])
    ann.refresh_from_db()
    assert ann.countries == ["DE"]


def test_nothing_is_offered_where_all_that_takes_part_is_covered(editor: Client, offer: Offer) -> None:
    only_france_takes_part()
    make_contact(offer, countries=["FR"])

    shown = page(editor, address(offer))

    assert ("1 of 1 eligible country" in " ".join(shown.split()), 'id="cover"' in shown) == (True, False)


def test_a_contact_for_all_countries_is_named_at_each(editor: Client, offer: Offer) -> None:
    make_contact(offer, name="Ann", countries=["OOO"])
    make_contact(offer, name="Bob", countries=["FR"])

    shown = " ".join(page(editor, address(offer)).split())

    assert "France (FR): <bdi>Bob, Ann</bdi>" in shown
    assert "United States (US): <bdi>Ann</bdi>" in shown


def test_the_overview_names_the_countries_without_a_contact(editor: Client, offer: Offer) -> None:
    overview = reverse("eligibility:offer_overview", args=[offer.public_id])
    ann = make_contact(offer, countries=["FR"])
    say_facts_changed(offers=[offer.pk])
    part = page(editor, overview).partition('id="missing-contacts"')[2].partition("</p>")[0]
    assert ("United States" in part, "France" in part) == (True, False)

    editor.post(address(offer), {"countries": ["US"], "contact": ann.public_id})

    assert 'id="missing-contacts"' not in page(editor, overview)
