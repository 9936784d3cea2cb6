"""The facts stored beside a status are those that the tables say, whatever act changes a fact."""

import random
import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from cosell.accounts.services.organisations import change_business_profile
from cosell.facts import say_facts_changed
from eligibility.facts.packing import unpack
from eligibility.facts.reading import read_facts, stored_facts
from eligibility.models import Assessment, Competency, OfferStatus
from eligibility.services import earned
from eligibility.services.daily import reassess_all, renew_all
from eligibility.services.differing import outdated
from offers.models import CloudSpecialistRequest, Contact, Offer, OfferType
from offers.services import contacts, offers
from reviews.services import specialist
from tests.builders import make_member, make_offer, make_user
from tests.eligibility.building import DAY, OCTOBER, make_admin, make_ready, status_of
from tests.eligibility.facts.test_facts_equal import some_offer

pytestmark = pytest.mark.django_db

ACTS_OF_A_RUN = 25


class People:
    def __init__(self, offer: Offer) -> None:
        self.owner = make_member(offer.partner)
        self.reviewer = make_user(role="reviewer")
        self.admin = make_admin()


def turn_live(offer: Offer, people: People, chance: random.Random) -> None:
    if offer.is_live:
        offers.stop_selling(actor=people.owner, offer=offer)
    else:
        offers.make_live(actor=people.reviewer, offer=offer)


def validate(offer: Offer, people: People, chance: random.Random) -> None:
    passed = chance.choice((True, False, None))
    offers.set_technical_validation(actor=people.reviewer, offer=offer, passed=passed)


def change(offer: Offer, people: People, chance: random.Random) -> None:
    changes = {
        "landing_page_url": chance.choice(("", "https://x.example/é")),
        "paid": chance.random() < 0.5,
        "countries": sorted(chance.sample(("BE", "FR", "US"), 2)),
        "segments": chance.choice(([], ["smb"])),
    }
    offers.change_offer(actor=people.owner, offer=offer, changes=changes)


def turn_contact(offer: Offer, people: People, chance: random.Random) -> None:
    contact = Contact.objects.filter(offer=offer).first()
    if contact and chance.random() < 0.5:
        contacts.remove_contact(actor=people.owner, contact=contact)
    else:
        contacts.add_contact(
            actor=people.owner,
            offer=offer,
            name="Jordan",
            email=f"{uuid.uuid4().hex}@x.example",
            job_title="Seller",
            role=chance.choice(("partner_sales", "partner_marketing")),
            countries=chance.choice((["OOO"], ["FR", "US"])),
        )


def enter_earned(offer: Offer, people: People, chance: random.Random) -> None:
    who: dict[str, Any] = {"actor": people.admin, "partner": offer.partner}
    end = chance.choice((None, date(2027, 1, 1)))
    earned.save_competency(area="Any", level=chance.choice(("gold", "silver")), start=OCTOBER, end=end, **who)
    earned.save_designation(area="Any", start=OCTOBER, end=end, **who)
    earned.save_enrolment(tier=chance.choice(("premium", "standard")), start=OCTOBER, end=end, **who)


def remove_earned(offer: Offer, people: People, chance: random.Random) -> None:
    if row := Competency.objects.filter(partner=offer.partner).first():
        earned.remove_earned(actor=people.admin, row=row)


def enter_revenue(offer: Offer, people: People, chance: random.Random) -> None:
    usd = chance.choice((None, Decimal("-0.50"), Decimal(250_000)))
    month = date(2020, chance.randrange(1, 13), 1)
    earned.save_consumed_revenue(actor=people.admin, partner=offer.partner, months={month: usd})
    earned.save_billed_revenue(actor=people.admin, offer=offer, months={month: usd})


