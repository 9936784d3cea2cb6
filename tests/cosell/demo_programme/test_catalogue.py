"""What the demo is made of, before it is told."""

from cosell.accounts.models import Role
from cosell.demo import DEMO_SIGN_INS
from cosell.demo_programme.cast import PARTNERS
from cosell.demo_programme.catalogue import FIELDS, OFFERS
from cosell.demo_programme.plans import PLANS
from offers.models.choices import OfferType
from offers.solution_areas import AREAS


def test_demo_has_partners_and_offers_enough_to_look_around() -> None:
    assert len(PARTNERS) >= 12
    assert len(OFFERS) >= 60
    assert {listed.type for listed in OFFERS} == set(OfferType.values)


def test_every_offer_belongs_to_a_partner_and_follows_a_known_plan() -> None:
    assert {listed.partner for listed in OFFERS} == {cast.name.split()[0] for cast in PARTNERS}
    assert {listed.plan for listed in OFFERS} == set(PLANS)


def test_names_of_offers_are_their_own() -> None:
    assert len({listed.name for listed in OFFERS}) == len(OFFERS)


def test_every_field_names_a_solution_area_of_the_listing() -> None:
    assert {cast.field for cast in PARTNERS} == set(FIELDS)
    assert {field.area for field in FIELDS.values()} <= set(AREAS)


def test_the_partner_who_signs_in_is_of_the_cast() -> None:
    partner = next(each for each in DEMO_SIGN_INS if each.role == Role.PARTNER)
    assert partner.email in {person.email(cast.name) for cast in PARTNERS for person in cast.people}
