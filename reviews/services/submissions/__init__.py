"""Business acts on submissions, from *Publish* to the decision."""

from reviews.services.submissions.arriving import enter_queue, forgotten
from reviews.services.submissions.asking import answer, ask
from reviews.services.submissions.deciding import decide, revoke
from reviews.services.submissions.planning import Plan, plan_for
from reviews.services.submissions.publishing import AlreadyPublished, demand_sendable, publish, withdraw
from reviews.services.submissions.reviewing import save_verdict
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS
from reviews.services.submissions.taking import (
    go_on,
    hand_over,
    release,
    take,
    take_next,
    wait_for_partner,
)

__all__ = [
    "SUBMISSION_TRANSITIONS",
    "AlreadyPublished",
    "Plan",
    "answer",
    "ask",
    "decide",
    "demand_sendable",
    "enter_queue",
    "forgotten",
    "go_on",
    "hand_over",
    "plan_for",
    "publish",
    "release",
    "revoke",
    "save_verdict",
    "take",
    "take_next",
    "wait_for_partner",
    "withdraw",
]
