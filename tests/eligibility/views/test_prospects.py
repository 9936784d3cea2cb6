"""What an offer's overview says of what lies ahead."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from time_machine import travel

from cosell.accounts.models import User
from cosell.facts import say_facts_changed
from eligibility.models import AzureConsumedRevenue, BilledRevenue, StatusWarning
from eligibility.services.warning import warn_all
from offers.models import Offer
from tests.builders import make_member, make_offer, make_user
from tests.eligibility.building import make_admin, make_assessed, make_incentivized, make_ready
from tests.eligibility.views import page, signed_in

pytestmark = pytest.mark.django_db


def overview(offer: Offer, user: User | None = None) -> str:
    client = signed_in(user or make_member(offer.partner))
    html = page(client, reverse("eligibility:offer_overview", args=[offer.public_id]))
    return " ".join(html.split())


def consume(offer: Offer, usd: int, *, months: range, year: int = 2020) -> None:
    AzureConsumedRevenue.objects.bulk_create(
        AzureConsumedRevenue(partner=offer.partner, month=date(year, month, 1), usd=Decimal(usd))
        for month in months
    )
    say_facts_changed(partners=[offer.partner_id])


def test_steps_stand_in_order_with_their_effort_and_link() -> None:
    offer = make_assessed()
    html = overview(offer).split('id="next"')[1]
    titles = ["Solution landing page", "Supporting material", "A sales contact for each country"]
    places = [html.index(title) for title in [*titles, "Published in the marketplace", "Required documents"]]
    assert places == sorted(places)
    assert "a few minutes" in html
    assert "a few hours" in html
    assert "Enter a social media channel." in html
    assert "Instead: Other document, Verifiable customer wins, or Customer case study." in html
    assert (
        f'<a href="{reverse("offers:contacts", args=[offer.public_id])}" title="Open the contacts">' in html
    )


def test_those_who_may_not_edit_read_the_steps_without_links() -> None:
    html = overview(make_assessed(), make_user(role="reviewer")).split('id="next"')[1]
    assert "Solution landing page" in html
    assert 'title="Open the contacts"' not in html


def test_offer_never_assessed_has_no_steps_yet() -> None:
    assert 'id="next"' not in overview(make_offer())


@travel("2020-11-15T12:00:00Z", tick=False)
def test_forecast_names_the_month_in_which_consumed_revenue_is_reached() -> None:
    offer = make_ready()
    consume(offer, 9000, months=range(2, 11))
    html = overview(offer)
    assert (
        "At the pace of the last three months (USD 9,000 a month), Azure Consumed Revenue reaches USD 100,000 in "
        "Jan 2021." in html
    )
    assert html.count("chart-forecast") == 3


@travel("2020-11-15T12:00:00Z", tick=False)
def test_forecast_says_when_it_is_not_at_this_pace_and_when_it_knows_too_little() -> None:
    offer = make_ready()
    assert "For a forecast, three months in a row must be entered" in overview(offer)
    consume(offer, 100, months=range(8, 11))
    assert "Not at this pace: with USD 100 a month" in overview(offer)


@travel("2020-11-15T12:00:00Z", tick=False)
def test_top_status_says_what_time_could_end() -> None:
    html = overview(make_incentivized()).split('id="next"')[1]
    assert "Nothing left" in html
    assert "Azure Consumed Revenue: USD 100,000 in" in html


@travel("2020-11-15T12:00:00Z", tick=False)
def test_benefit_is_told_in_figures_and_with_its_first_day() -> None:
    offer = make_incentivized()
    BilledRevenue.objects.bulk_create(
        BilledRevenue(offer=offer, month=date(2020, month, 1), usd=Decimal(5000)) for month in range(5, 11)
    )
    html = overview(offer)
    assert (
        "About USD 6,000 a year at today&#x27;s sales: USD 30,000 billed in 6 months, taken for a year."
        in html
    )
    assert "The reduced fee runs from 1 Dec 2020, if the status holds until then." in html


@travel("2020-11-25T12:00:00Z", tick=False)
def test_benefit_not_reached_says_from_when_it_would_run() -> None:
    html = overview(make_ready())
    assert "Reached today, the reduced fee would run from 1 Jan 2021." in html
    assert "once the offer has been sold for three months" in html


def test_types_without_azure_ip_are_promised_no_fee() -> None:
    html = overview(make_assessed(type="dynamics_365_operations"))
    assert "reduced fee" not in html
    assert "service fee" not in html


# --- What could be lost -----------------------------------------------------------------------------------------------


def make_warned(**fields: Any) -> Offer:
    """An incentivized offer whose revenue rolls out of the window at the end of December 2020."""
    offer = make_incentivized(**fields)
    AzureConsumedRevenue.objects.update(month=date(2019, 12, 1))
    warn_all()
    return offer


@travel("2020-11-15T12:00:00Z", tick=False)
def test_loss_ahead_stands_on_the_overview_with_its_day() -> None:
    html = overview(make_warned())
    assert "Azure IP co-sell incentivized would be lost on 31 Dec 2020, in 46 days" in html
    assert "revenue falls below its threshold" in html


@travel("2020-11-15T12:00:00Z", tick=False)
def test_loss_ahead_stands_beside_the_status_in_lists() -> None:
    offer = make_warned()
    html = page(signed_in(make_member(offer.partner)), reverse("eligibility:offer_list"))
    assert "may be lost on 31 Dec 2020" in html
    assert "may be lost on" not in page(
        signed_in(make_member(make_ready().partner)), reverse("eligibility:offer_list")
    )


@travel("2020-11-15T12:00:00Z", tick=False)
def test_loss_ahead_stands_on_the_partner_s_page_for_admins() -> None:
    offer = make_warned(name="Insights")
    html = page(signed_in(make_admin()), reverse("eligibility:partner", args=[offer.partner.public_id]))
    assert "would be lost on 31 Dec 2020" in html
    assert "may be lost on 31 Dec 2020" in html


@travel("2020-11-15T12:00:00Z", tick=False)
def test_loss_that_is_no_longer_ahead_is_not_shown() -> None:
    offer = make_warned()
    StatusWarning.objects.update(ended_on=date(2020, 11, 15))
    assert "would be lost" not in overview(offer)
