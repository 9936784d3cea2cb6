"""Creating, changing, selling and stopping an offer."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.audit.models import AuditEntry
from cosell.facts import facts_changed
from cosell.notifications.models import Notification
from cosell.transitions import SomebodyWasFaster
from offers.models import Offer
from offers.services.offers import (
    change_offer,
    create_offer,
    make_live,
    set_technical_validation,
    stop_selling,
)
from tests.builders import make_member, make_offer, make_partner, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return make_partner()


@pytest.fixture
def editor(partner):
    return make_member(partner, role="editor")


@pytest.fixture
def reviewer():
    return make_user(role="reviewer")


@pytest.fixture
def told():
    """The offers whose facts were said to have changed, in order."""
    heard = []

    def hear(sender, offer_ids, partner_ids, **kwargs):
        heard.extend(offer_ids)

    facts_changed.connect(hear)
    yield heard
    facts_changed.disconnect(hear)


def create(actor, partner, **fields):
    values = {
        "creation_key": uuid.uuid4(),
        "type": "saas",
        "name": "Insights",
        "summary": "",
        "countries": ["US", "FR", "US"],
        "paid": True,
        "transactable": False,
    }
    return create_offer(actor=actor, partner=partner, **{**values, **fields})


def acts():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_create_makes_a_draft(partner, editor, told):
    offer = create(editor, partner)

    assert (offer.countries, offer.is_live, offer.created_by) == (["FR", "US"], False, editor)
    assert told == [offer.pk]
    assert acts() == ["offers.created"]


def test_create_with_the_same_key_gives_the_same_offer(partner, editor):
    key = uuid.uuid4()

    first, second = (create(editor, partner, creation_key=key, name=name) for name in ("One", "Two"))

    assert first == second
    assert [each.name for each in Offer.objects.all()] == ["One"]
    assert acts() == ["offers.created"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"countries": ["FR", "XX", "OOO"]}, "Unknown codes: OOO, XX."),
        ({"type": "magic"}, "Value 'magic' is not a valid choice."),
        ({"name": ""}, "This field cannot be blank."),
        ({"name": "x" * 121}, "Ensure this value has at most 120 characters (it has 121)."),
    ],
)
def test_create_refuses_bad_values(partner, editor, fields, message):
    with pytest.raises(ValidationError) as refused:
        create(editor, partner, **fields)

    assert refused.value.messages == [message]
    assert Offer.objects.count() == 0


@pytest.mark.parametrize("role", ["viewer", None])
def test_create_is_for_editors_of_the_organisation(partner, role):
    actor = make_member(partner, role=role) if role else make_user(role="programme_admin")

    with pytest.raises(PermissionDenied):
        create(actor, partner)


def test_change_writes_and_says_so(partner, editor, told):
    offer = make_offer(partner)

    change_offer(actor=editor, offer=offer, changes={"name": "New", "countries": ["FR"]})

    offer.refresh_from_db()
    assert (offer.name, offer.countries, offer.revision, offer.changed_by) == ("New", ["FR"], 1, editor)
    assert told == [offer.pk]
    assert AuditEntry.objects.get().data == {"fields": ["countries", "name"]}


def test_change_of_what_somebody_else_saved_meanwhile_is_refused(partner, editor):
    offer = make_offer(partner, name="Old")
    stale = Offer.objects.get(pk=offer.pk)
    change_offer(actor=editor, offer=offer, changes={"name": "New"})

    with pytest.raises(SomebodyWasFaster):
        change_offer(actor=editor, offer=stale, changes={"name": "Other"})

    assert Offer.objects.get().name == "New"


def test_live_and_stopped_and_live_again(partner, editor, reviewer, told):
    offer = make_offer(partner)

    make_live(actor=reviewer, offer=offer)
    assert (offer.is_live, offer.stopped_at) == (True, None)
    stop_selling(actor=editor, offer=offer)
    assert (offer.is_live, offer.stopped_at is None) == (False, False)
    make_live(actor=reviewer, offer=offer)

    offer.refresh_from_db()
    assert (offer.is_live, offer.stopped_at) == (True, None)
    assert acts() == ["offers.made_live", "offers.stopped", "offers.made_live"]
    assert told == [offer.pk] * 3


def test_live_twice_keeps_the_first_day(partner, reviewer):
    offer = make_offer(partner)
    make_live(actor=reviewer, offer=offer)
    since = offer.published_at

    make_live(actor=reviewer, offer=offer)

    assert Offer.objects.get().published_at == since
    assert acts() == ["offers.made_live"]


def test_stop_needs_a_live_offer(partner, editor):
    with pytest.raises(ValidationError, match="not live"):
        stop_selling(actor=editor, offer=make_offer(partner))


def test_stop_tells_the_others_of_the_organisation(partner, editor, reviewer):
    other = make_member(partner, role="viewer")
    offer = make_offer(partner)
    make_live(actor=reviewer, offer=offer)

    stop_selling(actor=editor, offer=offer)

    assert [(each.user, each.code) for each in Notification.objects.all()] == [(other, "offers.stopped")]


@pytest.mark.parametrize("act", [make_live, set_technical_validation])
def test_verdicts_are_for_reviewers_of_other_organisations(partner, editor, act):
    own = make_member(partner, role="viewer", name="Both")
    own.role = "reviewer"
    own.save()
    values = {"passed": True} if act is set_technical_validation else {}

    for actor in (editor, own):
        with pytest.raises(PermissionDenied):
            act(actor=actor, offer=make_offer(partner), **values)


def test_technical_validation_is_recorded_when_it_changes(partner, reviewer, told):
    offer = make_offer(partner)

    for passed in (True, True, False, None):
        set_technical_validation(actor=reviewer, offer=offer, passed=passed)

    assert Offer.objects.get().technical_validation_passed is None
    assert [entry.data["passed"] for entry in AuditEntry.objects.order_by("pk")] == [True, False, None]
    assert len(told) == 3
