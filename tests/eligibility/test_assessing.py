"""From a changed fact to a stored status: what is written, what is told, and what is left alone."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from cosell.accounts.models import Partner
from cosell.audit.models import AuditEntry
from cosell.facts import say_facts_changed
from cosell.notifications.models import Notification
from eligibility.models import Assessment, Competency, OfferStatus
from eligibility.queries import rulebook_in_force
from eligibility.services.assessing import assess_offers
from eligibility.services.daily import reassess_all
from offers.models import CloudSpecialistRequest, Contact, Offer
from tests.builders import make_member, make_offer, make_partner
from tests.eligibility.building import (
    make_assessed,
    make_contact,
    make_incentivized,
    make_months,
    make_ready,
    status_of,
)

pytestmark = pytest.mark.django_db

ADDED_BY_A_SECOND_RUN = 0
QUERIES_WITHOUT_NEWS = 15


def test_first_assessment_is_stored_and_told_to_nobody() -> None:
    offer = make_offer()
    make_member(offer.partner)
    say_facts_changed(offers=[offer.pk])
    assessment = Assessment.objects.get(offer=offer)
    standing = OfferStatus.objects.get(offer=offer)
    assert (standing.status, standing.assessment) == ("not_ready", assessment)
    assert (assessment.status, assessment.previous_status) == ("not_ready", "")
    assert assessment.rulebook == rulebook_in_force()
    assert assessment.facts["offer"]["type"] == "saas"
    assert [row["code"] for row in assessment.requirements][:2] == [
        "offer_published",
        "business_profile_complete",
    ]
    assert AuditEntry.objects.filter(action="eligibility.status_changed").count() == 0
    assert Notification.objects.count() == 0


def test_offer_that_is_ready_at_first_sight_is_ready_since_then() -> None:
    offer = make_ready()
    standing = OfferStatus.objects.get(offer=offer)
    assert standing.status == "co_sell_ready"
    assert standing.assessment is not None
    assert standing.since == standing.assessment.at


def test_ladder_is_climbed_and_descended() -> None:
    offer = make_assessed(published_at=timezone.now(), landing_page_url="https://x.example/")
    assert status_of(offer) == "not_ready"
    ready = make_ready(offer.partner)
    assert status_of(ready) == "co_sell_ready"
    top = make_incentivized(offer.partner)
    assert status_of(top) == "azure_ip_incentivized"
    Contact.objects.filter(offer=top).delete()
    say_facts_changed(offers=[top.pk])
    assert status_of(top) == "not_ready"


def test_change_of_status_is_written_recorded_and_told_to_each_member() -> None:
    offer = make_ready()
    members = [make_member(offer.partner, role=role) for role in ("owner", "viewer")]
    make_member(make_partner())
    was = OfferStatus.objects.get(offer=offer)
    Contact.objects.filter(offer=offer).delete()
    [change] = assess_offers([offer.pk])
    now = OfferStatus.objects.get(offer=offer)

    assert (change.offer_id, change.before, change.after) == (offer.pk, "co_sell_ready", "not_ready")
    assert now.status == "not_ready"
    assert now.since > was.since
    assert Assessment.objects.filter(offer=offer).first().previous_status == "co_sell_ready"
    entry = AuditEntry.objects.get(action="eligibility.status_changed")
    assert entry.actor is None
    assert entry.data == {"before": "co_sell_ready", "after": "not_ready"}
    assert (entry.partner, entry.offer_public_id, entry.subject_label) == (
        offer.partner,
        offer.public_id,
        offer.name,
    )
    told = Notification.objects.order_by("user_id")
    assert [(row.user, row.code) for row in told] == [
        (member, "eligibility.status_lowered") for member in sorted(members, key=lambda each: each.pk)
    ]
    assert told[0].params == {"offer": offer.name, "status": "not_ready", "before": "co_sell_ready"}
    assert told[0].path == f"/offers/{offer.public_id}/"


def test_rise_is_told_as_one() -> None:
    offer = make_ready()
    member = make_member(offer.partner)
    Contact.objects.filter(offer=offer).delete()
    assess_offers([offer.pk])
    make_contact(offer)
    assess_offers([offer.pk])
    codes = list(Notification.objects.filter(user=member).order_by("pk").values_list("code", flat=True))
    assert codes == ["eligibility.status_lowered", "eligibility.status_raised"]


def test_change_of_a_requirement_alone_is_stored_without_a_new_since() -> None:
    offer = make_assessed()
    since = OfferStatus.objects.get(offer=offer).since
    make_contact(offer)
    assert assess_offers([offer.pk]) == []
    assert Assessment.objects.filter(offer=offer).count() == 2
    assert OfferStatus.objects.get(offer=offer).since == since
    assert Notification.objects.count() == 0


def test_second_run_writes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ids = [make_ready().pk, make_assessed().pk]
    taking_turns = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(QUERIES_WITHOUT_NEWS + taking_turns):
        assert assess_offers(ids) == []
    assert Assessment.objects.count() == len(ids) + ADDED_BY_A_SECOND_RUN


def test_offer_assessed_before_there_were_fingerprints_gets_one_and_nothing_else() -> None:
    offer = make_ready()
    known = OfferStatus.objects.get(offer=offer).fingerprint
    OfferStatus.objects.update(fingerprint="")
    assert reassess_all() == 0
    assert OfferStatus.objects.get(offer=offer).fingerprint == known
    assert Assessment.objects.filter(offer=offer).count() == 1


def test_second_run_over_all_locks_nothing_and_writes_nothing() -> None:
    make_ready()
    make_incentivized()
    reassess_all()
    with CaptureQueriesContext(connection) as queries:
        assert reassess_all() == 0
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert not [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]


def test_partner_s_fact_concerns_all_its_offers_and_no_other() -> None:
    partner = make_partner(profile=False)
    mine, other = [make_ready(partner) for _ in range(2)], make_ready()
    before = Assessment.objects.filter(offer=other).count()
    Partner.objects.filter(pk=partner.pk).update(
        **{name: "x" for name in Partner.PROFILE_FIELDS if name not in {"country"}}, country="FR"
    )
    say_facts_changed(partners=[partner.pk])
    assert [status_of(offer) for offer in mine] == ["co_sell_ready", "co_sell_ready"]
    assert Assessment.objects.filter(offer=other).count() == before


@pytest.mark.parametrize(
    ("of_partner", "untouched"),
    [
        (False, "accounts_partner eligibility_competency eligibility_azureconsumedrevenue"),
        (True, "offers_contact offers_documentversion eligibility_billedrevenue"),
    ],
)
def test_only_what_may_have_changed_is_read_anew(of_partner: bool, untouched: str) -> None:
    offer = make_incentivized()
    with CaptureQueriesContext(connection) as asked:
        if of_partner:
            say_facts_changed(partners=[offer.partner_id])
        else:
            say_facts_changed(offers=[offer.pk])
    statements = " ".join(query["sql"] for query in asked.captured_queries)
    assert "eligibility_offerstatus" in statements
    assert [table for table in untouched.split() if f'"{table}"' in statements] == []


def test_assessment_is_undone_with_the_change_that_caused_it() -> None:
    offer = make_ready()
    with transaction.atomic():
        Contact.objects.filter(offer=offer).delete()
        say_facts_changed(offers=[offer.pk])
        assert status_of(offer) == "not_ready"
        transaction.set_rollback(True)
    assert status_of(offer) == "co_sell_ready"
    assert Assessment.objects.filter(offer=offer).count() == 1


def test_offer_that_is_gone_is_passed_over() -> None:
    assert assess_offers([987_654]) == []
    assert OfferStatus.objects.count() == 0


def test_every_day_finds_what_time_alone_changed() -> None:
    partner = make_partner()
    Competency.objects.create(
        partner=partner, area="Any", level="gold", start=date(2026, 1, 1), end=date(2026, 6, 30)
    )
    with travel("2026-06-30 23:00Z", tick=False):
        offer = make_offer(partner, type="consulting_service", published_at=timezone.now())
        CloudSpecialistRequest.objects.create(offer=offer, needs="x", state="completed")
        say_facts_changed(offers=[offer.pk])
        assert status_of(offer) == "co_sell_ready"
        assert reassess_all() == 0
    with travel("2026-07-01 00:05Z", tick=False):
        assert reassess_all() == 1
        assert status_of(offer) == "not_ready"


def test_every_day_lets_a_month_roll_out_of_the_window() -> None:
    with travel("2026-03-15 12:00Z", tick=False):
        offer = make_incentivized()
        assert status_of(offer) == "azure_ip_incentivized"
    with travel("2027-01-30 12:00Z", tick=False):
        reassess_all()
        assert status_of(offer) == "azure_ip_incentivized"
    with travel("2027-02-28 12:00Z", tick=False):
        assert reassess_all() == 1
        assert status_of(offer) == "co_sell_ready"


def test_every_offer_is_reached_however_many_batches_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eligibility.services.assessing.BATCH", 2)
    monkeypatch.setattr("eligibility.services.daily.PART", 3)
    offers = [make_offer() for _ in range(5)]
    assert reassess_all() == 0
    assert OfferStatus.objects.filter(offer__in=offers, assessment__isnull=False).count() == 5


def test_incremental_result_is_that_of_assessing_all_anew() -> None:
    partner = make_partner()
    make_months(partner, "99999.99")
    offers = [make_assessed(partner), make_ready(partner), make_incentivized()]
    stored = {offer.pk: status_of(offer) for offer in offers}
    newest = {offer.pk: Assessment.objects.filter(offer=offer).first().requirements for offer in offers}
    Assessment.objects.all().delete()
    OfferStatus.objects.all().delete()
    reassess_all()
    assert {offer.pk: status_of(offer) for offer in offers} == stored
    assert {offer.pk: Assessment.objects.get(offer=offer).requirements for offer in offers} == newest


def test_offer_created_in_the_product_has_a_status_at_once() -> None:
    offer = make_assessed()
    assert Offer.objects.get(pk=offer.pk).standing.status == "not_ready"
