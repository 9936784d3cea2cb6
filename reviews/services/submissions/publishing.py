"""The partner's acts: *Publish* and *Withdraw*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand
from cosell.audit.services import record
from cosell.facts import facts_gathered
from cosell.notifications.services import notify
from cosell.nudges import nudge
from cosell.transitions import carry_out
from offers.models import CloudSpecialistRequest, DocumentVersion, Offer
from offers.services import documents
from reviews import clock
from reviews.models import ItemKind, Submission, SubmissionItem, SubmissionState, Verdict, Why
from reviews.models.submission import OPEN_STATES
from reviews.permissions import may_publish
from reviews.services.submissions.planning import Plan, plan_for
from reviews.services.submissions.reviewing import hold
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS


class AlreadyPublished(Exception):
    """An open submission of the offer exists: the form was posted twice, or a colleague was faster."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(_("This offer is already published: what you sent is with Microsoft."))
        self.submission = submission


@transaction.atomic
def publish(
    *, actor: User, offer: Offer, note: str = "", request: CloudSpecialistRequest | None = None
) -> Submission:
    """Freeze the offer as it stands and hand it in to Microsoft's reviewers.

    Through a cloud-specialist ``request`` only documents are handed in; its specialist reviews them.

    Raises ``PermissionDenied``, ``AlreadyPublished``, or ``ValidationError`` where there is nothing to send or a file
    is still arriving.
    """
    from reviews.tasks import enter_queue  # the task imports the services

    demand(may_publish(actor, offer))
    offer = Offer.objects.select_for_update(of=("self",)).select_related("partner").get(pk=offer.pk)
    if already := offer.submissions.filter(state__in=OPEN_STATES).first():
        raise AlreadyPublished(already)
    plan = plan_for(offer).documents_alone if request else plan_for(offer)
    demand_sendable(plan)
    submission = _create(actor, offer, plan, note, request)
    with facts_gathered():
        documents.hand_in(actor=actor, versions=plan.sent, at=submission.submitted_at)
    note_act("reviews.published", actor, submission, items=len(plan.parts) + len(plan.sent))
    nudge(enter_queue, submission.pk)
    return submission


def demand_sendable(plan: Plan) -> None:
    """Go on if there is something to send and all of it has arrived. What is missing besides only warns."""
    if plan.uploading:
        names = ", ".join(version.original_name for version in plan.uploading)
        raise ValidationError(
            _("Still uploading: %(files)s. Wait until it has arrived, or remove it, then publish."),
            params={"files": names},
        )
    if plan.is_empty:
        raise ValidationError(
            _(
                "There is nothing new to send: everything was handed in before. Change or replace something first."
            )
        )


def _create(
    actor: User, offer: Offer, plan: Plan, note: str, request: CloudSpecialistRequest | None
) -> Submission:
    last = offer.submissions.aggregate(last=Max("number"))["last"] or 0
    again = offer.submissions.filter(state=SubmissionState.DECIDED).exists()
    submission = Submission.objects.create(
        offer=offer,
        number=last + 1,
        snapshot=plan.snapshot,
        note=note.strip(),
        submitted_by=actor,
        is_resubmission=again,
        why=_why(again, request),
        request=request,
    )
    SubmissionItem.objects.bulk_create(_items(submission, plan))
    return submission


def _why(again: bool, request: CloudSpecialistRequest | None) -> Why:
    if request:
        return Why.REQUEST
    return Why.RESUBMITTED if again else Why.NEW


def _items(submission: Submission, plan: Plan) -> Iterator[SubmissionItem]:
    """What is to be judged; and what did not change since it was approved, approved beforehand."""
    back = plan.came_back
    for kind in plan.parts:
        yield SubmissionItem(submission=submission, kind=kind, came_back=kind in back)
    for each in plan.sent:
        yield SubmissionItem(
            submission=submission, kind=ItemKind.DOCUMENT, version=each, came_back=each.pk in back
        )
    for kind, origin in plan.carried.items():
        yield SubmissionItem(
            submission=submission, kind=kind, verdict=Verdict.APPROVED, carried_from_id=origin
        )


@transaction.atomic
def withdraw(*, actor: User, submission: Submission) -> None:
    """Take an open submission back; what had no verdict is the partner's draft again. Verdicts made are not told.

    Whoever has it is told. Raises ``PermissionDenied`` or ``SomebodyWasFaster``.
    """
    hold(submission)
    transition, now = SUBMISSION_TRANSITIONS["withdraw"], timezone.now()
    changes = {"withdrawn_at": now, **clock.stopped(submission, now)}
    carry_out(transition, submission, actor=actor, changes=changes)
    versions = DocumentVersion.objects.filter(submission_items__submission=submission)
    with facts_gathered():
        documents.take_back(actor=actor, versions=versions)
    note_act("reviews.withdrawn", actor, submission)
    tell_reviewer("reviews.withdrawn", submission, submission.reviewer)


def tell_reviewer(code: str, submission: Submission, reviewer: User | None) -> None:
    """Tell whoever had it, if anybody had, that there is nothing left for them to do."""
    notify(
        code,
        [reviewer] if reviewer else [],
        path=reverse("reviews:desk", args=[submission.public_id]),
        offer=submission.offer.name,
        number=submission.number,
        partner=submission.offer.partner.name,
    )


def note_act(action: str, actor: User | None, submission: Submission, **data: Any) -> None:
    """Write an act on a submission into the record."""
    offer = submission.offer
    record(
        action,
        actor=actor,
        subject=offer.name,
        partner=offer.partner,
        offer_public_id=offer.public_id,
        submission=submission.number,
        **data,
    )
