"""Who may publish, withdraw and review; and the loaders that ask."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.permissions import (
    YES,
    Allowed,
    demand,
    demand_or_hide,
    may_edit_partner,
    may_read_partner,
    may_review,
    membership_of,
)
from offers.models import Offer
from reviews.models import Submission, SubmissionItem, SubmissionState, Verdict
from reviews.models.submission import REFUSED_BY_CHECKS
from reviews.queries import conflicted

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet

    from cosell.accounts.models import User


def may_publish(user: User, offer: Offer) -> Allowed:
    """Owners and editors of the offer's organisation hand in, withdraw and stop selling."""
    return may_edit_partner(user, offer.partner)


def may_review_offer(user: User, offer: Offer) -> Allowed:
    """Reviewers and admins review every offer but those of their own organisation, or of one in declared conflict."""
    verdict = may_review(user)
    if not verdict or not conflicted(user).filter(pk=offer.partner_id).exists():
        return verdict
    if membership_of(user, offer.partner):
        return Allowed(_("You belong to this organisation, so somebody else has to review what it hands in."))
    return Allowed(_("You have declared a conflict of interest with this organisation."))


def may_review_submission(user: User | None, submission: Submission) -> Allowed:
    """As for the offer; and nobody reviews what they handed in themselves. The product itself reviews nothing."""
    if user is None:
        return Allowed(_("Only Microsoft's reviewers may do this."))
    if submission.submitted_by_id == user.pk:
        return Allowed(_("You handed this in yourself, so somebody else has to review it."))
    return may_review_offer(user, submission.offer)


def may_take(user: User | None, submission: Submission) -> Allowed:
    if submission.queued_at is None:
        return Allowed(_("Its documents are still being checked. It comes into the queue by itself."))
    return may_look_again(user, submission)


def may_look_again(user: User | None, submission: Submission) -> Allowed:
    """As ``may_review_submission``; and an appeal is not for whoever made or confirmed the decision it is about."""
    verdict = may_review_submission(user, submission)
    if verdict and user is not None and submission.appealed_at and _had_part(user, submission):
        return Allowed(_("You decided it first, so somebody else has to take the second look."))
    return verdict


def _had_part(user: User, submission: Submission) -> bool:
    return user.pk in {submission.first_reviewer_id, submission.second_reviewer_id}


def may_work_on(user: User | None, submission: Submission) -> Allowed:
    """Verdicts, release and the decision belong to the reviewer who took it."""
    verdict = may_look_again(user, submission)
    if verdict and user is not None and submission.reviewer_id != user.pk:
        return Allowed(_("Another reviewer has taken this submission."))
    return verdict


def may_confirm(user: User | None, submission: Submission) -> Allowed:
    """Confirm a colleague's decision, or give it back: never one's own."""
    verdict = may_look_again(user, submission)
    if verdict and user is not None and submission.reviewer_id == user.pk:
        return Allowed(_("You decided it first, so another reviewer has to confirm it."))
    return verdict


def may_reopen(user: User | None, submission: Submission) -> Allowed:
    """The reviewer who decided, or a programme admin, until the partner publishes again."""
    verdict = may_review_submission(user, submission)
    if not verdict or user is None:
        return verdict
    if submission.reviewer_id is None:
        return Allowed(_("The checks closed it by themselves, so there is no decision to reopen."))
    if submission.reviewer_id != user.pk and not user.is_programme_admin:
        return Allowed(_("Only the reviewer who decided, or a programme admin, reopens a decision."))
    return _is_newest(submission)


def _is_newest(submission: Submission) -> Allowed:
    later = Submission.objects.filter(offer=submission.offer_id, number__gt=submission.number)
    if later.exclude(state=SubmissionState.WITHDRAWN).exists():
        return Allowed(_("The offer was published again since, so this decision stays as it is."))
    return YES


