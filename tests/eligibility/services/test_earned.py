"""What programme admins enter for a partner, and the statuses that move by it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cosell.audit.models import AuditEntry
from cosell.facts import say_facts_changed
from eligibility.figures import add_months
from eligibility.models import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    Designation,
    IsvConnectEnrolment,
)
from eligibility.services import earned
from eligibility.services.assessing import today
from offers.models import CloudSpecialistRequest, Offer
from tests.builders import make_member, make_offer, make_partner, make_user
from tests.eligibility.building import make_admin, make_document, make_ready, status_of

pytestmark = pytest.mark.django_db

START = date(2020, 1, 1)


def make_consulting() -> Offer:
    """A consulting service that lacks nothing but the Gold competency."""
    offer = make_offer(type="consulting_service", published_at=timezone.now())
    CloudSpecialistRequest.objects.create(offer=offer, needs="x", state="completed")
    say_facts_changed(offers=[offer.pk])
    return offer


def test_competency_moves_a_consulting_service_up_and_its_removal_down() -> None:
    admin, offer = make_admin(), make_consulting()
    moves = earned.save_competency(
        actor=admin, partner=offer.partner, area="Cloud", level="gold", start=START
    )
    assert [(move.offer, move.before, move.after) for move in moves] == [
        (offer, "not_ready", "co_sell_ready")
    ]
    [row] = Competency.objects.all()
    assert (row.area, row.level, row.start, row.end) == ("Cloud", "gold", START, None)
    moves = earned.remove_earned(actor=admin, row=row)
    assert [(move.before, move.after) for move in moves] == [("co_sell_ready", "not_ready")]
    actions = list(AuditEntry.objects.exclude(actor=None).order_by("pk").values_list("action", flat=True))
    assert actions == ["eligibility.competency_entered", "eligibility.competency_removed"]


def test_changed_end_of_a_competency_counts_at_once() -> None:
    admin, offer = make_admin(), make_consulting()
    earned.save_competency(actor=admin, partner=offer.partner, area="Cloud", level="gold", start=START)
    row = Competency.objects.get()
    values: dict[str, Any] = {"area": "Cloud", "level": "gold", "start": START, "end": date(2020, 12, 31)}
    moves = earned.save_competency(actor=admin, partner=offer.partner, row=row, **values)
    assert [move.after for move in moves] == ["not_ready"]
    assert AuditEntry.objects.filter(action="eligibility.competency_changed").get().data == {
        "start": "2020-01-01",
        "end": "2020-12-31",
    }


def test_premium_enrolment_moves_a_ready_dynamics_offer_up() -> None:
    admin, offer = make_admin(), make_ready(type="dynamics_365_operations")
    assert earned.save_enrolment(actor=admin, partner=offer.partner, tier="standard", start=START) == []
    moves = earned.save_enrolment(actor=admin, partner=offer.partner, tier="premium", start=date(2021, 1, 1))
    assert [move.after for move in moves] == ["business_applications_incentivized"]
    assert IsvConnectEnrolment.objects.count() == 2


def test_designation_is_entered() -> None:
    partner = make_partner()
    assert earned.save_designation(actor=make_admin(), partner=partner, area="Data & AI", start=START) == []
    assert Designation.objects.get().area == "Data & AI"


def test_end_before_start_is_refused_at_the_end() -> None:
    with pytest.raises(ValidationError) as refusal:
        earned.save_designation(
            actor=make_admin(), partner=make_partner(), area="x", start=START, end=date(2019, 12, 31)
        )
    assert refusal.value.message_dict == {"end": ["It cannot end before it starts."]}


def test_months_are_written_changed_and_taken_away() -> None:
    admin, partner = make_admin(), make_partner()
    first, second, third = date(2020, 8, 1), date(2020, 9, 1), date(2020, 10, 1)
    earned.save_consumed_revenue(
        actor=admin, partner=partner, months={first: Decimal("1.50"), second: Decimal(2), third: None}
    )
    earned.save_consumed_revenue(actor=admin, partner=partner, months={first: Decimal("-3"), second: None})
    rows = AzureConsumedRevenue.objects.filter(partner=partner).values_list("month", "usd")
    assert list(rows) == [(first, Decimal("-3.00"))]
    entry = AuditEntry.objects.filter(action="eligibility.consumed_revenue_entered").first()
    assert entry is not None
    assert entry.data == {"months": {"2020-08": "-3", "2020-09": None}}


def test_consumed_revenue_reaches_every_offer_of_the_partner() -> None:
    admin, partner = make_admin(), make_partner()
    offers = [make_ready(partner, name=name) for name in ("B", "A")]
    for offer in offers:
        make_document(offer, "architecture_diagram", azure_percent=Decimal("50.01"))
    say_facts_changed(offers=[offer.pk for offer in offers])
    last = add_months(today(), -1)
    assert (
        earned.save_consumed_revenue(actor=admin, partner=partner, months={last: Decimal("99999.99")}) == []
    )
    moves = earned.save_consumed_revenue(actor=admin, partner=partner, months={last: Decimal("100000")})
    assert [(move.offer.name, move.after) for move in moves] == [
        ("A", "azure_ip_incentivized"),
        ("B", "azure_ip_incentivized"),
    ]


def test_billed_revenue_reaches_its_offer_alone() -> None:
    admin, partner = make_admin(), make_partner()
    offers = [make_ready(partner) for _ in range(2)]
    for offer in offers:
        make_document(offer, "architecture_diagram", azure_percent=Decimal(80))
    last = add_months(today(), -1)
    moves = earned.save_billed_revenue(actor=admin, offer=offers[0], months={last: Decimal("100000")})
    assert [move.offer for move in moves] == [offers[0]]
    assert [status_of(offer) for offer in offers] == ["azure_ip_incentivized", "co_sell_ready"]
    assert BilledRevenue.objects.get().offer == offers[0]


@pytest.mark.parametrize("who", ["member", "reviewer"])
def test_nobody_but_an_admin_enters_figures(who: str) -> None:
    offer = make_ready()
    person = make_member(offer.partner) if who == "member" else make_user(role="reviewer")
    with pytest.raises(PermissionDenied):
        earned.save_consumed_revenue(actor=person, partner=offer.partner, months={START: Decimal(1)})
    with pytest.raises(PermissionDenied):
        earned.save_billed_revenue(actor=person, offer=offer, months={START: Decimal(1)})
    with pytest.raises(PermissionDenied):
        earned.save_competency(actor=person, partner=offer.partner, area="x", level="gold", start=START)
    assert (
        AzureConsumedRevenue.objects.count() + BilledRevenue.objects.count() + Competency.objects.count() == 0
    )
