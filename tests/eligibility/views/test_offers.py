"""Commercial Marketplace › Overview, and the overview of an offer."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cosell.accounts.models import Membership, User
from cosell.facts import say_facts_changed
from eligibility.models import AzureConsumedRevenue
from eligibility.pages.offer_lists import counts_by_status
from offers.models import CloudSpecialistRequest, DocumentState, Offer
from tests.builders import make_member, make_offer, make_partner, make_user
from tests.eligibility.building import (
    make_admin,
    make_assessed,
    make_document,
    make_incentivized,
    make_ready,
)
from tests.eligibility.views import page, signed_in

pytestmark = pytest.mark.django_db

LIST = "/offers/"
LIST_QUERIES = {"partner": 16, "reviewer": 10}
OVERVIEW_QUERIES = 15  # two for revenue, one for warnings, two for since when the status is held


def names_in(client: Client, query: str = "") -> list[str]:
    return [offer.name for offer in client.get(f"{LIST}{query}").context["page"]]


def test_list_shows_the_offers_of_the_current_organisation_by_name() -> None:
    partner = make_partner()
    for name in ("beta", "Alpha"):
        make_assessed(partner, name=name)
    make_assessed(name="Somebody else's")
    client = signed_in(make_member(partner))
    assert names_in(client) == ["Alpha", "beta"]


def test_list_follows_the_organisation_that_was_chosen() -> None:
    mine, other = make_partner(), make_partner()
    make_assessed(mine, name="Mine")
    make_assessed(other, name="Other")
    user = make_member(mine)
    Membership.objects.create(user=user, partner=other)
    client = signed_in(user)
    client.post(reverse("accounts:switch"), {"partner": str(other.public_id)})
    assert names_in(client) == ["Other"]


def test_staff_see_every_partner_s_offers_with_the_partner() -> None:
    offers = [make_assessed(make_partner(name=name)) for name in ("Contoso", "Fabrikam")]
    html = page(signed_in(make_user(role="reviewer")), LIST)
    assert all(text in html for offer in offers for text in (offer.name, offer.partner.name))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Draft", "Ready", "Top", "Stopped"]),
        ("?status=not_ready", ["Draft", "Stopped"]),
        ("?status=co_sell_ready", ["Ready"]),
        ("?status=azure_ip_incentivized", ["Top"]),
        ("?type=azure_container", ["Draft"]),
        ("?live=live", ["Ready", "Top"]),
        ("?live=draft", ["Draft"]),
        ("?live=stopped", ["Stopped"]),
        ("?q=rea", ["Ready"]),
        ("?q=nothing+of+the+kind", []),
        ("?status=wrong&live=wrong&type=wrong", ["Draft", "Ready", "Top", "Stopped"]),
    ],
)
def test_filters_narrow_the_list(query: str, found: list[str]) -> None:
    partner = make_partner()
    make_assessed(partner, name="Draft", type="azure_container")
    make_ready(partner, name="Ready")
    make_incentivized(partner, name="Top")
    make_assessed(partner, name="Stopped", stopped_at=timezone.now())
    assert sorted(names_in(signed_in(make_member(partner)), query)) == sorted(found)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["A", "B", "C"]),
        ("-name", ["C", "B", "A"]),
        ("status", ["B", "C", "A"]),
        ("-status", ["A", "C", "B"]),
        ("nonsense", ["A", "B", "C"]),
    ],
)
def test_list_is_sorted_by_the_address(sort: str, order: list[str]) -> None:
    partner = make_partner()
    make_incentivized(partner, name="A")
    make_assessed(partner, name="B")
    make_ready(partner, name="C")
    assert names_in(signed_in(make_member(partner)), f"?sort={sort}") == order


def test_staff_s_list_can_be_sorted_by_partner_and_last_change() -> None:
    for name in ("Fabrikam", "Contoso"):
        make_assessed(make_partner(name=name), name=f"Of {name}")
    client = signed_in(make_admin())
    assert names_in(client, "?sort=partner") == ["Of Contoso", "Of Fabrikam"]
    assert names_in(client) == ["Of Contoso", "Of Fabrikam"]
    assert names_in(client, "?sort=changed") == ["Of Fabrikam", "Of Contoso"]


def test_list_is_paged() -> None:
    partner = make_partner()
    for number in range(26):
        make_offer(partner, name=f"Offer {number:02}")
    client = signed_in(make_member(partner))
    assert len(names_in(client)) == 25
    assert names_in(client, "?page=2") == ["Offer 25"]
    assert names_in(client, "?page=99") == ["Offer 25"]


def test_each_row_says_status_what_is_left_and_whether_it_is_live() -> None:
    partner = make_partner()
    make_ready(partner, name="Insights")
    html = page(signed_in(make_member(partner)), LIST)
    assert 'data-status="co_sell_ready"' in html
    assert 'data-status="live"' in html
    assert "4 requirements" in html


def test_counts_are_those_of_the_offers_in_view() -> None:
    partner = make_partner()
    make_offer(partner)
    make_ready(partner)
    make_ready()
    assert counts_by_status(Offer.objects.filter(partner=partner)) == {
        "not_ready": 1,
        "co_sell_ready": 1,
        "azure_ip_incentivized": 0,
        "business_applications_incentivized": 0,
    }


@pytest.mark.parametrize(("role", "invited"), [("owner", True), ("editor", True), ("viewer", False)])
def test_empty_list_leads_those_who_may_to_creating_an_offer(role: str, invited: bool) -> None:
    html = page(signed_in(make_member(make_partner(), role=role)), LIST)
    assert "No offer yet" in html
    assert (f'href="{reverse("offers:create")}"' in html) is invited


def test_list_in_which_nothing_matches_says_what_to_do() -> None:
    offer = make_assessed()
    html = page(signed_in(make_member(offer.partner)), f"{LIST}?q=zzz")
    assert "No offer matches" in html


@pytest.mark.parametrize("rows", [1, 25])
@pytest.mark.parametrize("role", ["partner", "reviewer"])
def test_list_costs_the_same_queries_for_any_number_of_rows(
    rows: int, role: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    partner = make_partner()
    for _ in range(rows):
        make_assessed(partner)
    client = signed_in(make_member(partner) if role == "partner" else make_user(role=role))
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES[role]):
        assert len(names_in(client)) == rows


# --- The overview of an offer -----------------------------------------------------------------------------------------


def overview(offer: Offer, user: User | None = None) -> str:
    client = signed_in(user or make_member(offer.partner))
    return page(client, reverse("eligibility:offer_overview", args=[offer.public_id]))


def test_overview_shows_each_requirement_with_its_figure_and_what_is_left() -> None:
    partner = make_partner()
    html = overview(make_ready(partner, name="Contoso Insights"))
    assert "Contoso Insights" in html
    assert "What is left for Azure IP co-sell incentivized" in html
    assert "USD\xa0100,000 short of USD\xa0100,000" in html
    assert "4 of 4 requirements left" in html
    assert "Requirements of Co-sell ready" in html
    assert "6 of 6 met" in html


def test_overview_of_an_incentivized_offer_has_nothing_left() -> None:
    html = overview(make_incentivized())
    assert "Everything is met." in html
    assert "What Azure IP co-sell incentivized brings you" in html
    assert "20\xa0%" in html


def test_overview_says_when_everything_waits_for_microsoft() -> None:
    offer = make_offer(type="power_bi_app", published_at=timezone.now())
    CloudSpecialistRequest.objects.create(offer=offer, needs="x", state="open")
    say_facts_changed(offers=[offer.pk])
    assert "Nothing for you to do now" in overview(offer)


def test_links_lead_those_who_may_edit_to_where_something_is_done() -> None:
    offer = make_assessed()
    contacts = reverse("offers:contacts", args=[offer.public_id])
    profile = reverse("eligibility:earned", args=[offer.partner.public_id])
    html = overview(offer, make_member(offer.partner, role="editor"))
    assert f'<a href="{contacts}">' in html
    assert f'<a href="{profile}">' in html


@pytest.mark.parametrize("who", ["viewer", "reviewer"])
def test_those_who_may_not_edit_read_without_links_to_edit(who: str) -> None:
    offer = make_assessed()
    user = make_member(offer.partner, role="viewer") if who == "viewer" else make_user(role="reviewer")
    html = overview(offer, user)
    assert "What is left for" in html
    assert reverse("reviews:publish", args=[offer.public_id]) not in html.split('id="main"')[1]


def test_overview_of_an_offer_never_assessed_says_so() -> None:
    assert "This offer has not been assessed yet" in overview(make_offer())


def test_chart_of_consumed_revenue_stands_where_it_is_asked_for() -> None:
    saas, dynamics = make_assessed(), make_assessed(type="dynamics_365_operations")
    AzureConsumedRevenue.objects.create(partner=saas.partner, month=date(2026, 1, 1), usd=Decimal(5))
    assert "Azure Consumed Revenue by month" in overview(saas)
    assert "Azure Consumed Revenue by month" not in overview(dynamics)


def test_overview_costs_the_same_queries_however_much_an_offer_has(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    offer = make_incentivized()
    for _ in range(5):
        make_document(offer, "other", DocumentState.SUBMITTED)
    client = signed_in(make_member(offer.partner))
    address = reverse("eligibility:offer_overview", args=[offer.public_id])
    client.get(address)
    with django_assert_num_queries(OVERVIEW_QUERIES):
        assert client.get(address).status_code == 200
