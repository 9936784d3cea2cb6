"""The cast: a partner's people, and Microsoft's."""

import pytest

from cosell.accounts.models import User
from offers.models import Offer
from reviews.models import Submission
from tests.builders import make_member, make_user
from tests.reviews.building import make_full_offer, published


@pytest.fixture
def offer(db: None) -> Offer:
    return make_full_offer()


@pytest.fixture
def owner(offer: Offer) -> User:
    return make_member(offer.partner, name="Olivia Owner")


@pytest.fixture
def viewer(offer: Offer) -> User:
    return make_member(offer.partner, role="viewer", name="Victor Viewer")


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user(role="reviewer", name="Rita Reviewer")


@pytest.fixture
def other_reviewer(db: None) -> User:
    return make_user(role="reviewer", name="Otto Other")


@pytest.fixture
def submission(offer: Offer, owner: User) -> Submission:
    """In the queue: publishing, listing, links, contacts and a one-pager."""
    return published(offer, by=owner)
