"""Working days, and what waits beside the links of the navigation."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cosell.accounts.models import User
from offers.models import CloudSpecialistRequest
from reviews.queries import after_working_days
from reviews.queues import counts_in_navigation
from tests.builders import make_offer
from tests.reviews.building import queued


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2020-11-16", 2, "2020-11-18"),  # Monday
        ("2020-11-19", 2, "2020-11-23"),  # Thursday, over the weekend
        ("2020-11-20", 2, "2020-11-24"),
        ("2020-11-21", 2, "2020-11-24"),  # Saturday
        ("2020-11-22", 1, "2020-11-23"),
        ("2020-12-31", 1, "2021-01-01"),
        ("2020-11-16", 0, "2020-11-16"),
    ],
)
def test_working_days_leave_out_weekends(start: str, days: int, end: str) -> None:
    morning = [datetime.fromisoformat(f"{day}T09:30:00").replace(tzinfo=UTC) for day in (start, end)]

    assert after_working_days(morning[0], days) == morning[1]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [0, 3])
def test_navigation_counts_what_waits_in_one_query(
    reviewer: User, rows: int, django_assert_num_queries: Any
) -> None:
    queued(rows)
    for _number in range(rows):
        CloudSpecialistRequest.objects.create(offer=make_offer(), needs="Help.")
    with django_assert_num_queries(1):
        counts = counts_in_navigation(reviewer)

    assert counts == {"reviews:queue": rows, "reviews:specialist_queue": rows}
