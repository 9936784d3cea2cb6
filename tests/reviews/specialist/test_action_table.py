"""The table of a cloud-specialist request's states: every act, from every state, by everybody."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cosell.accounts.models import Membership, User
from cosell.audit.models import AuditEntry
from cosell.transitions import SomebodyWasFaster, possible
from offers.models import CloudSpecialistRequest, Offer
from reviews.models import ConflictOfInterest
from reviews.services import specialist
from reviews.services.specialist import REQUEST_TRANSITIONS
from tests.builders import make_member, make_user

pytestmark = pytest.mark.django_db

STATES = ("open", "mine", "waiting", "others", "completed", "declined")
EDITORS = ("owner", "editor", "colleague")
HANDLERS = ("reviewer", "admin")
PEOPLE = (*EDITORS, *HANDLERS, "viewer", "stranger", "declared", "filer")
IN_HAND = ("mine", "waiting", "others")
ACTS: dict[str, Callable[..., None]] = {
    "take": specialist.take_request,
    "release": specialist.release_request,
    "hand_over": lambda **who: specialist.hand_over_request(
        **who, to=make_user(role="reviewer"), note="Look at the diagram."
    ),
    "wait": lambda **who: specialist.ask_about_request(**who, text="Which region?"),
    "go_on": specialist.go_on_with_request,
    "complete": lambda **who: specialist.complete_request(**who, outcome="All is in."),
    "decline": lambda **who: specialist.decline_request(**who, outcome="Not on Azure."),
}
RECORDED = {
    "take": ["offers.request_taken"],
    "release": ["offers.request_released"],
    "hand_over": ["offers.request_handed_over"],
    "wait": ["reviews.said", "offers.request_waiting"],
    "go_on": ["offers.request_went_on"],
    "complete": ["offers.request_completed"],
    "decline": ["offers.request_declined"],
}
AFTER = {"take": "in_progress", "release": "open", "complete": "completed", "decline": "declined"}
ALLOWED = {
    *product(("take", "decline"), ("open",), HANDLERS),
    *product(("release", "hand_over", "complete", "decline"), ("mine", "waiting"), HANDLERS),
    *product(("release", "hand_over", "complete", "decline"), ("others",), ("admin",)),
    ("wait", "mine", "reviewer"),
    *product(("go_on",), ("waiting",), ("reviewer", *EDITORS)),
}


@pytest.fixture
def people(offer: Offer, owner: User, viewer: User, reviewer: User) -> dict[str, User]:
    """``colleague`` reviews for Microsoft and owns the offer's organisation; ``filer`` left it after filing;
    ``declared`` is an admin with a conflict of interest."""
    colleague, declared = make_user(role="reviewer"), make_user(role="programme_admin")
    Membership.objects.create(user=colleague, partner=offer.partner, role="owner")
    ConflictOfInterest.objects.create(user=declared, partner=offer.partner)
    return {
        "owner": owner,
        "editor": make_member(offer.partner, role="editor"),
        "viewer": viewer,
        "stranger": make_user(),
        "reviewer": reviewer,
        "admin": make_user(role="programme_admin"),
        "declared": declared,
        "colleague": colleague,
        "filer": make_user(role="reviewer"),
    }


def in_state(name: str, offer: Offer, people: dict[str, User], other: User) -> CloudSpecialistRequest:
    now = timezone.now()
    fields: dict[str, dict[str, Any]] = {
        "open": {"state": "open", "running_since": now},
        "mine": {"state": "in_progress", "specialist": people["reviewer"], "running_since": now},
        "waiting": {"state": "in_progress", "specialist": people["reviewer"], "waiting_since": now},
        "others": {"state": "in_progress", "specialist": other, "running_since": now},
        "completed": {"state": "completed", "specialist": people["reviewer"], "closed_at": now},
        "declined": {"state": "declined", "specialist": people["reviewer"], "closed_at": now},
    }
    return CloudSpecialistRequest.objects.create(
        offer=offer, needs="Help", requested_by=people["filer"], **fields[name]
    )


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_every_act_in_every_state_by_everybody(
    offer: Offer, people: dict[str, User], other_reviewer: User, state: str, act: str
) -> None:
    """An act that is not allowed changes nothing, is not offered, and leaves no trace in the record."""
    wrong = []
    for who in PEOPLE:
        CloudSpecialistRequest.objects.all().delete()
        row = in_state(state, offer, people, other_reviewer)
        before = (row.state, row.specialist_id, row.waiting_since)
        seen = AuditEntry.objects.count()
        offered = act in {each.action for each in possible(REQUEST_TRANSITIONS, people[who], row)}
        try:
            ACTS[act](actor=people[who], request=row)
        except (PermissionDenied, SomebodyWasFaster) as refusal:
            outcome = type(refusal).__name__
        else:
            outcome = "done"
        row.refresh_from_db()
        recorded = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))[seen:]
        if (act, state, who) in ALLOWED:
            right = (offered, outcome, recorded) == (True, "done", RECORDED[act])
            right = right and row.state == AFTER.get(act, "in_progress")
        else:
            right = (offered, recorded) == (False, []) and outcome != "done"
            right = right and (row.state, row.specialist_id, row.waiting_since) == before
        if not right:
            wrong.append((who, offered, outcome, recorded, row.state))

    assert wrong == []


def test_what_was_done_from_another_state_is_refused_by_state(
    offer: Offer, people: dict[str, User], other_reviewer: User
) -> None:
    """Whoever may do the act, but comes too late, is told that somebody was faster."""
    late = {
        ("take", "mine"): "reviewer",
        ("take", "completed"): "admin",
        ("complete", "declined"): "reviewer",
        ("decline", "completed"): "admin",
        ("release", "completed"): "reviewer",
        ("hand_over", "declined"): "admin",
    }
    for (act, state), who in late.items():
        CloudSpecialistRequest.objects.all().delete()
        row = in_state(state, offer, people, other_reviewer)
        with pytest.raises(SomebodyWasFaster):
            ACTS[act](actor=people[who], request=row)


def test_nobody_acts_without_a_person(offer: Offer, people: dict[str, User], other_reviewer: User) -> None:
    for state in STATES:
        row = in_state(state, offer, people, other_reviewer)
        assert possible(REQUEST_TRANSITIONS, None, row) == []
        row.delete()
