"""Facts as they are read from the database, against the contract of the rules."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from eligibility.editions import vocabulary
from eligibility.facts.reading import read_facts
from eligibility.models import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    Designation,
    IsvConnectEnrolment,
)
from eligibility.rules import Facts, parse_facts
from offers.models import CloudSpecialistRequest, DocumentState, Offer
from tests.builders import make_offer, make_partner
from tests.eligibility.building import DAY, OCTOBER, make_contact, make_document

pytestmark = pytest.mark.django_db

QUERIES_A_BATCH = 10


def facts_of(offer: Offer, day: date = DAY) -> Facts:
    [(pk, facts)] = read_facts([offer.pk], day)
    assert pk == offer.pk
    return facts


def documents_of(offer: Offer) -> list[tuple[str, str]]:
    return sorted((document.kind, document.state) for document in facts_of(offer).documents.items)


def test_facts_of_a_full_offer_are_those_of_the_contract() -> None:
    partner = make_partner()
    Competency.objects.create(
        partner=partner, area="Cloud Platform", level="gold", start=date(2020, 1, 1), end=date(2021, 1, 1)
    )
    Designation.objects.create(partner=partner, area="Data & AI", start=date(2023, 1, 1))
    IsvConnectEnrolment.objects.create(partner=partner, tier="premium", start=date(2020, 2, 1))
    AzureConsumedRevenue.objects.create(partner=partner, month=OCTOBER, usd=Decimal("12000"))
    offer = make_offer(
        partner,
        solution_type="ip",
        published_at=timezone.now(),
        transactable=True,
        landing_page_url="https://x.example/",
        platforms=["azure"],
        segments=["enterprise"],
        solution_areas=[{"area": "azure_data_and_ai", "sub_areas": ["big_data"]}],
        technical_validation_passed=True,
    )
    BilledRevenue.objects.create(offer=offer, month=OCTOBER, usd=Decimal("-50.25"))
    make_contact(offer, countries=["FR", "US"])
    make_document(offer, "customer_one_pager")
    make_document(offer, "architecture_diagram", azure_percent=Decimal("62.5"))
    CloudSpecialistRequest.objects.create(offer=offer, needs="x", state="declined")

    assert facts_of(offer).to_json() == {
        "as_of": "2020-11-15",
        "partner": {
            "business_profile_complete": True,
            "competencies": [
                {"area": "Cloud Platform", "level": "gold", "start": "2020-01-01", "end": "2021-01-01"}
            ],
            "designations": [{"area": "Data & AI", "start": "2023-01-01", "end": None}],
            "isv_connect": {"tier": "premium", "start": "2020-02-01", "end": None},
            "azure_consumed_revenue": [{"month": "2020-10", "usd": "12000.00"}],
        },
        "offer": {
            "type": "saas",
            "solution_type": "ip",
            "published": True,
            "paid": True,
            "transactable": True,
            "countries": ["FR", "US"],
            "landing_page_url": "https://x.example/",
            "social_media_url": None,
            "platforms": ["azure"],
            "segments": ["enterprise"],
            "solution_areas": ["azure_data_and_ai"],
            "billed_revenue": [{"month": "2020-10", "usd": "-50.25"}],
            "azure_infrastructure_percent": "62.50",
            "technical_validation_passed": True,
        },
        "documents": [
            {"kind": "architecture_diagram", "state": "approved"},
            {"kind": "customer_one_pager", "state": "approved"},
        ],
        "contacts": [{"role": "partner_sales", "countries": ["FR", "US"]}],
        "cloud_specialist_request": "declined",
    }


def test_facts_of_an_empty_offer_are_sound() -> None:
    offer = make_offer(make_partner(profile=False), countries=[])
    facts = facts_of(offer)
    assert facts.partner.business_profile_complete is False
    assert parse_facts(facts.to_json(), vocabulary()) == facts


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (DocumentState.PROCESSING, "processing"),
        (DocumentState.SUBMITTED, "submitted"),
        (DocumentState.APPROVED, "approved"),
        (DocumentState.CHANGES_REQUESTED, "changes_requested"),
        (DocumentState.REVOKED, "changes_requested"),
        (DocumentState.REJECTED, "rejected"),
    ],
)
def test_document_state_is_that_of_the_contract(state: str, seen: str) -> None:
    offer = make_offer()
    make_document(offer, "customer_one_pager", state)
    assert documents_of(offer) == [("customer_one_pager", seen)]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": DocumentState.READY, "published_at": None},
        {"state": DocumentState.PROCESSING, "published_at": None},
        {"state": DocumentState.REJECTED, "published_at": None},
        {"state": DocumentState.RECEIVING, "published_at": None},
        {"state": DocumentState.SUPERSEDED},
    ],
)
def test_version_that_does_not_count_is_no_fact(fields: dict[str, Any]) -> None:
    offer = make_offer()
    make_document(offer, "customer_one_pager", **fields)
    assert documents_of(offer) == []


def test_document_of_a_removed_slot_is_no_fact() -> None:
    offer = make_offer()
    version = make_document(offer, "architecture_diagram", azure_percent=Decimal(80))
    version.document.removed_at = timezone.now()
    version.document.save()
    assert documents_of(offer) == []
    assert facts_of(offer).offer.azure_infrastructure_percent is None


def test_approved_version_counts_beside_its_newer_successor() -> None:
    offer = make_offer()
    first = make_document(offer, "architecture_diagram", azure_percent=Decimal("62.50"))
    slot = first.document
    make_document(offer, "", DocumentState.CHANGES_REQUESTED, document=slot)
    make_document(offer, "", DocumentState.SUBMITTED, document=slot)
    make_document(offer, "", DocumentState.READY, document=slot, published_at=None)
    assert documents_of(offer) == [
        ("architecture_diagram", "approved"),
        ("architecture_diagram", "submitted"),
    ]
    assert facts_of(offer).offer.azure_infrastructure_percent == Decimal("62.50")


def test_revoked_successor_does_not_bring_its_superseded_predecessor_back() -> None:
    offer = make_offer()
    first = make_document(offer, "architecture_diagram", DocumentState.SUPERSEDED, azure_percent=Decimal(80))
    make_document(offer, "", DocumentState.REVOKED, document=first.document, azure_percent=Decimal(90))
    assert documents_of(offer) == [("architecture_diagram", "changes_requested")]
    assert facts_of(offer).offer.azure_infrastructure_percent is None


def test_dense_and_scattered_keys_give_the_same_facts() -> None:
    """Dense ones are read as a range, in which offers may lie that nobody asked for."""
    offers = [make_offer() for _ in range(8)]
    for offer in offers:
        make_contact(offer, countries=["FR"])
    everything = dict(read_facts([offer.pk for offer in offers], DAY))
    for asked in (offers[:2], [offers[0], offers[2]], [offers[0], offers[7]]):
        facts = dict(read_facts([offer.pk for offer in asked], DAY))
        assert facts == {offer.pk: everything[offer.pk] for offer in asked}


def test_months_are_in_their_order_in_whatever_order_they_were_written() -> None:
    offer = make_offer()
    for month, usd in ((10, "3.50"), (2, "1"), (7, "-20.05")):
        BilledRevenue.objects.create(offer=offer, month=date(2020, month, 1), usd=Decimal(usd))
    assert facts_of(offer).offer.billed_revenue.to_json() == [
        {"month": "2020-02", "usd": "1.00"},
        {"month": "2020-07", "usd": "-20.05"},
        {"month": "2020-10", "usd": "3.50"},
    ]


def test_every_other_document_is_a_fact() -> None:
    offer = make_offer()
    make_document(offer, "other")
    make_document(offer, "other", DocumentState.SUBMITTED)
    assert documents_of(offer) == [("other", "approved"), ("other", "submitted")]


@pytest.mark.parametrize(
    ("starts", "counts"),
    [
        ([], None),
        ([date(2020, 1, 1), date(2020, 11, 15), date(2020, 11, 16)], date(2020, 11, 15)),
        ([date(2021, 3, 1), date(2020, 12, 1)], date(2020, 12, 1)),
    ],
    ids=["none", "the last that has started", "else the next one"],
)
def test_enrolment_that_counts(starts: list[date], counts: date | None) -> None:
    offer = make_offer()
    for start in starts:
        IsvConnectEnrolment.objects.create(partner=offer.partner, tier="standard", start=start)
    enrolment = facts_of(offer).partner.isv_connect
    assert (enrolment.period.start if enrolment else None) == counts


def test_newest_request_counts() -> None:
    offer = make_offer()
    for state in ("declined", "completed"):
        CloudSpecialistRequest.objects.create(offer=offer, needs="x", state=state)
    assert facts_of(offer).cloud_specialist_request == "completed"


def test_offers_come_in_the_order_of_their_keys_and_unknown_ones_are_left_out() -> None:
    offers = [make_offer() for _ in range(3)]
    wanted = [offers[2].pk, 987_654, offers[0].pk, offers[0].pk]
    assert [pk for pk, _facts in read_facts(wanted, DAY)] == [offers[0].pk, offers[2].pk]


def test_offers_of_one_partner_share_what_is_the_partners() -> None:
    partner = make_partner()
    ids = [make_offer(partner).pk for _ in range(2)]
    first, second = (facts for _pk, facts in read_facts(ids, DAY))
    assert first.partner is second.partner


@pytest.mark.parametrize("offers", [1, 30])
def test_facts_cost_the_same_queries_for_any_number_of_offers(
    offers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [make_offer() for _ in range(offers)]
    for offer in made:
        make_document(offer, "customer_one_pager")
        make_contact(offer)
        BilledRevenue.objects.create(offer=offer, month=OCTOBER, usd=1)
    with django_assert_num_queries(QUERIES_A_BATCH):
        assert len(list(read_facts([offer.pk for offer in made], DAY))) == offers


def test_day_decides_which_enrolment_counts() -> None:
    offer = make_offer()
    for start in (DAY, DAY + timedelta(days=30)):
        IsvConnectEnrolment.objects.create(partner=offer.partner, tier="standard", start=start)
    later = facts_of(offer, DAY + timedelta(days=30)).partner.isv_connect
    assert later is not None
    assert later.period.start == DAY + timedelta(days=30)
