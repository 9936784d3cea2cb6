"""Grace periods: given at activation, shown everywhere, told, warned of, ended early or in time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from cosell.accounts.models import Partner
from cosell.dates import date_format
from cosell.facts import say_facts_changed
from cosell.notifications.models import Notification
from cosell.notifications.rendering import told
from eligibility.models import Assessment, GracePeriod, OfferStatus
from eligibility.pages.offer_lists import counts_by_status, is_in, standings_by_type, with_standing
from eligibility.pages.overview import overview_of
from eligibility.pages.partner_lists import find_partners
from eligibility.pages.past import standing_on
from eligibility.queries import held_since
from eligibility.services import jobs
from eligibility.services.daily import reassess_all
from offers.models import Offer
from tests.builders import make_member
from tests.eligibility.building import (
    make_admin,
    make_draft,
    make_incentivized,
    make_months,
    put_in_force,
    status_of,
)
from tests.eligibility.views import signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2020, 11, 15, 12, tzinfo=UTC)
UNTIL = date(2020, 12, 15)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def kept_offer(days: int = 30, percent: int = 70) -> Offer:
    """An offer that keeps Azure IP, which a new rulebook took from it on 15 November 2020."""
    admin, offer = make_admin(), make_incentivized()
    make_member(offer.partner)
    draft = make_draft(admin, azure_percent=Decimal(percent), grace_days=days)
    jobs.run_job(put_in_force(draft, admin).pk)
    return offer


def standing(offer: Offer) -> OfferStatus:
    return OfferStatus.objects.get(offer=offer)


def shown(offer: Offer) -> tuple[str, str, str, date | None]:
    """What the rules say; what is shown, to Python and to queries; and until when."""
    row = standing(offer)
    return row.status, row.shown_status, row.shown, row.kept_until


def codes() -> list[str]:
    found = Notification.objects.filter(code__startswith="eligibility.grace").order_by("pk")
    return [row.code.removeprefix("eligibility.") for row in found]


def every_day(clock: Any, until: date) -> None:
    while datetime.now(UTC).date() < until:
        clock.shift(timedelta(days=1))
        reassess_all()


KEPT = ("co_sell_ready", "azure_ip_incentivized", "azure_ip_incentivized", UNTIL)
LOST = ("co_sell_ready", "co_sell_ready", "co_sell_ready", None)
HELD = ("azure_ip_incentivized", "azure_ip_incentivized", "azure_ip_incentivized", None)


def test_offer_that_would_lose_its_status_keeps_it_for_the_days_of_grace() -> None:
    offer = kept_offer()
    period = GracePeriod.objects.get()
    assert (period.offer, period.kept_status) == (offer, "azure_ip_incentivized")
    assert (period.start, period.until, period.ended_on) == (NOON.date(), UNTIL, None)
    assert shown(offer) == KEPT


def test_assessments_and_replay_hold_what_the_rules_say() -> None:
    offer = kept_offer()
    newest = Assessment.objects.filter(offer=offer).first()
    assert newest is not None
    assert newest.status == "co_sell_ready"
    call_command("replay", stdout=StringIO())


def test_rulebook_without_grace_takes_at_once() -> None:
    assert shown(kept_offer(days=0)) == LOST
    assert GracePeriod.objects.count() == 0


def test_lists_counts_and_overview_show_the_kept_status() -> None:
    offer = kept_offer()
    azure = "azure_ip_incentivized"
    assert list(Offer.objects.filter(is_in(azure))) == [offer]
    assert list(Offer.objects.filter(is_in("co_sell_ready"))) == []
    assert counts_by_status(Offer.objects.all())[azure] == 1
    assert standings_by_type()["saas"][azure] == 1
    assert find_partners({}).get(pk=offer.partner_id).incentivized_count == 1
    assert with_standing(Offer.objects.all()).get().rank == 2
    overview = overview_of(offer, may_edit=True)
    assert (overview.status, overview.ladder[2]["state"]) == (azure, "current")
    assert overview.ladder[2]["sub"] == "Kept until 15 Dec 2020 (grace)"
    assert overview.rules_status_name == "Co-sell ready"
    assert Partner.objects.count() == 1


def test_partner_is_told_until_when() -> None:
    kept_offer()
    row = Notification.objects.get(code="eligibility.activation_one_kept")
    said = told(row)
    assert "keeps the status “Azure IP co-sell incentivized” until 15 Dec 2020" in said.title
    assert "the status will be “Co-sell ready”" in said.body


def test_partner_is_warned_once_seven_days_before_and_told_at_the_end(
    clock: Any,
) -> None:
    offer = kept_offer()
    every_day(clock, date(2020, 12, 7))
    assert codes() == []
    every_day(clock, date(2020, 12, 8))
    assert codes() == ["grace_ends_soon"]
    every_day(clock, UNTIL)
    assert (codes(), shown(offer)) == (["grace_ends_soon"], KEPT)
    every_day(clock, date(2020, 12, 17))
    assert (codes(), shown(offer)) == (["grace_ends_soon", "grace_over"], LOST)
    period = GracePeriod.objects.get()
    assert (period.end, period.ended_on) == ("over", date(2020, 12, 16))


def test_grace_ends_early_when_the_rules_give_the_status_back() -> None:
    offer = kept_offer()
    offer.documents.get(kind="architecture_diagram").versions.update(azure_percent=Decimal(90))
    say_facts_changed(offers=[offer.pk])
    assert shown(offer) == HELD
    assert (GracePeriod.objects.get().end, codes()) == ("given_back", ["grace_given_back"])
    assert Notification.objects.filter(code="eligibility.status_raised").count() == 0, (
        "it was never shown lower"
    )


def test_grace_is_no_shelter_from_facts_that_the_rules_before_asked_for_too() -> None:
    offer = kept_offer()
    make_months(offer.partner, "5")
    say_facts_changed(partners=[offer.partner_id])
    assert shown(offer) == LOST
    assert (GracePeriod.objects.get().end, codes()) == ("lost", ["grace_lost"])


def test_offer_that_lost_its_status_by_a_fact_in_the_same_minute_gets_no_grace() -> None:
    admin, offer = make_admin(), make_incentivized()
    activation = put_in_force(make_draft(admin, azure_percent=Decimal(70), grace_days=30), admin)
    make_months(offer.partner, "5")
    say_facts_changed(partners=[offer.partner_id])
    jobs.run_job(activation.pk)
    assert (status_of(offer), GracePeriod.objects.count()) == ("co_sell_ready", 0)


def test_next_rulebook_gives_the_status_back_before_the_grace_is_over() -> None:
    offer = kept_offer()
    admin = make_admin()
    jobs.run_job(put_in_force(make_draft(admin, azure_percent=Decimal(50)), admin).pk)
    assert shown(offer) == HELD
    assert GracePeriod.objects.get().end == "given_back"


def test_of_two_grace_periods_the_higher_status_is_shown_first(clock: Any) -> None:
    offer = kept_offer()
    admin = make_admin()
    draft = make_draft(admin, type_saas_asks_transactable="ready", grace_days=60)
    jobs.run_job(put_in_force(draft, admin).pk)
    assert shown(offer) == ("not_ready", "azure_ip_incentivized", "azure_ip_incentivized", UNTIL)
    every_day(clock, date(2020, 12, 16))
    assert shown(offer) == ("not_ready", "co_sell_ready", "co_sell_ready", date(2021, 1, 14))
    every_day(clock, date(2021, 1, 15))
    assert shown(offer) == ("not_ready", "not_ready", "not_ready", None)


@pytest.mark.parametrize(
    ("back_after", "held"),
    [(None, date(2020, 11, 15)), (10, date(2020, 11, 15)), (40, date(2020, 12, 25))],
)
def test_status_is_held_without_a_break_while_it_is_kept(
    clock: Any, back_after: int | None, held: date
) -> None:
    offer = kept_offer()
    if back_after:
        every_day(clock, NOON.date() + timedelta(days=back_after))
        admin = make_admin()
        jobs.run_job(put_in_force(make_draft(admin, azure_percent=Decimal(50)), admin).pk)
    assert held_since(standing(offer)) == held


def test_past_day_shows_the_status_that_was_kept_and_what_the_rules_said(clock: Any) -> None:
    offer = kept_offer()
    every_day(clock, UNTIL + timedelta(days=3))
    kept = {}
    for day in (date(2020, 11, 14), date(2020, 11, 15), UNTIL, UNTIL + timedelta(days=1)):
        then = standing_on(offer, day)
        kept[day] = then.assessment and (then.status_name, then.kept_name, then.kept_until)
    azure_ip = "Azure IP co-sell incentivized"
    assert kept == {
        date(2020, 11, 14): None,
        date(2020, 11, 15): ("Co-sell ready", azure_ip, UNTIL),
        UNTIL: ("Co-sell ready", azure_ip, UNTIL),
        UNTIL + timedelta(days=1): ("Co-sell ready", "", None),
    }


def test_page_of_a_past_day_tells_until_when_a_status_was_kept() -> None:
    offer = kept_offer()
    html = (
        signed_in(make_admin())
        .get(reverse("eligibility:history", args=[offer.public_id]), {"show": "statuses", "on": "2020-11-15"})
        .content
    )
    text = " ".join(html.decode().split())
    assert "2020: Azure IP co-sell incentivized </h2>" in text
    assert f"told to last until {date_format(UNTIL)}. The rules said: Co-sell ready." in text
