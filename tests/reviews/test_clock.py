"""The due date as it is stored: it stands still while the partner works, and follows the holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from time_machine import travel

from cosell.accounts.models import User
from offers.models import Offer
from reviews.calendar import WorkingCalendar
from reviews.models import Holiday, Submission, Why
from reviews.pages.expected import expected_by, expected_of
from reviews.services import submissions
from reviews.services.holidays import add_holiday, remove_holiday
from tests.builders import make_user
from tests.reviews.building import again, decided, published, queued

pytestmark = pytest.mark.django_db
MONDAY = datetime(2020, 11, 16, 10, tzinfo=UTC)


def later(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


@pytest.fixture
def submission(offer: Offer, owner: User) -> Submission:
    with travel(MONDAY, tick=False):
        return published(offer, by=owner)


def test_due_two_working_days_after_it_entered_the_queue(submission: Submission) -> None:
    assert submission.due_at == later(48)


def test_due_date_stands_still_while_the_partner_works(
    submission: Submission, reviewer: User, owner: User
) -> None:
    with travel(later(12), tick=False):
        submissions.take(actor=reviewer, submission=submission)
        submissions.wait_for_partner(actor=reviewer, submission=submission)
    waiting = again(submission)
    with travel(later(12 + 240), tick=False):
        submissions.go_on(actor=owner, submission=waiting)
    back = again(submission)

    assert (waiting.due_at, waiting.waiting_since, waiting.time_used) == (
        None,
        later(12),
        timedelta(hours=12),
    )
    # ten days later it is Thursday evening: the 36 hours that are left end over the weekend
    assert (back.due_at, back.waiting_since, back.why) == (
        datetime(2020, 11, 30, 10, tzinfo=UTC),
        None,
        Why.ANSWERED,
    )


def test_time_to_decision_is_working_time_without_the_wait(submission: Submission, reviewer: User) -> None:
    with travel(later(12), tick=False):
        submissions.take(actor=reviewer, submission=submission)
        submissions.wait_for_partner(actor=reviewer, submission=submission)
    with travel(later(24), tick=False):
        submissions.go_on(actor=reviewer, submission=submission)
        submissions.release(actor=reviewer, submission=submission)
    with travel(later(30), tick=False):
        done = decided(again(submission), reviewer)

    assert (done.time_used, done.running_since) == (timedelta(hours=18), None)


def test_release_while_it_waits_starts_the_clock_again(submission: Submission, reviewer: User) -> None:
    with travel(later(1), tick=False):
        submissions.take(actor=reviewer, submission=submission)
        submissions.wait_for_partner(actor=reviewer, submission=submission)
        submissions.release(actor=reviewer, submission=submission)

    assert (again(submission).due_at, again(submission).why) == (later(48), Why.RELEASED)


def test_a_holiday_moves_due_dates_and_back(submission: Submission) -> None:
    admin = make_user(role="programme_admin")
    holiday = add_holiday(actor=admin, day=date(2020, 11, 17), name="Day off")
    with_it = again(submission).due_at
    remove_holiday(actor=admin, holiday=holiday)

    assert (with_it, again(submission).due_at) == (later(72), later(48))
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    ("ahead", "decided_lately", "hours"),
    [
        (0, 0, 48),  # nobody has decided anything: the rule alone is known
        (0, 10, 48),  # one a day and nobody before: never earlier than the rule
        (1, 10, 48),
        (3, 10, 96),  # four days of work
        (3, 40, 48),
        (9, 10, 24 * 14),  # ten days of work, over two weekends
    ],
)
def test_expected_follows_the_queue_and_never_beats_the_rule(
    ahead: int, decided_lately: int, hours: int
) -> None:
    found = expected_of(later(48), ahead, decided_lately, WorkingCalendar(), MONDAY)

    assert found == later(hours)


def test_expected_counts_what_is_due_earlier_and_what_was_decided(reviewer: User) -> None:
    with travel(MONDAY, tick=False):
        rows = queued(4)
        for number, row in enumerate(rows):
            Submission.objects.filter(pk=row.pk).update(due_at=later(number))
        for _each in range(5):
            [done] = queued(1)
            Submission.objects.filter(pk=done.pk).update(
                state="decided", reviewer=reviewer, decided_at=MONDAY - timedelta(days=1)
            )
        found = [expected_by(again(row)) for row in (rows[0], rows[3])]

    # five decisions in ten working days: one takes two of them
    assert found == [later(48), later(8 * 24 + 48)]


def test_expected_is_unknown_while_it_waits_for_the_partner(submission: Submission) -> None:
    Submission.objects.update(due_at=None, state="in_review")

    assert expected_by(again(submission)) is None