def may_appeal(user: User | None, submission: Submission) -> Allowed:
    """Owners and editors, once for each decision, within some days, while nothing newer was published."""
    if user is None:
        return Allowed(_("Only owners and editors of the organisation may change this."))
    if not (verdict := may_publish(user, submission.offer)):
        return verdict
    if submission.reviewer_id is None or not may_be_appealed(submission).exists():
        return Allowed(_("Nothing was sent back by a reviewer, so there is nothing to look at again."))
    if submission.decided_at and timezone.now() - submission.decided_at > appeal_time():
        return Allowed(_("The time in which a second look may be asked for is over."))
    same = Q(decision_at=submission.decided_at) | Q(closed_at=submission.decided_at)
    if submission.appeals.filter(same).exists():
        return Allowed(_("A second look at this decision was asked for before."))
    return _is_newest(submission)


def appeal_time() -> timedelta:
    return timedelta(days=settings.APPEAL_DAYS)


def may_be_appealed(submission: Submission) -> QuerySet[SubmissionItem]:
    """What a reviewer sent back."""
    return submission.items.filter(verdict=Verdict.SENT_BACK).exclude(reason_code=REFUSED_BY_CHECKS)


def may_withdraw_appeal(user: User | None, submission: Submission) -> Allowed:
    if submission.appealed_at is None:
        return Allowed(_("No second look was asked for."))
    if user is None:
        return Allowed(_("Only owners and editors of the organisation may change this."))
    return may_publish(user, submission.offer)


def may_give_away(user: User | None, submission: Submission) -> Allowed:
    """Back to the pool, or to a colleague: the reviewer who has it, and for whoever is away a programme admin."""
    verdict = may_review_submission(user, submission)
    if verdict and user is not None and submission.reviewer_id != user.pk and not user.is_programme_admin:
        return Allowed(_("Another reviewer has taken this submission."))
    return verdict


def may_wait(user: User | None, submission: Submission) -> Allowed:
    if submission.waiting_since:
        return Allowed(_("It waits for the partner already."))
    return may_work_on(user, submission)


def may_go_on(user: User | None, submission: Submission) -> Allowed:
    """The partner has answered, or the reviewer goes on without an answer."""
    if submission.waiting_since is None:
        return Allowed(_("It does not wait for the partner."))
    if user is not None and may_publish(user, submission.offer):
        return YES
    return may_work_on(user, submission)


def may_withdraw(user: User | None, submission: Submission) -> Allowed:
    if submission.appealed_at:
        return Allowed(_("A second look was asked for: withdraw that instead."))
    if user is None:
        return Allowed(_("Only owners and editors of the organisation may change this."))
    return may_publish(user, submission.offer)


def may_say(user: User, offer: Offer) -> Allowed:
    """In the conversations of an offer: owners and editors of its organisation, and reviewers without a conflict."""
    return YES if may_publish(user, offer) else may_review_offer(user, offer)


def only_the_product(user: User | None, _submission: Submission) -> Allowed:
    """For what happens by itself."""
    return YES if user is None else Allowed(_("This happens by itself."))


def load_submission(
    user: User, offer_id: uuid.UUID, submission_id: uuid.UUID, *, edit: bool = False
) -> Submission:
    """A submission of an offer for the partner's pages: 404 to strangers, 403 to a viewer with ``edit``."""
    submission = _submissions().filter(public_id=submission_id, offer__public_id=offer_id).first()
    if submission is None:
        raise Http404
    demand_or_hide(may_read_partner(user, submission.offer.partner))
    if edit:
        demand(may_publish(user, submission.offer))
    return submission


def load_for_review(user: User, submission_id: uuid.UUID) -> Submission:
    """A submission for the desk: 404 to everybody but staff, 403 with the reason where there is a conflict."""
    demand_or_hide(may_review(user))
    submission = _submissions().filter(public_id=submission_id).first()
    if submission is None:
        raise Http404
    demand(may_review_submission(user, submission))
    return submission


def load_item(user: User, submission_id: uuid.UUID, item_id: uuid.UUID) -> SubmissionItem:
    """An item of a submission that this person may review."""
    submission = load_for_review(user, submission_id)
    item = submission.items.filter(public_id=item_id).select_related("version__document").first()
    if item is None:
        raise Http404
    item.submission = submission
    return item


def _submissions() -> QuerySet[Submission]:
    return Submission.objects.select_related("offer__partner", "submitted_by", "reviewer")
