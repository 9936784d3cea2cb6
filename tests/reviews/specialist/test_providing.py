"""Documents provided through a request: handed in like any others, reviewed by its specialist, counted alike."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from cosell.transitions import SomebodyWasFaster
from eligibility.facts.reading import facts_of
from offers.models import CloudSpecialistRequest, DocumentVersion, RequestWhy
from reviews.models import ItemKind, Submission, Why
from reviews.pages.papers import papers_of
from reviews.services import submissions
from reviews.services.specialist import (
    ask_about_request,
    complete_request,
    decline_request,
    hand_over_request,
    provide_documents,
    release_request,
    take_request,
)
from tests.eligibility.building import DAY
from tests.reviews.building import again, approve_all, make_version, published

pytestmark = pytest.mark.django_db


def provided(row: CloudSpecialistRequest, owner: User) -> Submission:
    """A diagram is handed in through the request, and its checks have ended."""
    if not row.offer.documents.exists():
        make_version(row.offer, "architecture_diagram")
    submission = provide_documents(actor=owner, request=row, note="As we said.")
    submissions.enter_queue(submission.pk)
    return again(submission)


def decide(submission: Submission, reviewer: User) -> None:
    approve_all(submission, reviewer, azure_percent=60)
    submissions.decide(actor=reviewer, submission=again(submission))


def test_documents_alone_are_handed_in_and_given_to_the_specialist(
    taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    submission = provided(taken, owner)
    taken.refresh_from_db()

    assert (submission.request, submission.why, submission.note) == (taken, Why.REQUEST, "As we said.")
    assert [item.kind for item in submission.items.all()] == [ItemKind.DOCUMENT]
    assert (submission.state, submission.reviewer) == ("in_review", reviewer)
    assert taken.why == RequestWhy.DOCUMENTS
    assert Notification.objects.get(code="offers.request_documents").user == reviewer


def test_verdict_counts_as_that_of_any_review(
    taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    submission = provided(taken, owner)
    before = facts_of(taken.offer, DAY).offer.azure_infrastructure_percent
    decide(submission, reviewer)

    assert (before, facts_of(taken.offer, DAY).offer.azure_infrastructure_percent) == (None, 60)
    assert DocumentVersion.objects.get().state == "approved"
    assert set(Notification.objects.filter(code="reviews.decided").values_list("user__name", flat=True)) == {
        "Olivia Owner"
    }


def test_what_was_sent_back_is_replaced_and_provided_again(
    taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    submission = provided(taken, owner)
    [item] = submission.items.all()
    submissions.save_verdict(actor=reviewer, item=item, verdict="sent_back", reason="Where is the data?")
    submissions.decide(actor=reviewer, submission=again(submission))
    make_version(taken.offer, "architecture_diagram")
    second = provided(taken, owner)

    assert (second.number, second.is_resubmission, second.state) == (2, True, "in_review")
    assert second.items.get().came_back


def test_before_it_is_taken_they_wait_in_the_pool_and_go_to_who_takes_it(
    filed: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    submission = provided(filed, owner)
    take_request(actor=reviewer, request=filed)

    assert (submission.state, again(submission).reviewer) == ("queued", reviewer)


def test_they_go_along_with_the_request(
    taken: CloudSpecialistRequest, owner: User, reviewer: User, other_reviewer: User
) -> None:
    submission = provided(taken, owner)
    hand_over_request(actor=reviewer, request=taken, to=other_reviewer, note="Half is read.")
    handed = again(submission).reviewer
    release_request(actor=other_reviewer, request=taken)

    assert handed == other_reviewer
    assert (again(submission).state, again(submission).reviewer) == ("queued", None)


def test_documents_answer_a_question(taken: CloudSpecialistRequest, owner: User, reviewer: User) -> None:
    ask_about_request(actor=reviewer, request=taken, text="May I see the diagram?")
    provided(taken, owner)
    taken.refresh_from_db()

    assert (taken.waiting_since, taken.why, bool(taken.due_at)) == (None, RequestWhy.DOCUMENTS, True)


def test_nothing_new_nothing_handed_in(taken: CloudSpecialistRequest, owner: User) -> None:
    with pytest.raises(ValidationError, match="nothing new to send"):
        provide_documents(actor=owner, request=taken)

    assert not Submission.objects.exists()


def test_while_another_submission_is_open_it_says_so(taken: CloudSpecialistRequest, owner: User) -> None:
    published(taken.offer, by=owner)
    make_version(taken.offer, "architecture_diagram")
    with pytest.raises(ValidationError, match="Submission 1 of this offer is with Microsoft"):
        provide_documents(actor=owner, request=taken)


def test_provided_by_editors_until_it_is_closed(
    taken: CloudSpecialistRequest, owner: User, viewer: User, reviewer: User
) -> None:
    make_version(taken.offer)
    for nobody in (viewer, reviewer):
        with pytest.raises(PermissionDenied):
            provide_documents(actor=nobody, request=taken)
    decline_request(actor=reviewer, request=taken, outcome="Not on Azure.")
    with pytest.raises(SomebodyWasFaster):
        provide_documents(actor=owner, request=taken)


def test_completed_only_once_every_document_has_its_verdict(
    taken: CloudSpecialistRequest, owner: User, reviewer: User
) -> None:
    submission = provided(taken, owner)
    with pytest.raises(ValidationError, match="decide on submission 1 first"):
        complete_request(actor=reviewer, request=taken, outcome="All is in.")
    decide(submission, reviewer)
    complete_request(actor=reviewer, request=taken, outcome="All is in.")

    assert taken.state == "completed"


def test_papers_say_where_each_was_handed_in(
    taken: CloudSpecialistRequest, owner: User, reviewer: User, django_assert_num_queries
) -> None:
    first = provided(taken, owner)
    decide(first, reviewer)
    make_version(taken.offer, "customer_one_pager")
    published(taken.offer, by=owner)
    for number in range(3):
        make_version(taken.offer, "other", original_name=f"{number}.pdf")
    with django_assert_num_queries(3):
        found = [
            (paper.slot.kind, paper.submission and paper.submission.number, paper.provided)
            for paper in papers_of(taken)
        ]

    assert sorted(found, key=str) == sorted(
        [
            ("customer_one_pager", 2, False),
            ("architecture_diagram", 1, True),
            *[("other", None, False)] * 3,
        ],
        key=str,
    )
