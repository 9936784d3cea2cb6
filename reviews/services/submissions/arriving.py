"""From *Publish* into the reviewers' queue: as soon as the checks of every file have ended."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from cosell.notifications.services import notify
from cosell.transitions import carry_out
from offers.models import DocumentState, RequestState
from reviews import clock
from reviews.models import Submission, SubmissionItem, SubmissionState, Verdict
from reviews.models.submission import REFUSED_BY_CHECKS
from reviews.permissions import may_take
from reviews.queries import items_of, members_of, outcome_of
from reviews.services.submissions.publishing import note_act
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS
from reviews.services.submissions.taking import take


@transaction.atomic
def enter_queue(submission_id: int) -> bool:
    """Let a submission into the queue. Returns False while a file is still being checked: ask again later.

    Safe to call any number of times. What the checks refused is sent back at once; where nothing is left to review,
    the submission is decided with that.
    """
    submission = _waiting(submission_id)
    if submission is None:
        return True
    items = items_of(submission)
    if any(item.version and item.version.state == DocumentState.PROCESSING for item in items):
        Submission.objects.filter(pk=submission.pk).update(tries=F("tries") + 1)
        return False
    refused = [item for item in items if item.version and item.version.state == DocumentState.REJECTED]
    _send_back_refused(refused)
    if any(item.is_open for item in items):
        _let_in(submission, len(refused))
    else:
        _close(submission)
    return True


def forgotten() -> list[int]:
    """Primary keys of submissions that are not in the queue yet, for the sweep."""
    waiting = Submission.objects.filter(state=SubmissionState.QUEUED, queued_at__isnull=True)
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:500])


def _waiting(submission_id: int) -> Submission | None:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("offer__partner", "submitted_by")
    return rows.filter(pk=submission_id, state=SubmissionState.QUEUED, queued_at__isnull=True).first()


def _send_back_refused(items: list[SubmissionItem]) -> None:
    for item in items:
        item.verdict, item.reason_code, item.verdict_at = Verdict.SENT_BACK, REFUSED_BY_CHECKS, timezone.now()
    SubmissionItem.objects.bulk_update(items, ["verdict", "reason_code", "verdict_at"])


def _let_in(submission: Submission, refused: int) -> None:
    now = timezone.now()
    changes = {"queued_at": now, **clock.running(submission, now)}
    for name, value in changes.items():
        setattr(submission, name, value)
    submission.save(update_fields=list(changes))
    note_act("reviews.queued", None, submission, refused=refused)
    _give_to_specialist(submission)


def _give_to_specialist(submission: Submission) -> None:
    """What was provided through a cloud-specialist request is reviewed by whoever works on that."""
    request = submission.request
    specialist = request.specialist if request and request.state == RequestState.IN_PROGRESS else None
    if specialist and may_take(specialist, submission):
        take(actor=specialist, submission=submission)


def _close(submission: Submission) -> None:
    transition = SUBMISSION_TRANSITIONS["close"]
    carry_out(transition, submission, actor=None, changes={"decided_at": timezone.now()})
    note_act("reviews.closed", None, submission)
    tell_outcome(submission)


def tell_outcome(submission: Submission) -> None:
    """Tell every member of the organisation once what came of it."""
    outcome = outcome_of(submission)
    notify(
        "reviews.decided",
        members_of(submission.offer),
        path=reverse("reviews:submission", args=[submission.offer.public_id, submission.public_id]),
        offer=submission.offer.name,
        number=submission.number,
        approved=outcome.approved,
        sent_back=outcome.sent_back,
    )
