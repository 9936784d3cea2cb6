"""What stands round every page."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from cosell.accounts.models import Partner, User
from cosell.frame import Frame, frame
from tests.builders import make_member, make_offer, make_partner, make_user

pytestmark = pytest.mark.django_db


def frame_of(user: User, path: str) -> Frame:
    """The frame of a request of this person for this address, as the context processor makes it."""
    request = RequestFactory().get(path)
    request.user = user
    vars(request)["session"] = {}
    request.resolver_match = resolve(path)
    return Frame(request)


def shape(made: Frame) -> dict[str, list[str]]:
    return {section.title: [item.label for item in section.items] for section in made.navigation}


def current(made: Frame) -> list[str]:
    return [item.label for section in made.navigation for item in section.items if item.current]


@pytest.fixture
def partner() -> Partner:
    return make_partner(name="Contoso")


def test_a_partner_s_navigation(partner: Partner) -> None:
    made = frame_of(make_member(partner), "/account/")
    assert shape(made) == {
        "Commercial Marketplace": ["Overview"],
        "Organisation": ["Business profile", "Members", "Revenue and enrolments"],
    }
    assert made.place == "Contoso"


def test_an_offer_that_is_open_has_a_section_of_its_own(partner: Partner) -> None:
    offer = make_offer(partner, name="Contoso Insights")
    path = reverse("eligibility:offer_overview", kwargs={"offer_id": offer.public_id})
    made = frame_of(make_member(partner), path)
    assert shape(made)["Contoso Insights"] == [
        "Offer overview",
        "Properties",
        "Co-sell with Microsoft",
        "Review and publish",
        "History",
    ]
    assert current(made) == ["Offer overview"]


def test_a_submission_marks_the_link_it_is_reached_from(partner: Partner) -> None:
    """Its address alone would mark the overview."""
    kwargs = {"offer_id": make_offer(partner).public_id, "submission_id": uuid.uuid4()}
    made = frame_of(make_member(partner), reverse("reviews:submission", kwargs=kwargs))
    assert current(made) == ["Review and publish"]


def test_a_job_of_a_rulebook_marks_the_rulebooks() -> None:
    """Its address alone would mark the dashboard."""
    path = reverse("eligibility:job", kwargs={"job_id": uuid.uuid4()})
    assert current(frame_of(make_user(role="programme_admin"), path)) == ["Rulebooks"]


def test_an_offer_of_a_stranger_is_not_named(partner: Partner) -> None:
    offer = make_offer(name="Secret")
    path = reverse("eligibility:offer_overview", kwargs={"offer_id": offer.public_id})
    assert "Secret" not in shape(frame_of(make_member(partner), path))


def test_the_organisation_of_the_open_offer_stands_in_the_frame(partner: Partner) -> None:
    from cosell.accounts.models import Membership

    other = make_partner(name="Fabrikam")
    user = make_member(partner)
    Membership.objects.create(user=user, partner=other, role="viewer")
    path = reverse("eligibility:offer_overview", kwargs={"offer_id": make_offer(other).public_id})
    made = frame_of(user, path)
    assert (made.place, [each.name for each in made.other_partners]) == ("Fabrikam", ["Contoso"])


STAFF = {
    "Reviews": ["Queue", "Cloud specialist", "Figures", "Conflicts of interest"],
    "Commercial Marketplace": ["Offers"],
}


def test_a_reviewer_s_navigation() -> None:
    made = frame_of(make_user(role="reviewer"), "/account/")
    assert (shape(made), made.place) == (STAFF, "Reviewer")


def test_a_programme_admin_s_navigation() -> None:
    made = frame_of(make_user(role="programme_admin"), "/users/")
    assert shape(made) == {
        "Programme": [
            "Dashboard",
            "Rulebooks",
            "Partners",
            "Reasons for sending back",
            "Holidays",
            "Second reviewers",
            "Users",
            "Audit log",
        ],
        **STAFF,
    }
    assert current(made) == ["Users"]


def test_a_page_below_a_link_marks_that_link(partner: Partner) -> None:
    admin = make_user(role="programme_admin")
    path = reverse("accounts:user", args=[make_user().public_id])
    assert current(frame_of(admin, path)) == ["Users"]


@pytest.mark.parametrize("role", ["partner", "reviewer", "programme_admin"])
def test_the_whole_frame_costs_at_most_three_queries(partner: Partner, role: str) -> None:
    user = make_member(partner) if role == "partner" else make_user(role=role)
    path = reverse("eligibility:offer_overview", kwargs={"offer_id": make_offer(partner).public_id})
    made = frame_of(user, path)
    with CaptureQueriesContext(connection) as queries:
        _read_all(made)
    assert len(queries) <= 3, [query["sql"] for query in queries]


def _read_all(made: Frame) -> list[Any]:
    return [made.navigation, made.place, made.partner, made.other_partners, made.unread, made.person_links]


def test_what_no_template_asks_for_costs_nothing(partner: Partner) -> None:
    request = RequestFactory().get("/")
    request.user = make_member(partner)
    with CaptureQueriesContext(connection) as queries:
        frame(request)
    assert len(queries) == 0


def test_the_language_button_offers_the_other_language(client: Client) -> None:
    page = client.get(reverse("account_login"))
    assert 'value="fr" lang="fr"' in page.content.decode()
    client.cookies["django_language"] = "fr"
    assert 'value="en" lang="en"' in client.get(reverse("account_login")).content.decode()
