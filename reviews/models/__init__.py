"""What Microsoft does with what partners hand in: submissions, their items, the conversations, the queue."""

from reviews.models.conversation import Message, MessageKind, Side
from reviews.models.queueing import ConflictOfInterest, Holiday, Presence, SavedFilter
from reviews.models.reason import Reason
from reviews.models.remarks import Audience, PageComment, ReviewNote
from reviews.models.second_look import Appeal, AppealOutcome, RuleKind, SecondReviewRule
from reviews.models.submission import ItemKind, Submission, SubmissionItem, SubmissionState, Verdict, Why

__all__ = [
    "Appeal",
    "AppealOutcome",
    "Audience",
    "ConflictOfInterest",
    "Holiday",
    "ItemKind",
    "Message",
    "MessageKind",
    "PageComment",
    "Presence",
    "Reason",
    "ReviewNote",
    "RuleKind",
    "SavedFilter",
    "SecondReviewRule",
    "Side",
    "Submission",
    "SubmissionItem",
    "SubmissionState",
    "Verdict",
    "Why",
]
