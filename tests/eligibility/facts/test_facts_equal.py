"""What is read set-based is what one object after another says, and what is stored of it gives the same answer."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cosell.accounts.models import Partner
from eligibility.editions import edition_codes, load_edition, vocabulary
from eligibility.facts.reading import read_facts
from eligibility.models import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    Designation,
    IsvConnectEnrolment,
)
from eligibility.rules import Facts, evaluate, parse_facts
from offers.models import CloudSpecialistRequest, ContactRole, DocumentKind, DocumentState, Offer, OfferType
from tests.benchmarks import by_orm
from tests.builders import make_offer, make_partner
from tests.eligibility.building import DAY, make_contact, make_document

pytestmark = pytest.mark.django_db

COUNTRIES = ("BE", "CA", "DE", "FR", "US")
MONTHS = [date(2018 + number // 12, number % 12 + 1, 1) for number in range(36)]
AMOUNTS = ("0", "-50.25", "99999.99", "100000", "0.10", "999999999999.99")
PERIODS = [
    (DAY - timedelta(days=start), end) for start in (-30, 0, 400) for end in (None, DAY, DAY + timedelta(90))
]


def some_partner(chance: random.Random) -> Partner:
    partner = make_partner(profile=chance.random() < 0.8)
    for start, end in chance.sample([each for each in PERIODS if not each[1] or each[0] <= each[1]], 3):
        dated = {"partner": partner, "start": start, "end": end}
        chance.choice(
            (
                lambda dated: Competency.objects.create(
                    area="Any", level=chance.choice(("gold", "silver")), **dated
                ),
                lambda dated: Designation.objects.create(area="Any", **dated),
                lambda dated: IsvConnectEnrolment.objects.create(tier="premium", **dated),
            )
        )(dated)
    for month in chance.sample(MONTHS, chance.randrange(4)):
        AzureConsumedRevenue.objects.create(partner=partner, month=month, usd=Decimal(chance.choice(AMOUNTS)))
    return partner


def some_offer(kind: str, chance: random.Random) -> Offer:
    """Of this type, with whatever chance gives it: more states than the product lets it have."""
    offer = make_offer(
        some_partner(chance),
        type=kind,
        countries=sorted(chance.sample(COUNTRIES, chance.randrange(4))),
        published_at=chance.choice((None, timezone.now())),
        paid=chance.random() < 0.5,
        transactable=chance.random() < 0.5,
        platforms=chance.choice(([], ["azure"])),
        segments=chance.choice(([], ["enterprise", "smb"])),
        solution_type=chance.choice(("", "ip", "service")),
        solution_areas=chance.choice(([], [{"area": "azure_data_and_ai", "sub_areas": ["big_data"]}])),
        landing_page_url=chance.choice(("", "https://x.example/é?a=1 2")),
        social_media_url=chance.choice(("", "https://social.example/")),
        technical_validation_passed=chance.choice((None, True, False)),
    )
    for month in chance.sample(MONTHS, chance.randrange(5)):
        BilledRevenue.objects.create(offer=offer, month=month, usd=Decimal(chance.choice(AMOUNTS)))
    for role in chance.choices(ContactRole.values, k=chance.randrange(4)):
        make_contact(offer, role=role, countries=chance.choice((["OOO"], ["FR"], ["CA", "US"], [])))
    for state in chance.choices(("open", "completed", "declined"), k=chance.randrange(2)):
        CloudSpecialistRequest.objects.create(offer=offer, needs="x", state=state)
    for document_kind in chance.sample(DocumentKind.values, 3):
        add_versions(offer, document_kind, chance)
    return offer


def add_versions(offer: Offer, kind: str, chance: random.Random) -> None:
    slot = None
    for _ in range(chance.randrange(1, 4)):
        version = make_document(
            offer,
            kind,
            chance.choice(DocumentState.values),
            document=slot,
            published_at=chance.choice((None, timezone.now(), timezone.now())),
            azure_percent=chance.choice((None, Decimal(0), Decimal("50.01"), Decimal(100))),
        )
        slot = version.document
    if slot and chance.random() < 0.2:
        slot.removed_at = timezone.now()
        slot.save()


def in_any_order(facts: Facts) -> dict[str, object]:
    """As JSON, with the contacts in one order."""
    contacts = sorted(facts.contacts.items, key=lambda contact: (contact.role, sorted(contact.countries)))
    return {**facts.to_json(), "contacts": [contact.to_json() for contact in contacts]}


@pytest.mark.parametrize("kind", OfferType.values)
def test_facts_read_together_are_those_of_each_offer_alone(kind: str) -> None:
    chance = random.Random(kind)
    offers = [some_offer(kind, chance) for _ in range(8)]
    read = dict(read_facts([offer.pk for offer in offers], DAY))
    assert list(read) == [offer.pk for offer in offers]
    for offer in offers:
        assert in_any_order(read[offer.pk]) == in_any_order(by_orm.facts_of(offer.pk, DAY))


@pytest.mark.parametrize("edition", edition_codes())
def test_facts_as_stored_give_the_same_answer_by_every_edition(edition: str) -> None:
    chance = random.Random(edition)
    offers = [some_offer(kind, chance) for kind in OfferType.values]
    rulebook = load_edition(edition)
    for _pk, facts in read_facts([offer.pk for offer in offers], DAY):
        stored = parse_facts(facts.to_json(), vocabulary())
        answer, again = evaluate(facts, rulebook), evaluate(stored, rulebook)
        assert stored == facts
        assert again.to_json() == answer.to_json()
        assert again.fingerprint == answer.fingerprint
