"""From *Publish* into the queue: once the checks of every file have ended."""

import pytest
from celery.exceptions import Retry

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from offers.models import DocumentState, DocumentVersion, Offer
from reviews import tasks
from reviews.models import Submission
from reviews.reasons import reason_text
from reviews.services import submissions
from tests.reviews.building import again, item_about, items, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def checking(offer: Offer) -> DocumentVersion:
    """A file whose checks still run."""
    return make_version(offer, state="processing")


@pytest.fixture
def waiting(offer: Offer, owner: User, checking: DocumentVersion) -> Submission:
    return submissions.publish(actor=owner, offer=offer)


def checked(version: DocumentVersion, state: str, **fields: object) -> None:
    DocumentVersion.objects.filter(pk=version.pk).update(state=state, **fields)


def test_enter_queue_waits_for_the_checks(waiting: Submission) -> None:
    assert [submissions.enter_queue(waiting.pk), submissions.enter_queue(waiting.pk)] == [False, False]
    row = again(waiting)

    assert (row.queued_at, row.tries) == (None, 2)


def test_enter_queue_lets_it_in_once_the_files_are_clean(
    waiting: Submission, checking: DocumentVersion
) -> None:
    checked(checking, DocumentState.SUBMITTED)

    assert submissions.enter_queue(waiting.pk) is True
    assert again(waiting).queued_at is not None
    assert [item.verdict for item in items(waiting)] == [""] * 5


def test_enter_queue_twice_changes_nothing(waiting: Submission, checking: DocumentVersion) -> None:
    checked(checking, DocumentState.SUBMITTED)
    submissions.enter_queue(waiting.pk)
    first = again(waiting).queued_at

    assert submissions.enter_queue(waiting.pk) is True
    assert again(waiting).queued_at == first


@pytest.mark.parametrize("pk_of", ["gone", "withdrawn"])
def test_enter_queue_of_what_is_no_more_is_nothing(waiting: Submission, owner: User, pk_of: str) -> None:
    if pk_of == "withdrawn":
        submissions.withdraw(actor=owner, submission=waiting)

    assert submissions.enter_queue(waiting.pk if pk_of == "withdrawn" else 0) is True
    assert again(waiting).queued_at is None


def test_enter_queue_sends_back_what_the_checks_refused(
    waiting: Submission, checking: DocumentVersion, owner: User
) -> None:
    checked(checking, DocumentState.REJECTED, findings=[{"code": "macros", "params": {}, "fatal": True}])
    submissions.enter_queue(waiting.pk)
    item = item_about(waiting, "customer_one_pager")

    assert again(waiting).queued_at is not None
    assert (item.verdict, item.is_open, item.verdict_by) == ("sent_back", False, None)
    assert reason_text(item) == "The checks refused this file. Upload a corrected one in its place."


def test_enter_queue_decides_where_nothing_is_left_to_review(
    offer: Offer, owner: User, checking: DocumentVersion
) -> None:
    Offer.objects.update(type="azure_virtual_machine", published_at="2020-10-01T00:00:00Z")
    submission = submissions.publish(actor=owner, offer=Offer.objects.get())
    checked(checking, DocumentState.REJECTED)
    submissions.enter_queue(submission.pk)
    told = Notification.objects.get(code="reviews.decided")

    assert again(submission).state == "decided"
    assert (told.user, told.params["approved"], told.params["sent_back"]) == (owner, 0, 1)


def test_enter_queue_passes_over_a_document_that_was_removed(
    waiting: Submission, checking: DocumentVersion
) -> None:
    checked(checking, DocumentState.SUBMITTED)
    checking.document.removed_at = waiting.submitted_at
    checking.document.save()
    submissions.enter_queue(waiting.pk)

    assert [item.subject for item in items(waiting) if item.is_open] == [
        "publishing",
        "listing",
        "links",
        "contacts",
    ]


def test_task_looks_again_while_a_file_is_checked(waiting: Submission) -> None:
    with pytest.raises(Retry):
        tasks.enter_queue.apply(args=[waiting.pk], throw=True, retries=0).get()


def test_sweep_lets_in_what_a_lost_message_left_outside(
    waiting: Submission, checking: DocumentVersion
) -> None:
    checked(checking, DocumentState.SUBMITTED)
    tasks.sweep_submissions()

    assert again(waiting).queued_at is not None
