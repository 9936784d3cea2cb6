"""Warnings ahead: who is told what, when, and once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller, travel

from cosell.accounts.models import Partner
from cosell.facts import say_facts_changed
from cosell.notifications.models import Notification
from cosell.notifications.rendering import mail_of_notification, told
from eligibility.models import AzureConsumedRevenue, Competency, IsvConnectEnrolment, StatusWarning
from eligibility.services import warning
from eligibility.services.warning import threshold_of, warn_all, warn_offers, warn_partner
from offers.models import CloudSpecialistRequest, Offer
from tests.builders import make_member, make_offer, make_partner, make_user
from tests.eligibility.building import make_incentivized, make_ready, status_of

pytestmark = pytest.mark.django_db

START = date(2020, 11, 15)
QUERIES_FOR_A_BATCH = 21


@pytest.fixture
def clock() -> object:
    """It is noon of 15 November 2020 until the test moves on."""
    with travel("2020-11-15T12:00:00Z", tick=False) as traveller:
        yield traveller


def at(clock: Traveller, days: int) -> None:
    clock.move_to(f"{START + timedelta(days=days)}T12:00:00+00:00")


def make_consulting(partner: Partner | None = None, *, days: int | None, **fields: str) -> Offer:
    """Co-sell ready by a Gold competency whose last day lies so many days ahead."""
    offer = make_offer(partner, type="consulting_service", published_at="2020-11-01T00:00:00Z", **fields)
    CloudSpecialistRequest.objects.create(offer=offer, needs="x", state="completed")
    end = None if days is None else START + timedelta(days=days)
    Competency.objects.create(
        partner=offer.partner, area="Cloud", level="gold", start=date(2020, 1, 1), end=end
    )
    say_facts_changed(offers=[offer.pk])
    assert status_of(offer) == "co_sell_ready"
    return offer


def notices() -> list[str]:
    rows = Notification.objects.filter(code="eligibility.status_warning").order_by("pk")
    return [told(row).title for row in rows]


@pytest.mark.parametrize(
    ("days", "threshold"),
    [(0, 7), (1, 7), (7, 7), (8, 30), (30, 30), (31, 90), (90, 90), (91, None), (400, None)],
)
def test_days_fall_under_the_least_threshold(days: int, threshold: int | None) -> None:
    assert threshold_of(days) == threshold


# From today: on which of the following days a run tells something, if one runs every day until the end.
@pytest.mark.parametrize(
    ("lasts", "told_on"),
    [
        (120, [31, 91, 114]),
        (90, [1, 61, 84]),
        (89, [0, 60, 83]),
        (25, [0, 19]),
        (3, [0]),
        (0, [0]),
    ],
)
def test_each_threshold_is_told_once_and_on_its_day(lasts: int, told_on: list[int], clock: Traveller) -> None:
    make_member(make_consulting(days=lasts).partner)
    found = []
    for day in range(lasts + 2):
        at(clock, day)
        before = len(notices())
        warn_all()
        warn_all()
        found += [day] * (len(notices()) - before)
    assert found == told_on


def test_warning_says_offer_status_day_and_cause_to_each_member(clock: Traveller) -> None:
    offer = make_consulting(days=25, name="Floor Start")
    owner, viewer = (make_member(offer.partner, role=role) for role in ("owner", "viewer"))
    make_member(make_partner())
    assert warn_all() == 1
    row = StatusWarning.objects.get()
    assert (row.offer, row.cause, row.day) == (offer, "gold_competency", date(2020, 12, 11))
    assert (row.before, row.after, row.told_days) == ("co_sell_ready", "not_ready", 30)
    found = Notification.objects.filter(code="eligibility.status_warning")
    assert {each.user for each in found} == {owner, viewer}
    assert told(found[0]).title == "Floor Start will lose the status “Co-sell ready” on 11 Dec 2020"
    assert told(found[0]).body.startswith("Unless something is done: the Gold competency ends.")
    assert found[0].path == f"/offers/{offer.public_id}/"


def test_mail_is_written_in_the_reader_s_way(clock: Traveller) -> None:
    offer = make_consulting(days=25, name="Floor Start")
    make_member(offer.partner, language="fr")
    warn_all()
    letter = mail_of_notification(Notification.objects.get(code="eligibility.status_warning"))
    assert "11 déc. 2020" in letter.subject
    assert mail.outbox == []


def test_nothing_is_told_where_the_status_would_not_change(clock: Traveller) -> None:
    make_member(make_consulting(days=None).partner)
    renewed = make_consulting(days=25)
    make_member(renewed.partner)
    Competency.objects.create(partner=renewed.partner, area="Data", level="gold", start=date(2020, 12, 11))
    beside = make_ready()
    make_member(beside.partner)
    Competency.objects.create(
        partner=beside.partner, area="X", level="gold", start=date(2020, 1, 1), end=date(2020, 12, 1)
    )
    assert warn_all() == 0
    assert StatusWarning.objects.count() == 0


def test_renewal_ends_the_warning_and_a_later_end_begins_another(clock: Traveller) -> None:
    offer = make_consulting(days=25)
    make_member(offer.partner)
    warn_all()
    Competency.objects.update(end=date(2021, 11, 30))
    assert warn_partner(offer.partner_id) == 0
    assert StatusWarning.objects.get().ended_on == START
    at(clock, 300)
    assert warn_all() == 1
    assert StatusWarning.objects.filter(ended_on__isnull=True).get().told_days == 90


def test_day_that_moves_is_kept_without_telling_the_same_threshold_again(clock: Traveller) -> None:
    offer = make_consulting(days=25)
    make_member(offer.partner)
    warn_all()
    Competency.objects.update(end=date(2020, 12, 13))
    assert warn_all() == 0
    assert StatusWarning.objects.get().day == date(2020, 12, 14)


def test_warning_ends_when_it_has_come_to_pass(clock: Traveller) -> None:
    offer = make_consulting(days=3)
    make_member(offer.partner)
    warn_all()
    at(clock, 4)
    say_facts_changed(offers=[offer.pk])
    assert status_of(offer) == "not_ready"
    assert warn_all() == 0
    assert StatusWarning.objects.get().ended_on == START + timedelta(days=4)


def test_revenue_that_rolls_out_of_the_window_is_told(clock: Traveller) -> None:
    offer = make_incentivized(name="Insights")
    make_member(offer.partner)
    AzureConsumedRevenue.objects.update(month=date(2019, 12, 1))
    assert warn_all() == 1
    row = StatusWarning.objects.get()
    assert (row.cause, row.day, row.after) == ("revenue", date(2020, 12, 31), "co_sell_ready")
    AzureConsumedRevenue.objects.create(partner=offer.partner, month=date(2020, 10, 1), usd=Decimal(100_000))
    assert warn_partner(offer.partner_id) == 0
    assert StatusWarning.objects.get().ended_on == START


def test_enrolment_that_is_followed_by_another_is_no_cause(clock: Traveller) -> None:
    offer = make_ready(type="dynamics_365_operations")
    make_member(offer.partner)
    last = date(2020, 12, 10)
    IsvConnectEnrolment.objects.create(
        partner=offer.partner, tier="premium", start=date(2020, 1, 1), end=last
    )
    say_facts_changed(partners=[offer.partner_id])
    assert warn_all() == 1
    IsvConnectEnrolment.objects.create(partner=offer.partner, tier="premium", start=date(2020, 12, 11))
    assert warn_all() == 0
    assert StatusWarning.objects.get().ended_on == START


def test_causes_of_one_offer_are_told_apart(clock: Traveller) -> None:
    offer = make_incentivized()
    make_member(offer.partner)
    AzureConsumedRevenue.objects.update(month=date(2019, 12, 1))
    consulting = make_consulting(offer.partner, days=25)
    assert warn_all() == 2
    assert sorted(StatusWarning.objects.values_list("offer", "cause")) == sorted(
        [(offer.pk, "revenue"), (consulting.pk, "gold_competency")]
    )


def test_batches_go_over_every_offer(clock: Traveller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warning, "BATCH", 2)
    partner = make_partner()
    for _ in range(5):
        make_consulting(partner, days=25)
    assert warn_all() == 5


@pytest.mark.parametrize("count", [1, 12])
def test_batch_costs_the_same_queries_for_any_number_of_offers(
    count: int, clock: Traveller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    offers = [make_consulting(days=25) for _ in range(count)]
    for offer in offers:
        make_member(offer.partner)
        make_user()
    with django_assert_num_queries(QUERIES_FOR_A_BATCH):
        assert warn_offers([offer.pk for offer in offers]) == count
