"""*Take next* is *take* of the most urgent submission that the person may review: nothing else, and nothing less."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cosell.accounts.models import Membership, User
from cosell.audit.models import AuditEntry
from offers.models import Offer
from reviews.models import Submission
from reviews.pages.coming_from import among
from reviews.permissions import may_take
from reviews.queries import may_be_taken_by
from reviews.services import conflicts, submissions
from tests.builders import make_user
from tests.reviews.building import again, queued

pytestmark = pytest.mark.django_db

NOT_COMPARED = {"id", "at", "subject_label", "offer_public_id", "partner_id"}


def line_of(act: str) -> dict[str, Any]:
    """The newest line of the record of this act, without what differs from one offer to the next."""
    entry = AuditEntry.objects.filter(action=act).order_by("-pk").values()[0]
    return {name: value for name, value in entry.items() if name not in NOT_COMPARED}


def test_leaves_the_row_and_the_record_as_take_does(reviewer: User) -> None:
    first, second = queued(2)
    taken = submissions.take_next(actor=reviewer)
    assert taken == first
    by_next, row = line_of("reviews.taken"), again(first)
    submissions.take(actor=reviewer, submission=second)
    other = again(second)

    assert by_next == line_of("reviews.taken")
    differing = {"id", "public_id", "offer_id", "taken_at", "submitted_by_id"}
    shown = [
        {field.attname: getattr(each, field.attname) for field in Submission._meta.concrete_fields}
        for each in (row, other)
    ]
    changed = {name for name in shown[0] if shown[0][name] != shown[1][name]}
    assert {name for name in changed if not name.endswith("_at") and name != "running_since"} <= differing
    assert row.taken_at is not None
    entry = AuditEntry.objects.filter(action="reviews.taken").order_by("pk")[0]
    assert (entry.subject_label, entry.offer_public_id, entry.partner_id) == (
        first.offer.name,
        first.offer.public_id,
        first.offer.partner_id,
    )


def test_nothing_waits(reviewer: User) -> None:
    assert submissions.take_next(actor=reviewer) is None


def test_what_it_takes_from_is_what_may_be_taken(reviewer: User) -> None:
    """The pool as a query, and the predicate of the table of acts, agree on every row."""
    rows = queued(6)
    own, declared, handed_in, checked, taken, free = rows
    Membership.objects.create(user=reviewer, partner=own.offer.partner, role="owner")
    conflicts.declare(actor=reviewer, partner=declared.offer.partner, reason="")
    Submission.objects.filter(pk=handed_in.pk).update(submitted_by=reviewer)
    Submission.objects.filter(pk=checked.pk).update(queued_at=None)
    submissions.take(actor=make_user(role="reviewer"), submission=taken)

    act = submissions.SUBMISSION_TRANSITIONS["take"]
    allowed = {row.pk for row in map(again, rows) if act.allowed(reviewer, row)}
    assert set(may_be_taken_by(reviewer).values_list("pk", flat=True)) == allowed == {free.pk}
    assert may_take(reviewer, free)
    assert submissions.take_next(actor=reviewer) == free
    assert submissions.take_next(actor=reviewer) is None


def test_whoever_does_not_review_takes_nothing(owner: User) -> None:
    queued(1)
    with pytest.raises(PermissionDenied):
        submissions.take_next(actor=owner)


def test_costs_one_statement_where_the_database_can(
    reviewer: User, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection

    queued(3)
    submissions.take_next(actor=reviewer)
    most = 1 if connection.features.has_select_for_update_skip_locked else 12
    with django_assert_max_num_queries(most):
        submissions.take_next(actor=reviewer)


def of_type(kind: str, count: int) -> list[Submission]:
    rows = queued(count)
    Offer.objects.filter(submissions__in=rows).update(type=kind)
    return rows


def next_of(reviewer: User, query: str) -> Submission | None:
    return submissions.take_next(actor=reviewer, among=among(reviewer, query))


def test_from_a_filtered_queue_it_takes_what_that_shows(reviewer: User) -> None:
    of_type("saas", 1)
    first, second = of_type("azure_container", 2)
    Submission.objects.filter(pk=second.pk).update(is_resubmission=True)

    assert next_of(reviewer, "queue=resubmitted&type=azure_container") == second
    assert next_of(reviewer, "type=azure_container") == first
    assert again(first).reviewer == reviewer
    assert line_of("reviews.taken")["data"] == {"submission": 1}


def test_nothing_is_left_of_a_filtered_queue(reviewer: User) -> None:
    (other,) = of_type("saas", 1)

    assert next_of(reviewer, "type=azure_container") is None
    assert next_of(reviewer, "queue=resubmitted") is None
    assert again(other).reviewer is None


def test_two_at_once_in_a_filtered_queue_get_different_ones(reviewer: User, other_reviewer: User) -> None:
    """The second asks while the first one's row still looks free to it."""
    rows = of_type("azure_container", 2)
    taken = [next_of(person, "type=azure_container") for person in (reviewer, other_reviewer, reviewer)]

    assert taken == [*rows, None]


@pytest.mark.parametrize(
    "query", ["type=nonsense", "country=XX&q=", "queue=mine", "page=3", "%00", "&" * 3000]
)
def test_what_a_queue_does_not_know_filters_nothing(reviewer: User, query: str) -> None:
    (row,) = queued(1)

    assert next_of(reviewer, query) == row
