"""Conflicts of interest: what a reviewer declares keeps an organisation's work away from them."""

from __future__ import annotations

from django.db import transaction

from cosell.accounts.models import Partner, User
from cosell.accounts.permissions import demand, may_review
from cosell.audit.services import record
from offers.models import CloudSpecialistRequest, RequestState
from reviews.models import ConflictOfInterest, Submission, SubmissionState
from reviews.services.specialist import release_request
from reviews.services.submissions import release


@transaction.atomic
def declare(*, actor: User, partner: Partner, reason: str = "") -> ConflictOfInterest:
    """From now on this person reviews nothing of the organisation; what they have of it goes back to the pool.

    Declared twice is declared once. Raises ``PermissionDenied``.
    """
    demand(may_review(actor))
    for submission in _in_hand(actor, partner):
        release(actor=actor, submission=submission)
    for request in _requests_in_hand(actor, partner):
        release_request(actor=actor, request=request)
    conflict, new = ConflictOfInterest.objects.get_or_create(
        user=actor, partner=partner, defaults={"reason": reason.strip()}
    )
    if new:
        record("reviews.conflict_declared", actor=actor, subject=partner.name, staff_only=True)
    return conflict


@transaction.atomic
def withdraw(*, actor: User, conflict: ConflictOfInterest) -> None:
    """The conflict is over. Only the person's own: the caller's loader sees to it."""
    partner = conflict.partner
    conflict.delete()
    record("reviews.conflict_withdrawn", actor=actor, subject=partner.name, staff_only=True)


def _in_hand(actor: User, partner: Partner) -> list[Submission]:
    rows = Submission.objects.filter(reviewer=actor, offer__partner=partner)
    return list(rows.filter(state=SubmissionState.IN_REVIEW).exclude(submitted_by=actor))


def _requests_in_hand(actor: User, partner: Partner) -> list[CloudSpecialistRequest]:
    rows = CloudSpecialistRequest.objects.filter(specialist=actor, offer__partner=partner)
    return list(rows.filter(state=RequestState.IN_PROGRESS))
