"""An organisation's offer, and two of its people who are signed in."""

import pytest
from django.test import Client

from cosell.accounts.models import Partner
from offers.models import Offer
from tests.builders import make_member, make_offer, make_partner
from tests.offers.views.contacts import signed_in


@pytest.fixture
def partner() -> Partner:
    return make_partner()


@pytest.fixture
def offer(partner: Partner) -> Offer:
    return make_offer(partner, name="Été & Co")


@pytest.fixture
def editor(partner: Partner) -> Client:
    return signed_in(make_member(partner, role="editor", name="Edda"))


@pytest.fixture
def colleague(partner: Partner) -> Client:
    return signed_in(make_member(partner, role="owner", name="Olaf"))
