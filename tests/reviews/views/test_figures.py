"""The figures of the desk, at the same cost whatever was decided."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import User
from reviews.models import Submission, SubmissionItem
from reviews.pages.figures import figures, told
from tests.reviews.building import queued

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def decide(reviewer: User, hours: list[float], *, weeks_ago: float = 0) -> list[Submission]:
    """Decided with so much working time each; every one of a single approved item."""
    at = timezone.now() - timedelta(weeks=weeks_ago)
    rows = queued(len(hours), state="decided", reviewer=reviewer, decided_at=at)
    for row, each in zip(rows, hours, strict=True):
        Submission.objects.filter(pk=row.pk).update(time_used=each * HOUR, due_at=at + (48 - each) * HOUR)
    SubmissionItem.objects.filter(submission__in=rows).update(verdict="approved")
    return rows


def test_figures_tell_times_shares_and_load(reviewer: User, other_reviewer: User) -> None:
    rows = decide(reviewer, [1, 2, 3, 4, 5, 6, 7, 8, 9, 60])
    decide(other_reviewer, [1000], weeks_ago=30)
    SubmissionItem.objects.filter(submission__in=rows[:2]).update(
        verdict="sent_back", reason_code="publishing_profile"
    )
    SubmissionItem.objects.filter(submission=rows[2]).update(verdict="sent_back", reason="Own words")
    queued(2, state="in_review", reviewer=other_reviewer, due_at=timezone.now() - HOUR)
    found = figures(12)

    assert (found.decided, found.median, found.p90) == (10, 5 * HOUR, 9 * HOUR)
    assert (found.in_time, found.sent_back) == (90, 30)
    assert [(row.count, row.share) for row in found.reasons] == [(2, 20), (1, 10)]
    assert [(row.reviewer, row.in_hand, row.overdue, row.decided) for row in found.loads] == [
        (other_reviewer, 2, 2, 0),
        (reviewer, 0, 0, 10),
    ]
    assert [bar.shown for bar in found.throughput.bars] == ["0"] * 11 + ["10"]


def test_what_the_checks_alone_have_closed_is_in_no_figure(reviewer: User) -> None:
    decide(reviewer, [1])
    closed = queued(1, state="decided", decided_at=timezone.now())
    SubmissionItem.objects.filter(submission__in=closed).update(
        verdict="sent_back", reason_code="refused_by_checks"
    )
    found = figures(4)

    assert (found.decided, found.sent_back, list(found.reasons)) == (1, 0, [])


def test_figures_of_a_longer_period_hold_more(reviewer: User) -> None:
    decide(reviewer, [1], weeks_ago=30)

    assert (figures(12).decided, figures(52).decided) == (0, 1)


def test_figures_without_a_decision_have_no_times(db: None) -> None:
    found = figures(4)

    assert (found.decided, found.median, found.in_time, found.sent_back) == (0, None, None, None)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "–"),
        (timedelta(minutes=5), "1 hour"),
        (5 * HOUR, "5 hours"),
        (24 * HOUR, "1 working day"),
        (36 * HOUR, "1.5 working days"),
        (480 * HOUR, "20 working days"),
    ],
)
def test_working_time_in_words(time: timedelta | None, words: str) -> None:
    assert told(time) == words


@pytest.mark.parametrize("rows", [1, 30])
def test_figures_cost_the_same_for_many_rows(
    client: Client, reviewer: User, rows: int, django_assert_num_queries: Any
) -> None:
    decide(reviewer, [1.0] * rows)
    client.force_login(reviewer)
    with django_assert_num_queries(12):
        assert client.get(reverse("reviews:figures"), {"weeks": "26"}).status_code == 200


def test_figures_of_an_unknown_period_are_the_usual_ones(client: Client, reviewer: User) -> None:
    client.force_login(reviewer)
    tabs = client.get(reverse("reviews:figures"), {"weeks": "9999999"}).context["tabs"]

    assert [tab["current"] for tab in tabs] == [False, True, False, False]
