"""What waits beside the links of the navigation."""

from typing import Any

import pytest

from cosell.accounts.models import User
from offers.models import CloudSpecialistRequest
from reviews.pages.queues import SUBMISSIONS, counts_in_navigation
from tests.builders import make_offer
from tests.reviews.building import queued


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


@pytest.mark.django_db
def test_navigation_takes_over_what_the_queue_s_tabs_have_counted(
    reviewer: User, django_assert_num_queries: Any
) -> None:
    queued(2)
    CloudSpecialistRequest.objects.create(offer=make_offer(), needs="Help.")
    SUBMISSIONS.counts(reviewer)
    queued(1)  # the tabs and the navigation of one page say the same
    with django_assert_num_queries(1):
        counts = counts_in_navigation(reviewer)

    assert counts == {"reviews:queue": 2, "reviews:specialist_queue": 1}
