"""What Microsoft does with what partners hand in: submissions and their items."""

from reviews.models.submission import ItemKind, Submission, SubmissionItem, SubmissionState, Verdict

__all__ = ["ItemKind", "Submission", "SubmissionItem", "SubmissionState", "Verdict"]
