"""Business acts on submissions, from *Publish* to the decision."""

from reviews.services.submissions.appealing import appeal, withdraw_appeal
from reviews.services.submissions.arriving import enter_queue, forgotten
from reviews.services.submissions.asking import answer, ask
from reviews.services.submissions.confirming import confirm, give_back
from reviews.services.submissions.deciding import ChangedMeanwhile, decide, revoke
from reviews.services.submissions.planning import Plan, plan_for
from reviews.services.submissions.publishing import AlreadyPublished, demand_sendable, publish, withdraw
from reviews.services.submissions.reopening import reopen
from reviews.services.submissions.reviewing import save_verdict
from reviews.services.submissions.states import SUBMISSION_TRANSITIONS
from reviews.services.submissions.taking import (
    go_on,
    hand_over,
    release,
    take,
    wait_for_partner,
)
from reviews.services.submissions.taking_next import take_next

__all__ = [
    "SUBMISSION_TRANSITIONS",
    "AlreadyPublished",
    "ChangedMeanwhile",
    "Plan",
    "answer",
    "appeal",
    "ask",
    "confirm",
    "decide",
    "demand_sendable",
    "enter_queue",
    "forgotten",
    "give_back",
    "go_on",
    "hand_over",
    "plan_for",
    "publish",
    "release",
    "reopen",
    "revoke",
    "save_verdict",
    "take",
    "take_next",
    "wait_for_partner",
    "withdraw",
    "withdraw_appeal",
]