def ask_specialist(offer: Offer, people: People, chance: random.Random) -> None:
    request = CloudSpecialistRequest.objects.filter(offer=offer).order_by("pk").last()
    if request is None or request.state == "declined":
        specialist.file_request(
            actor=people.owner, offer=offer, needs="Help", creation_key=uuid.UUID(int=chance.getrandbits(128))
        )
    elif request.state == "open":
        specialist.take_request(actor=people.reviewer, request=request)
    elif request.state == "in_progress":
        end = chance.choice((specialist.complete_request, specialist.decline_request))
        end(actor=people.reviewer, request=request, outcome="Done")


def change_profile(offer: Offer, people: People, chance: random.Random) -> None:
    changes = {"website": chance.choice(("", "https://x.example/"))}
    change_business_profile(actor=people.owner, partner=offer.partner, changes=changes)


ACTS: list[Callable[[Offer, People, random.Random], None]] = [
    turn_live,
    validate,
    change,
    turn_contact,
    enter_earned,
    remove_earned,
    enter_revenue,
    ask_specialist,
    change_profile,
]


@pytest.mark.parametrize("seed", range(4))
def test_every_act_leaves_the_stored_facts_as_the_tables_say(seed: int) -> None:
    chance = random.Random(seed)
    offer = make_ready()
    sister = make_offer(offer.partner, type="consulting_service")
    say_facts_changed(offers=[sister.pk])
    people = People(offer)
    for act in [*ACTS, *chance.choices(ACTS, k=ACTS_OF_A_RUN)]:
        act(Offer.objects.select_related("partner").get(pk=offer.pk), people, chance)
        assert outdated([offer.pk, sister.pk]) == [], act.__name__


@pytest.mark.parametrize("kind", OfferType.values)
def test_stored_facts_are_the_facts_on_any_day(kind: str) -> None:
    offer = some_offer(kind, random.Random(f"stored {kind}"))
    say_facts_changed(offers=[offer.pk])
    stored = OfferStatus.objects.get(pk=offer.pk).facts
    for day in (DAY, date(2021, 12, 31), date(2030, 1, 1)):
        assert unpack(stored, day) == dict(read_facts([offer.pk], day))[offer.pk]


def test_fact_that_nobody_said_had_changed_is_found_and_assessed(caplog: pytest.LogCaptureFixture) -> None:
    offer, other = make_ready(), make_ready()
    Offer.objects.filter(pk=offer.pk).update(published_at=None)
    assert outdated([offer.pk, other.pk]) == [offer.pk]
    assert reassess_all() == 0
    assert renew_all() == 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert (status_of(offer), status_of(other)) == ("not_ready", "co_sell_ready")
    assert outdated([offer.pk, other.pk]) == []
    assert renew_all() == 0


def test_offer_from_before_facts_were_stored_gets_them_and_nothing_else() -> None:
    offer = make_ready()
    known = OfferStatus.objects.get(pk=offer.pk).facts
    OfferStatus.objects.update(offer_facts="", partner_facts="")
    assert reassess_all() == 0
    assert OfferStatus.objects.get(pk=offer.pk).facts == known
    assert Assessment.objects.filter(offer=offer).count() == 1


def test_line_break_in_a_text_breaks_no_line() -> None:
    offer = make_ready()
    Offer.objects.filter(pk=offer.pk).update(
        landing_page_url="https://x.example/\nsaas", published_at=timezone.now()
    )
    say_facts_changed(offers=[offer.pk])
    [(_pk, facts)] = read_facts([offer.pk], DAY)
    assert facts.offer.landing_page_url == "https://x.example/ saas"


def test_stored_facts_are_read_without_their_tables_and_of_who_has_none_from_them() -> None:
    stored, unread = make_ready(), make_ready()
    known = dict(read_facts([stored.pk, unread.pk], DAY))
    OfferStatus.objects.filter(pk=unread.pk).update(offer_facts="", partner_facts="")
    Contact.objects.filter(offer__in=[stored.pk, unread.pk]).delete()
    found = dict(stored_facts([stored.pk, unread.pk], DAY))
    assert found[stored.pk] == known[stored.pk]
    assert found[unread.pk] == dict(read_facts([unread.pk], DAY))[unread.pk]
    assert found[unread.pk].contacts.items == ()
