"""What the tests of reopened, confirmed and appealed decisions have in common."""

from decimal import Decimal
from typing import Any

from cosell.accounts.models import User
from cosell.notifications.models import Notification
from offers.models import DocumentVersion, Offer
from reviews.models import SecondReviewRule, Submission
from reviews.services import submissions
from reviews.services.second_rules import add_rule
from tests.reviews.building import again, approve_all, item_about

KINDS = ("customer_one_pager", "customer_case_study", "architecture_diagram")


def send_back(submission: Submission, reviewer: User, *subjects: str) -> None:
    for subject in subjects:
        submissions.save_verdict(
            actor=reviewer, item=item_about(submission, subject), verdict="sent_back", reason=f"No {subject}."
        )


def judged(submission: Submission, reviewer: User, *, back: tuple[str, ...] = (), percent: int = 70) -> None:
    """Sent back these, the others approved."""
    send_back(submission, reviewer, *back)
    approve_all(submission, reviewer, azure_percent=Decimal(percent))


def decide(submission: Submission, reviewer: User, **what: Any) -> Submission:
    judged(submission, reviewer, **what)
    submissions.decide(actor=reviewer, submission=again(submission))
    return again(submission)


def states() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for version in DocumentVersion.objects.order_by("number").select_related("document"):
        found.setdefault(version.document.kind, []).append(version.state)
    return found


def status() -> str:
    return str(Offer.objects.get().standing.status)


def told(code: str) -> set[User]:
    return {row.user for row in Notification.objects.filter(code=code)}


def rule(admin: User, kind: str, **figures: Any) -> SecondReviewRule:
    return add_rule(actor=admin, rule=SecondReviewRule(kind=kind, **figures))
