"""Hand-over, conflicts of interest, who reads along, and what is told of overdue reviews."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from time_machine import travel

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from reviews.models import ConflictOfInterest, Presence, Submission, Why
from reviews.services import conflicts, presence, submissions
from reviews.services.escalating import tell_overdue
from tests.builders import make_user
from tests.reviews.building import again, queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> User:
    return make_user(role="programme_admin")


@pytest.fixture
def taken(reviewer: User) -> Submission:
    [row] = queued(1)
    submissions.take(actor=reviewer, submission=row)
    return row


def told() -> list[tuple[str, str]]:
    return sorted(Notification.objects.values_list("code", "user__email"))


def test_hand_over_gives_it_to_the_colleague_with_the_note(
    taken: Submission, reviewer: User, other_reviewer: User
) -> None:
    due = again(taken).due_at
    submissions.hand_over(actor=reviewer, submission=taken, to=other_reviewer, note="Links are left.")
    row = again(taken)

    assert (row.reviewer, row.why, row.handover_note, row.due_at) == (
        other_reviewer,
        Why.HANDED_OVER,
        "Links are left.",
        due,
    )
    assert told() == [("reviews.handed_over", other_reviewer.email)]


@pytest.mark.parametrize(
    ("to", "note", "faults"),
    [
        ("reviewer", "Note", {"to"}),
        ("partner", "Note", {"to"}),
        ("declared", "Note", {"to"}),
        ("inactive", "", {"to", "note"}),
        ("other_reviewer", " ", {"note"}),
    ],
)
def test_hand_over_says_every_fault_at_once(
    taken: Submission, reviewer: User, other_reviewer: User, to: str, note: str, faults: set[str]
) -> None:
    people = {
        "reviewer": reviewer,
        "other_reviewer": other_reviewer,
        "partner": make_user(),
        "declared": make_user(role="reviewer"),
        "inactive": make_user(role="reviewer", is_active=False),
    }
    ConflictOfInterest.objects.create(user=people["declared"], partner=taken.offer.partner)
    with pytest.raises(ValidationError) as refusal:
        submissions.hand_over(actor=reviewer, submission=taken, to=people[to], note=note)

    assert set(refusal.value.message_dict) == faults
    assert again(taken).reviewer == reviewer


def test_an_admin_gives_away_what_an_absent_reviewer_has(
    taken: Submission, admin: User, other_reviewer: User
) -> None:
    with pytest.raises(PermissionDenied):
        submissions.release(actor=other_reviewer, submission=taken)
    submissions.release(actor=admin, submission=taken)

    assert (again(taken).state, again(taken).reviewer, again(taken).why) == ("queued", None, Why.RELEASED)


def test_a_declared_conflict_keeps_the_organisation_away(taken: Submission, reviewer: User) -> None:
    other, free = queued(2)
    conflicts.declare(actor=reviewer, partner=taken.offer.partner, reason="Friends")
    conflicts.declare(actor=reviewer, partner=other.offer.partner)
    conflicts.declare(actor=reviewer, partner=other.offer.partner)

    assert (again(taken).state, again(taken).reviewer) == ("queued", None)
    assert submissions.take_next(actor=reviewer) == free
    assert submissions.take_next(actor=reviewer) is None
    for row in (taken, other):
        with pytest.raises(PermissionDenied, match="conflict of interest"):
            submissions.take(actor=reviewer, submission=again(row))


def test_a_withdrawn_conflict_keeps_nothing_away(reviewer: User) -> None:
    [row] = queued(1)
    conflict = conflicts.declare(actor=reviewer, partner=row.offer.partner)
    conflicts.withdraw(actor=reviewer, conflict=conflict)

    assert submissions.take_next(actor=reviewer) == row


def test_presence_names_the_others_until_they_fall_silent(reviewer: User, other_reviewer: User) -> None:
    [row] = queued(1)
    first = presence.sign_of_life(actor=reviewer, about=row)
    second = presence.sign_of_life(actor=other_reviewer, about=row)
    with travel(timezone.now() + presence.GONE_AFTER):
        third = presence.sign_of_life(actor=other_reviewer, about=row)
        presence.forget_gone()

    assert (first, second, third) == ([], [reviewer], [])
    assert [each.user for each in Presence.objects.all()] == [other_reviewer]


def test_overdue_is_told_to_the_reviewer_then_to_the_admins_once_each(
    taken: Submission, reviewer: User, admin: User
) -> None:
    due = again(taken).due_at
    assert due
    seen = []
    for days in (-1.0, 0.01, 0.02, 5, 6):
        with travel(due + timedelta(days=days)):
            tell_overdue()
        seen.append(told())

    warned, escalated = ("reviews.overdue", reviewer.email), ("reviews.escalated", admin.email)
    assert seen == [[], [warned], [warned], [escalated, warned], [escalated, warned]]


def test_overdue_decision_that_awaits_a_second_reviewer_is_the_admins_not_the_first_reviewers(
    admin: User, reviewer: User
) -> None:
    queued(1, due_at=timezone.now() - timedelta(minutes=1), state="to_confirm", reviewer=reviewer)
    tell_overdue()

    assert told() == [("reviews.escalated", admin.email)]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, ["reviews.escalated"]),  # nobody has it: the admins hear of it at once
        ({"state": "decided"}, []),
        ({"state": "withdrawn"}, []),
        ({"state": "in_review", "due_at": None}, []),  # it waits for the partner
    ],
)
def test_only_open_ones_that_are_due_are_told(admin: User, fields: dict[str, Any], codes: list[str]) -> None:
    queued(1, **{"due_at": timezone.now() - timedelta(minutes=1), **fields})
    tell_overdue()

    assert [code for code, _email in told()] == codes
