"""Who may read and change an offer, and who may judge: every person × every act."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from offers.permissions import may_edit_offer, may_judge_offer, may_read_offer
from offers.queries import load_offer, offers_visible_to
from tests.builders import make_member, make_offer, make_partner, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return make_offer()


def person(offer, who):
    if who in {"owner", "editor", "viewer"}:
        return make_member(offer.partner, role=who)
    if who == "stranger":
        return make_member(make_partner())
    return make_user(role=who)


@pytest.mark.parametrize(
    ("who", "read", "edit", "judge"),
    [
        ("owner", True, True, False),
        ("editor", True, True, False),
        ("viewer", True, False, False),
        ("stranger", False, False, False),
        ("reviewer", True, False, True),
        ("programme_admin", True, False, True),
    ],
)
def test_rights_by_person(offer, who, read, edit, judge):
    user = person(offer, who)

    assert (
        bool(may_read_offer(user, offer)),
        bool(may_edit_offer(user, offer)),
        bool(may_judge_offer(user, offer)),
    ) == (
        read,
        edit,
        judge,
    )
    assert list(offers_visible_to(user)) == ([offer] if read else [])


def test_nobody_judges_their_own_organisation(offer):
    reviewer = make_member(offer.partner, role="viewer")
    reviewer.role = "reviewer"
    reviewer.save()

    assert may_judge_offer(reviewer, offer).reason == "Nobody judges an offer of their own organisation."


def test_the_product_itself_judges_nothing(offer):
    assert not may_judge_offer(None, offer)


def test_nobody_else_sees_any_offer(offer):
    gone = make_member(offer.partner)
    gone.is_active = False

    assert list(offers_visible_to(AnonymousUser())) == []
    assert list(offers_visible_to(gone)) == []


@pytest.mark.parametrize(
    ("who", "edit", "outcome"),
    [
        ("owner", True, None),
        ("viewer", False, None),
        ("viewer", True, PermissionDenied),
        ("reviewer", False, None),
        ("reviewer", True, PermissionDenied),
        ("stranger", False, Http404),
        ("stranger", True, Http404),
    ],
)
def test_load_offer_hides_from_strangers_and_refuses_readers(offer, who, edit, outcome):
    user = person(offer, who)

    if outcome is None:
        assert load_offer(user, offer.public_id, edit=edit) == offer
    else:
        with pytest.raises(outcome):
            load_offer(user, offer.public_id, edit=edit)


def test_load_offer_knows_no_other_address(offer):
    with pytest.raises(Http404):
        load_offer(person(offer, "reviewer"), uuid.uuid4())
