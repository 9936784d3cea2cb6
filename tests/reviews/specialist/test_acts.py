"""Cloud-specialist requests: every act × every state × every person, and whom it tells."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.notifications.models import Notification
from cosell.transitions import SomebodyWasFaster
from offers.models import CloudSpecialistRequest, RequestState
from reviews.services.specialist import (
    complete_request,
    decline_request,
    file_request,
    take_request,
)
from tests.builders import make_member, make_offer, make_partner, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return make_offer(make_partner(), type="azure_virtual_machine")


@pytest.fixture
def editor(offer):
    return make_member(offer.partner, role="editor")


@pytest.fixture
def reviewer():
    return make_user(role="reviewer")


def file(editor, offer, **values):
    return file_request(
        **{"actor": editor, "offer": offer, "needs": "A deck", "creation_key": uuid.uuid4(), **values}
    )


def request_in(state, offer, specialist):
    return CloudSpecialistRequest.objects.create(
        offer=offer, needs="x", state=state, specialist=None if state == RequestState.OPEN else specialist
    )


def told():
    return sorted((each.user.name, each.code) for each in Notification.objects.select_related("user"))


def test_file_tells_the_reviewers_who_may_take_it(offer, editor, reviewer):
    own = make_member(offer.partner, role="viewer")
    own.role = "reviewer"
    own.save()
    make_user(role="programme_admin")

    request = file(editor, offer, needs="  A deck  ")

    assert (request.state, request.needs, request.requested_by) == ("open", "A deck", editor)
    assert told() == [(reviewer.name, "offers.request_filed")]
    assert Notification.objects.get().path == f"/review/cloud-specialist/{request.public_id}/"


def test_file_posted_twice_files_once(offer, editor):
    key = uuid.uuid4()

    assert file(editor, offer, creation_key=key) == file(editor, offer, creation_key=key)
    assert CloudSpecialistRequest.objects.count() == 1


def test_file_while_one_is_open_is_refused(offer, editor, reviewer):
    request = file(editor, offer)
    for _state in ("open", "in progress"):
        with pytest.raises(ValidationError, match="is open already"):
            file(editor, offer)
        if request.state == RequestState.OPEN:
            take_request(actor=reviewer, request=request)


def test_file_again_after_it_was_declined(offer, editor, reviewer):
    decline_request(actor=reviewer, request=file(editor, offer), outcome="Not yet.")

    file(editor, offer)

    assert [each.state for each in offer.specialist_requests.all()] == ["open", "declined"]


def test_file_after_it_was_completed_is_refused(offer, editor, reviewer):
    request = file(editor, offer)
    take_request(actor=reviewer, request=request)
    complete_request(actor=reviewer, request=request, outcome="Done.")

    with pytest.raises(ValidationError, match="completed already"):
        file(editor, offer)


@pytest.mark.parametrize("needs", ["", "   ", "x" * 2001])
def test_file_needs_a_text_within_bounds(offer, editor, needs):
    with pytest.raises(ValidationError):
        file(editor, offer, needs=needs)


@pytest.mark.parametrize("role", ["viewer", "stranger", "reviewer"])
def test_file_is_for_editors(offer, role):
    people = {
        "viewer": lambda: make_member(offer.partner, role="viewer"),
        "stranger": lambda: make_member(make_partner()),
    }
    actor = people.get(role, lambda: make_user(role=role))()

    with pytest.raises(PermissionDenied):
        file(actor, offer)


@pytest.mark.parametrize("act", [complete_request, decline_request])
@pytest.mark.parametrize("outcome", ["", "  \n", "x" * 2001])
def test_closing_needs_an_outcome_within_bounds(offer, reviewer, act, outcome):
    request = request_in("in_progress", offer, reviewer)

    with pytest.raises(ValidationError):
        act(actor=reviewer, request=request, outcome=outcome)

    request.refresh_from_db()
    assert (request.state, request.outcome) == ("in_progress", "")


def test_two_reviewers_take_it_once(offer, reviewer):
    request = request_in("open", offer, None)
    same = CloudSpecialistRequest.objects.get()
    take_request(actor=reviewer, request=request)

    with pytest.raises(SomebodyWasFaster):
        take_request(actor=make_user(role="reviewer"), request=same)

    same.refresh_from_db()
    assert same.specialist == reviewer


def test_a_request_that_another_took_meanwhile_is_not_declined(offer, reviewer):
    request = request_in("open", offer, None)
    stale = CloudSpecialistRequest.objects.select_related("offer__partner").get()
    take_request(actor=reviewer, request=request)

    with pytest.raises(PermissionDenied, match="Another specialist"):
        decline_request(actor=make_user(role="reviewer"), request=stale, outcome="No.")


def test_every_step_tells_the_members(offer, editor, reviewer):
    request = file(editor, offer)
    Notification.objects.all().delete()

    take_request(actor=reviewer, request=request)
    complete_request(actor=reviewer, request=request, outcome="All documents provided.")

    codes = [(each.code, each.params.get("outcome", "")) for each in Notification.objects.order_by("pk")]
    assert codes == [("offers.request_taken", ""), ("offers.request_completed", "All documents provided.")]
    assert request.closed_at >= request.taken_at
