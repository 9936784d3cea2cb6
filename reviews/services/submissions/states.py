"""The states of a submission, and every act that leads from one to another."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cosell.transitions import Transition, table
from reviews.models import SubmissionState
from reviews.permissions import (
    may_appeal,
    may_confirm,
    may_give_away,
    may_go_on,
    may_reopen,
    may_take,
    may_wait,
    may_withdraw,
    may_withdraw_appeal,
    may_work_on,
    only_the_product,
)

QUEUED, IN_REVIEW = SubmissionState.QUEUED, SubmissionState.IN_REVIEW
TO_CONFIRM, DECIDED = SubmissionState.TO_CONFIRM, SubmissionState.DECIDED

SUBMISSION_TRANSITIONS = table(
    Transition("take", pgettext_lazy("act", "Take"), frozenset({QUEUED}), IN_REVIEW, may_take),
    Transition("release", pgettext_lazy("act", "Release"), frozenset({IN_REVIEW}), QUEUED, may_give_away),
    Transition(
        "hand_over",
        pgettext_lazy("act", "Hand over"),
        frozenset({IN_REVIEW}),
        IN_REVIEW,
        may_give_away,
        tells=("reviews.handed_over",),
    ),
    Transition("wait", _("Wait for the partner"), frozenset({IN_REVIEW}), IN_REVIEW, may_wait),
    Transition("go_on", _("Go on with the review"), frozenset({IN_REVIEW}), IN_REVIEW, may_go_on),
    Transition(
        "decide",
        pgettext_lazy("act", "Decide"),
        frozenset({IN_REVIEW}),
        SubmissionState.DECIDED,
        may_work_on,
        tells=("reviews.decided",),
    ),
    Transition(
        "hand_to_second", _("Hand to a second reviewer"), frozenset({IN_REVIEW}), TO_CONFIRM, may_work_on
    ),
    Transition(
        "confirm",
        pgettext_lazy("act", "Confirm"),
        frozenset({TO_CONFIRM}),
        DECIDED,
        may_confirm,
        tells=("reviews.decided",),
    ),
    Transition(
        "give_back",
        pgettext_lazy("act", "Give back"),
        frozenset({TO_CONFIRM}),
        IN_REVIEW,
        may_confirm,
        needs_reason=True,
        tells=("reviews.given_back",),
    ),
    Transition(
        "reopen",
        pgettext_lazy("act", "Reopen"),
        frozenset({DECIDED}),
        IN_REVIEW,
        may_reopen,
        needs_reason=True,
        tells=("reviews.reopened", "reviews.reopened_for_you"),
    ),
    Transition(
        "appeal",
        _("Ask for a second look"),
        frozenset({DECIDED}),
        QUEUED,
        may_appeal,
        needs_reason=True,
        tells=("reviews.appealed",),
    ),
    Transition(
        "withdraw_appeal",
        _("Withdraw the request for a second look"),
        frozenset({QUEUED, IN_REVIEW, TO_CONFIRM}),
        DECIDED,
        may_withdraw_appeal,
        tells=("reviews.appeal_withdrawn",),
    ),
    Transition(
        "close",
        _("Close without a review"),
        frozenset({QUEUED}),
        SubmissionState.DECIDED,
        only_the_product,
        tells=("reviews.decided",),
    ),
    Transition(
        "withdraw",
        pgettext_lazy("act", "Withdraw"),
        frozenset({QUEUED, IN_REVIEW, TO_CONFIRM}),
        SubmissionState.WITHDRAWN,
        may_withdraw,
        tells=("reviews.withdrawn",),
    ),
)
