"""A request for a cloud specialist, as its partner has filed it."""

import uuid

import pytest

from cosell.accounts.models import User
from offers.models import CloudSpecialistRequest, Offer
from reviews.services.specialist import file_request, take_request
from tests.builders import make_offer


@pytest.fixture
def offer(db: None) -> Offer:
    return make_offer(type="azure_virtual_machine")


@pytest.fixture
def filed(offer: Offer, owner: User) -> CloudSpecialistRequest:
    return file_request(actor=owner, offer=offer, needs="Help with the deck.", creation_key=uuid.uuid4())


@pytest.fixture
def taken(filed: CloudSpecialistRequest, reviewer: User) -> CloudSpecialistRequest:
    take_request(actor=reviewer, request=filed)
    return filed
