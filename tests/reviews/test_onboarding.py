"""The checklist of a new organisation: what is done is read from the database, and each sees what they can do."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cosell.accounts.models import Invitation, Membership, Partner, User
from cosell.facts import say_facts_changed
from offers.models import CloudSpecialistRequest, DocumentState, Offer
from reviews.models import Submission
from reviews.pages.onboarding import Checklist, checklist_of
from tests.builders import make_contact, make_member, make_offer, make_partner, make_user
from tests.eligibility.building import make_document
from tests.support.pages import text_of

pytestmark = pytest.mark.django_db

LIST = "/offers/"
CHECKLIST_QUERIES = 6
MATERIALS = ["profile", "colleague", "offer", "listing", "documents", "contacts", "publish"]


@pytest.fixture
def partner() -> Partner:
    return make_partner(profile=False, name="Contoso")


@pytest.fixture
def owner(partner: Partner) -> User:
    return make_member(partner, name="Amélie")


def of(user: User) -> Checklist | None:
    return checklist_of(Membership.objects.select_related("partner").get(user=user))


def done(user: User) -> list[str]:
    found = of(user)
    assert found is not None
    return [step.code for step in found.steps if step.done]


def codes(user: User) -> list[str]:
    found = of(user)
    assert found is not None
    return [step.code for step in found.steps]


def opened(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def assessed(offer: Offer) -> Offer:
    say_facts_changed(offers=[offer.pk])
    return offer


def complete(partner: Partner) -> None:
    other = make_partner()
    fields = {name: getattr(other, name) for name in Partner.PROFILE_FIELDS}
    Partner.objects.filter(pk=partner.pk).update(**fields)


def test_a_new_organisation_has_everything_before_it(owner: User) -> None:
    found = of(owner)
    assert found is not None
    assert (found.done, found.needed, done(owner), codes(owner)) == (0, 6, [], MATERIALS)
    assert [step.code for step in found.steps if step.url] == ["profile", "colleague", "offer"]


def invite(partner: Partner) -> None:
    Invitation.objects.create(partner=partner, email="new@example.com")


def with_colleague(partner: Partner) -> None:
    make_member(partner, role="viewer")


def with_offer(partner: Partner) -> None:
    assessed(make_offer(partner))


def with_listing(partner: Partner) -> None:
    assessed(make_offer(partner, landing_page_url="https://x.example/"))


def with_contacts(partner: Partner) -> None:
    offer = make_offer(partner)
    make_contact(offer, countries=["OOO"])
    assessed(offer)


def with_documents(partner: Partner) -> None:
    offer = make_offer(partner)
    for kind in ("customer_one_pager", "customer_case_study"):
        make_document(offer, kind, DocumentState.READY, published_at=None)
    assessed(offer)


def with_channel(partner: Partner) -> None:
    offer = make_offer(partner, social_media_url="https://social.example/x")
    make_document(offer, "customer_one_pager", DocumentState.READY)
    assessed(offer)


def with_a_document_sent_back(partner: Partner) -> None:
    offer = make_offer(partner, social_media_url="https://social.example/x")
    make_document(offer, "customer_one_pager", DocumentState.CHANGES_REQUESTED)
    assessed(offer)


def with_submission(partner: Partner) -> None:
    Submission.objects.create(offer=assessed(make_offer(partner)), number=1)


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (complete, ["profile"]),
        (invite, ["colleague"]),
        (with_colleague, ["colleague"]),
        (with_offer, ["offer"]),
        (with_listing, ["offer", "listing"]),
        (with_documents, ["offer", "documents"]),
        (with_channel, ["offer", "documents"]),
        (with_a_document_sent_back, ["offer"]),
        (with_contacts, ["offer", "contacts"]),
        (with_submission, ["offer", "publish"]),
    ],
)
def test_a_step_is_done_by_what_the_database_holds(
    partner: Partner, owner: User, happens: Any, expected: list[str]
) -> None:
    happens(partner)
    assert done(owner) == expected


def test_a_type_on_the_specialist_s_path_asks_for_a_specialist_instead(partner: Partner, owner: User) -> None:
    offer = assessed(make_offer(partner, type="managed_service"))
    assert codes(owner) == ["profile", "colleague", "offer", "specialist", "publish"]
    CloudSpecialistRequest.objects.create(offer=offer, needs="Help")
    assert done(owner) == ["offer", "specialist"]


def test_it_is_gone_once_the_profile_is_complete_and_something_was_published(
    partner: Partner, owner: User
) -> None:
    with_submission(partner)
    complete(partner)
    assert of(owner) is None
    assert "checklist" not in opened(owner).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("role", "links", "colleague"),
    [
        ("owner", ["profile", "colleague", "offer"], ""),
        ("editor", ["profile", "offer"], "Amélie"),
        ("viewer", [], "Amélie"),
    ],
)
def test_each_sees_links_to_what_they_may_do_and_else_who_may(
    partner: Partner, owner: User, role: str, links: list[str], colleague: str
) -> None:
    user = owner if role == "owner" else make_member(partner, role=role)
    found = of(user)
    assert found is not None
    by_code = {step.code: step for step in found.steps}
    assert [code for code, step in by_code.items() if step.url] == links
    if role == "viewer":
        assert (by_code["colleague"].done, by_code["offer"].who) == (True, "Amélie")


def test_page_shows_progress_and_a_viewer_whom_to_ask(partner: Partner, owner: User) -> None:
    complete(partner)
    text = text_of(opened(make_member(partner, role="viewer")).get(LIST))
    assert ("1 of 6 done" in text, "Who can: Amélie." in text) == (True, True)


def test_it_is_hidden_for_one_person_and_comes_back(partner: Partner, owner: User) -> None:
    colleague, mine = opened(make_member(partner)), opened(owner)
    address = reverse("accounts:checklist", args=[partner.public_id])
    mine.post(address, {"shown": "no"})
    hidden = text_of(mine.get(LIST))
    assert ("Complete the business profile" in hidden, "Show the checklist (0 of 6 done)" in hidden) == (
        False,
        True,
    )
    assert "Complete the business profile" in text_of(colleague.get(LIST))
    mine.post(address, {"shown": "yes"})
    assert "Complete the business profile" in text_of(mine.get(LIST))


def test_microsoft_s_people_have_none() -> None:
    assert "checklist" not in opened(make_user(role="reviewer")).get(LIST).content.decode()


def test_a_person_without_organisation_is_led_to_make_one_or_join() -> None:
    newcomer = make_user(email="new@example.com")
    invite(make_partner(name="Contoso"))
    answer = opened(newcomer).get("/", follow=True)
    assert answer.request["PATH_INFO"] == reverse("accounts:organisation_create")
    text = text_of(answer)
    assert ("Join Contoso" in text, "Create the organisation" in text) == (True, True)


@pytest.mark.parametrize("more", [0, 5])
def test_it_costs_the_same_however_much_there_is(
    partner: Partner, owner: User, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offer = make_offer(partner)
    for _ in range(more):
        make_member(partner)
        make_contact(offer)
        make_document(offer, "other", DocumentState.READY)
        make_offer(partner)
    assessed(offer)
    membership = Membership.objects.select_related("partner").get(user=owner)
    with django_assert_num_queries(CHECKLIST_QUERIES):
        checklist_of(membership)
