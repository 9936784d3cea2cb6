"""Business acts on submissions, from *Publish* to the decision."""

from reviews.services.submissions.arriving import enter_queue, forgotten
from reviews.services.submissions.deciding import decide, revoke
from reviews.services.submissions.planning import Plan, plan_for
from reviews.services.submissions.publishing import AlreadyPublished, demand_sendable, publish, withdraw
from reviews.services.submissions.reviewing import release, save_verdict, take, take_next
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS

__all__ = [
    "SUBMISSION_TRANSITIONS",
    "AlreadyPublished",
    "Plan",
    "decide",
    "demand_sendable",
    "enter_queue",
    "forgotten",
    "plan_for",
    "publish",
    "release",
    "revoke",
    "save_verdict",
    "take",
    "take_next",
    "withdraw",
]
