"""What partners have earned: to read for themselves, to enter for programme admins."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cosell.facts import say_facts_changed
from eligibility.figures import add_months
from eligibility.models import AzureConsumedRevenue, BilledRevenue, Competency, IsvConnectEnrolment
from eligibility.services.assessing import today
from tests.builders import make_member, make_offer, make_partner
from tests.eligibility.building import make_admin, make_assessed, make_document, make_ready, status_of
from tests.eligibility.views import messages_of, page, signed_in

pytestmark = pytest.mark.django_db

PARTNERS = "/programme/partners/"
PARTNERS_QUERIES = 6
PARTNER_QUERIES = 13
EARNED_QUERIES = 14


def last_month() -> date:
    return add_months(today(), -1)


def cell(month: date) -> str:
    return f"m{month:%Y_%m}"


def names_in(query: str = "") -> list[str]:
    client = signed_in(make_admin())
    return [partner.name for partner in client.get(f"{PARTNERS}{query}").context["page"]]


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["adatum", "Contoso", "Fabrikam"]),
        ("?sort=-name", ["Fabrikam", "Contoso", "adatum"]),
        ("?q=fab", ["Fabrikam"]),
        ("?q=77777", ["Contoso"]),
        ("?q=zzz", []),
        ("?sort=-ready", ["Fabrikam", "Contoso", "adatum"]),
    ],
)
def test_partners_are_searched_and_sorted(query: str, found: list[str]) -> None:
    make_partner(name="adatum")
    make_partner(name="Contoso", mpn_id="77777")
    make_ready(make_partner(name="Fabrikam"))
    assert names_in(query) == found


def test_partner_s_row_counts_its_offers_by_step() -> None:
    partner = make_partner()
    make_ready(partner)
    make_assessed(partner)
    [row] = signed_in(make_admin()).get(PARTNERS).context["page"]
    assert (row.offer_count, row.ready_count, row.incentivized_count) == (2, 1, 0)


@pytest.mark.parametrize("rows", [1, 25])
def test_partners_cost_the_same_queries_for_any_number(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        make_ready()
    client = signed_in(make_admin())
    client.get(PARTNERS)
    with django_assert_num_queries(PARTNERS_QUERIES):
        client.get(PARTNERS)


# --- One partner ------------------------------------------------------------------------------------------------------


def test_partner_s_page_shows_what_it_has_earned() -> None:
    offer = make_assessed(name="Insights")
    partner, day = offer.partner, today()
    Competency.objects.create(partner=partner, area="Data", level="gold", start=day - timedelta(days=9))
    Competency.objects.create(
        partner=partner, area="Apps", level="silver", start=date(2020, 1, 1), end=date(2020, 2, 1)
    )
    IsvConnectEnrolment.objects.create(partner=partner, tier="premium", start=day + timedelta(days=9))
    BilledRevenue.objects.create(offer=offer, month=last_month(), usd=Decimal("1200.50"))
    BilledRevenue.objects.create(offer=offer, month=add_months(today(), -13), usd=Decimal(300))
    BilledRevenue.objects.create(offer=offer, month=add_months(today(), 1), usd=Decimal(99))
    for who, address in (
        (make_admin(), f"{PARTNERS}{partner.public_id}/"),
        (make_member(partner), f"/organisations/{partner.public_id}/revenue/"),
    ):
        html = page(signed_in(who), address)
        states = ("Data · Gold", "Active", "Apps · Silver", "Ended", "ISV Connect · Premium", "To come")
        assert all(words in html for words in states)
        assert "USD\xa01,200.50" in html
        assert "USD\xa01,500.50" in html


def test_members_read_without_a_way_to_enter_anything() -> None:
    partner = make_partner()
    Competency.objects.create(partner=partner, area="Data", level="gold", start=date(2020, 1, 1))
    html = page(signed_in(make_member(partner)), f"/organisations/{partner.public_id}/revenue/")
    assert "/programme/" not in html
    assert "No month was entered yet" in html


@pytest.mark.parametrize("offers", [1, 25])
def test_pages_of_a_partner_cost_the_same_queries_for_any_number_of_offers(
    offers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    partner = make_partner()
    for _ in range(offers):
        make_assessed(partner)
    admin, member = signed_in(make_admin()), signed_in(make_member(partner))
    mine, theirs = f"{PARTNERS}{partner.public_id}/", f"/organisations/{partner.public_id}/revenue/"
    admin.get(mine)
    with django_assert_num_queries(PARTNER_QUERIES):
        admin.get(mine)
    member.get(theirs)
    with django_assert_num_queries(EARNED_QUERIES):
        member.get(theirs)


# --- Entering ---------------------------------------------------------------------------------------------------------


def of(partner_id: object, *more: object) -> str:
    return PARTNERS + "/".join(map(str, (partner_id, *more))) + "/"


def test_entered_enrolment_says_which_statuses_it_changes() -> None:
    offer = make_ready(type="dynamics_365_operations", name="Flow")
    said = messages_of(
        signed_in(make_admin()),
        of(offer.partner.public_id, "enrolments"),
        {"tier": "premium", "start": "2020-01-01", "end": ""},
    )
    assert said == [
        (
            "Saved. The status of one offer changes: "
            "Flow: Co-sell ready → Business Applications co-sell incentivized."
        )
    ]
    assert status_of(offer) == "business_applications_incentivized"


def test_enrolment_is_changed_and_removed() -> None:
    partner, client = make_partner(), signed_in(make_admin())
    row = IsvConnectEnrolment.objects.create(partner=partner, tier="standard", start=date(2020, 1, 1))
    address = of(partner.public_id, "enrolments", row.public_id)
    assert 'value="2020-01-01"' in page(client, address)
    said = messages_of(client, address, {"tier": "premium", "start": "2020-02-01", "end": "2021-01-31"})
    row.refresh_from_db()
    assert (said, row.tier, row.start, row.end) == (
        ["Saved."],
        "premium",
        date(2020, 2, 1),
        date(2021, 1, 31),
    )
    assert messages_of(client, f"{address}remove/") == ["ISV Connect · Premium is removed."]
    assert IsvConnectEnrolment.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"area": "", "level": "gold", "start": "2020-01-01"}, "area"),
        ({"area": "x", "level": "platinum", "start": "2020-01-01"}, "level"),
        ({"area": "x", "level": "gold", "start": ""}, "start"),
        ({"area": "x", "level": "gold", "start": "2020-01-02", "end": "2020-01-01"}, "end"),
        ({"area": "x" * 81, "level": "gold", "start": "2020-01-01"}, "area"),
    ],
)
def test_fault_is_said_at_its_field_and_nothing_typed_is_lost(data: dict[str, str], fault: str) -> None:
    partner = make_partner()
    answer = signed_in(make_admin()).post(of(partner.public_id, "competencies"), data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [fault]
    assert answer.context["form"]["start"].value() == data["start"]
    assert Competency.objects.count() == 0


def test_what_nobody_can_earn_is_not_found() -> None:
    assert signed_in(make_admin()).get(of(make_partner().public_id, "medals")).status_code == 404


def test_another_partner_s_row_is_not_found_here() -> None:
    row = Competency.objects.create(partner=make_partner(), area="x", level="gold", start=date(2020, 1, 1))
    client = signed_in(make_admin())
    assert client.get(of(make_partner().public_id, "competencies", row.public_id)).status_code == 404


def test_months_are_entered_in_one_go_and_move_statuses() -> None:
    offer = make_ready(name="Insights")
    make_document(offer, "architecture_diagram", azure_percent=Decimal(80))
    say_facts_changed(offers=[offer.pk])
    before = add_months(today(), -2)
    said = messages_of(
        signed_in(make_admin()),
        of(offer.partner.public_id, "revenue"),
        {"base": "", cell(last_month()): "90,000.00", cell(before): "10000"},
    )
    assert said == [
        (
            "2 months are saved. The status of one offer changes: "
            "Insights: Co-sell ready → Azure IP co-sell incentivized."
        )
    ]
    assert AzureConsumedRevenue.objects.count() == 2


def test_billed_months_are_the_offer_s_own() -> None:
    offer = make_offer()
    address = of(offer.partner.public_id, "offers", offer.public_id, "revenue")
    said = messages_of(signed_in(make_admin()), address, {"base": "", cell(last_month()): "-12.5"})
    assert said == ["One month is saved."]
    assert BilledRevenue.objects.get().usd == Decimal("-12.50")
    foreign = of(make_partner().public_id, "offers", offer.public_id, "revenue")
    assert signed_in(make_admin()).get(foreign).status_code == 404


def test_grid_that_was_not_changed_writes_nothing() -> None:
    said = messages_of(signed_in(make_admin()), of(make_partner().public_id, "revenue"), {"base": ""})
    assert said == ["Nothing was changed."]


def test_wrong_cell_keeps_the_others_as_they_were_typed() -> None:
    partner = make_partner()
    answer = signed_in(make_admin()).post(
        of(partner.public_id, "revenue"),
        {"base": "", cell(last_month()): "much", cell(add_months(today(), -2)): "7"},
    )
    form = answer.context["form"]
    assert list(form.errors) == [cell(last_month())]
    assert form[cell(add_months(today(), -2))].value() == "7"
    assert AzureConsumedRevenue.objects.count() == 0


@pytest.mark.parametrize(
    ("until", "newest"),
    [
        ("", None),
        ("nonsense", None),
        ("2019-02", date(2019, 2, 1)),
        ("2999-01", None),
        ("2019-13", None),
        ("0001-01", None),
    ],
)
def test_grid_goes_back_by_its_address(until: str, newest: date | None) -> None:
    address = reverse("eligibility:consumed_revenue", args=[make_partner().public_id])
    form = signed_in(make_admin()).get(f"{address}?until={until}").context["form"]
    assert (len(form.months), form.months[-1]) == (18, newest or today().replace(day=1))


def test_earlier_and_later_months_follow_on_each_other() -> None:
    address = reverse("eligibility:consumed_revenue", args=[make_partner().public_id])
    client = signed_in(make_admin())
    newest = client.get(address)
    earlier = client.get(address + newest.context["older"])
    assert add_months(earlier.context["form"].months[-1], 1) == newest.context["form"].months[0]
    later = client.get(address + earlier.context["newer"])
    assert later.context["form"].months == newest.context["form"].months
    assert newest.context["newer"] == ""


def test_post_keeps_the_months_of_its_address() -> None:
    partner = make_partner()
    address = reverse("eligibility:consumed_revenue", args=[partner.public_id])
    messages_of(signed_in(make_admin()), f"{address}?until=2019-02", {"base": "", "m2019_02": "5"})
    assert AzureConsumedRevenue.objects.get().month == date(2019, 2, 1)
