"""What Microsoft does with what partners hand in: submissions, their items, and what their queue stands on."""

from reviews.models.queueing import ConflictOfInterest, Holiday, Presence, SavedFilter
from reviews.models.submission import ItemKind, Submission, SubmissionItem, SubmissionState, Verdict, Why

__all__ = [
    "ConflictOfInterest",
    "Holiday",
    "ItemKind",
    "Presence",
    "SavedFilter",
    "Submission",
    "SubmissionItem",
    "SubmissionState",
    "Verdict",
    "Why",
]
