"""The table of a submission's states: every act, from every state, by everybody."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cosell.accounts.models import Membership, User
from cosell.transitions import SomebodyWasFaster, carry_out, possible
from offers.models import Offer
from reviews.models import ConflictOfInterest, Submission, SubmissionItem
from reviews.services import submissions
from reviews.services.submissions import SUBMISSION_TRANSITIONS
from tests.builders import make_member, make_user
from tests.reviews.building import again, approve_all
from tests.reviews.looking_again import told

pytestmark = pytest.mark.django_db

STATES = (
    "checking",
    "queued",
    "mine",
    "waiting",
    "others",
    "to_confirm",
    "others_to_confirm",
    "appealed",
    "others_appealed",
    "appeal_to_confirm",
    "decided",
    "others_decided",
    "decided_before",
    "closed",
    "withdrawn",
)
OPEN = ("checking", "queued", "mine", "waiting", "others", "to_confirm", "others_to_confirm")
APPEALED = ("appealed", "others_appealed", "appeal_to_confirm")
EDITORS = ("owner", "editor", "colleague", "submitter")
PEOPLE = (
    "owner",
    "editor",
    "viewer",
    "stranger",
    "reviewer",
    "admin",
    "declared",
    "colleague",
    "submitter",
    "product",
)
ALLOWED = {
    **{("take", "queued", who): True for who in ("reviewer", "admin")},
    **{
        (act, "mine", "reviewer"): True
        for act in ("release", "hand_over", "decide", "hand_to_second", "wait")
    },
    **{
        (act, "waiting", "reviewer"): True
        for act in ("release", "hand_over", "decide", "hand_to_second", "go_on")
    },
    **{
        (act, state, "admin"): True
        for act, state in product(("release", "hand_over"), ("mine", "waiting", "others"))
    },
    **{("go_on", "waiting", who): True for who in EDITORS},
    # the reviewer has decided first what stands in to_confirm, and must not take the appeals against it
    **{(act, "to_confirm", "admin"): True for act in ("confirm", "give_back")},
    **{
        (act, "others_to_confirm", who): True
        for act, who in product(("confirm", "give_back"), ("reviewer", "admin"))
    },
    **{("take", "appealed", who): True for who in ("admin",)},
    **{("take", "others_appealed", who): True for who in ("reviewer", "admin")},
    **{(act, "appeal_to_confirm", "admin"): True for act in ("confirm", "give_back")},
    **{("withdraw_appeal", state, who): True for state, who in product(APPEALED, EDITORS)},
    **{("reopen", "decided", who): True for who in ("reviewer", "admin")},
    ("reopen", "others_decided", "admin"): True,
    **{("appeal", state, who): True for state, who in product(("decided", "others_decided"), EDITORS)},
    **{("close", state, "product"): True for state in ("checking", "queued", "appealed", "others_appealed")},
    **{("withdraw", state, who): True for state, who in product(OPEN, EDITORS)},
}


@pytest.fixture
def people(offer: Offer, owner: User, viewer: User, reviewer: User) -> dict[str, User | None]:
    """``colleague`` reviews for Microsoft and owns the offer's organisation; ``submitter`` handed it in as well;
    ``declared`` is an admin with a conflict of interest."""
    colleague, submitter = (make_user(role="reviewer") for _each in range(2))
    for user in (colleague, submitter):
        Membership.objects.create(user=user, partner=offer.partner, role="owner")
    declared = make_user(role="programme_admin")
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
        "submitter": submitter,
        "product": None,
    }


@pytest.fixture
def in_state(
    offer: Offer, people: dict[str, User | None], other_reviewer: User
) -> Callable[[str], Submission]:
    def _in_state(name: str) -> Submission:
        now = timezone.now()
        done: dict[str, Any] = {"state": "decided", "queued_at": now, "decided_at": now}
        fields: dict[str, dict[str, Any]] = {
            "checking": {"state": "queued"},
            "queued": {"state": "queued", "queued_at": now},
            "mine": {"state": "in_review", "queued_at": now, "reviewer": people["reviewer"]},
            "waiting": {
                "state": "in_review",
                "queued_at": now,
                "reviewer": people["reviewer"],
                "waiting_since": now,
            },
            "others": {"state": "in_review", "queued_at": now, "reviewer": other_reviewer},
            "to_confirm": {"state": "to_confirm", "queued_at": now, "reviewer": people["reviewer"]},
            "others_to_confirm": {"state": "to_confirm", "queued_at": now, "reviewer": other_reviewer},
            "appealed": {"state": "queued", "queued_at": now, **appealed(people["reviewer"])},
            "others_appealed": {"state": "queued", "queued_at": now, **appealed(other_reviewer)},
            "appeal_to_confirm": {
                "state": "to_confirm",
                "queued_at": now,
                "reviewer": other_reviewer,
                **appealed(people["reviewer"]),
            },
            "decided": {"reviewer": people["reviewer"], **done},
            "others_decided": {"reviewer": other_reviewer, **done},
            "decided_before": {"reviewer": people["reviewer"], **done},
            "closed": done,
            "withdrawn": {"state": "withdrawn"},
        }
        submitter = people["submitter"]
        row = Submission.objects.create(offer=offer, number=1, submitted_by=submitter, **fields[name])
        SubmissionItem.objects.create(submission=row, kind="links", verdict="sent_back", reason="No.")
        if name == "decided_before":
            Submission.objects.create(offer=offer, number=2, state="queued", queued_at=now)
        return row

    return _in_state


def appealed(first: User | None) -> dict[str, Any]:
    return {"appealed_at": timezone.now(), "first_reviewer": first}


@pytest.mark.parametrize("state", STATES)
def test_transitions_are_open_to_exactly_these_people(
    people: dict[str, User | None], in_state: Callable[[str], Submission], state: str
) -> None:
    submission = in_state(state)
    found = {
        (act, state, name): bool(transition.allowed(person, submission))
        for (act, transition), (name, person) in product(SUBMISSION_TRANSITIONS.items(), people.items())
    }

    assert found == {key: ALLOWED.get(key, False) for key in found}


@pytest.mark.parametrize(("act", "state"), list(product(SUBMISSION_TRANSITIONS, STATES)))
def test_transition_from_another_state_finds_that_somebody_was_faster(
    people: dict[str, User | None], in_state: Callable[[str], Submission], act: str, state: str
) -> None:
    """Whoever may do it in principle: it goes from its own states alone, whatever the page showed."""
    transition = SUBMISSION_TRANSITIONS[act]
    submission = in_state(state)
    actors = {"close": None, **dict.fromkeys(("withdraw", "appeal", "withdraw_appeal"), people["owner"])}
    actor = actors.get(act, people["admin"] if act in ("confirm", "give_back") else people["reviewer"])
    fields: dict[str, Any] = {
        "waiting_since": timezone.now() if act == "go_on" else None,
        "appealed_at": timezone.now() if act == "withdraw_appeal" else None,
        "reviewer": people["reviewer"],
        "queued_at": timezone.now(),
    }
    Submission.objects.exclude(pk=submission.pk).delete()
    Submission.objects.update(**fields)
    submission = again(submission)
    if submission.state in transition.from_states:
        carry_out(transition, submission, actor=actor, reason="Because.")
        assert again(submission).state == transition.to_state
    else:
        with pytest.raises(SomebodyWasFaster):
            carry_out(transition, submission, actor=actor, reason="Because.")


def test_every_act_is_in_the_table_of_people() -> None:
    assert {act for act, _state, _who in ALLOWED} == set(SUBMISSION_TRANSITIONS)
    assert {who for _act, _state, who in ALLOWED} <= set(PEOPLE)


def test_refusals_say_why(people: dict[str, User | None], in_state: Callable[[str], Submission]) -> None:
    """Each in words that the person can do something with."""
    submission = in_state("queued")
    take, decide = SUBMISSION_TRANSITIONS["take"], SUBMISSION_TRANSITIONS["decide"]
    reasons = {
        "submitter": take.who(people["submitter"], submission).reason,
        "colleague": take.who(people["colleague"], submission).reason,
        "partner": take.who(people["owner"], submission).reason,
        "other": decide.who(people["admin"], submission).reason,
        "declared": take.who(people["declared"], submission).reason,
    }

    assert reasons == {
        "submitter": "You handed this in yourself, so somebody else has to review it.",
        "colleague": "You belong to this organisation, so somebody else has to review what it hands in.",
        "partner": "Only Microsoft's reviewers may do this.",
        "other": "Another reviewer has taken this submission.",
        "declared": "You have declared a conflict of interest with this organisation.",
    }


def test_take_twice_is_one_reviewers(submission: Submission, reviewer: User, other_reviewer: User) -> None:
    stale = again(submission)
    submissions.take(actor=reviewer, submission=submission)
    with pytest.raises(SomebodyWasFaster):
        submissions.take(actor=other_reviewer, submission=stale)

    assert again(submission).reviewer == reviewer


def test_decide_twice_is_once(submission: Submission, reviewer: User) -> None:
    submissions.take(actor=reviewer, submission=submission)
    approve_all(submission, reviewer)
    stale = again(submission)
    submissions.decide(actor=reviewer, submission=submission)
    with pytest.raises(SomebodyWasFaster):
        submissions.decide(actor=reviewer, submission=stale)


def test_decide_on_a_page_older_than_a_release_is_refused(
    submission: Submission, reviewer: User, other_reviewer: User
) -> None:
    """Released in another window and taken by a colleague: the old page decides nothing."""
    submissions.take(actor=reviewer, submission=submission)
    stale = again(submission)
    submissions.release(actor=reviewer, submission=submission)
    submissions.take(actor=other_reviewer, submission=again(submission))
    for act in (submissions.decide, submissions.release):
        with pytest.raises(PermissionDenied):
            act(actor=reviewer, submission=stale)


def test_withdraw_while_it_is_read_ends_the_review(
    submission: Submission, reviewer: User, owner: User
) -> None:
    submissions.take(actor=reviewer, submission=submission)
    stale = again(submission)
    submissions.withdraw(actor=owner, submission=again(submission))
    with pytest.raises(SomebodyWasFaster):
        submissions.decide(actor=reviewer, submission=stale)
    assert told("reviews.withdrawn") == {reviewer}


def test_release_keeps_the_place_and_the_verdicts(
    submission: Submission, reviewer: User, other_reviewer: User
) -> None:
    submissions.take(actor=reviewer, submission=submission)
    approve_all(submission, reviewer)
    submissions.release(actor=reviewer, submission=submission)
    back = again(submission)

    assert (back.state, back.reviewer, back.taken_at, back.queued_at) == (
        "queued",
        None,
        None,
        submission.queued_at,
    )
    assert set(back.items.values_list("verdict", flat=True)) == {"approved"}
    assert [row.action for row in possible(SUBMISSION_TRANSITIONS, other_reviewer, back)] == ["take"]
