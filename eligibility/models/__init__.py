"""What decides a status: rulebooks, what a partner has earned, and what the rules computed."""

from eligibility.models.assessment import Assessment, OfferStatus, Status
from eligibility.models.earned import (
    AzureConsumedRevenue,
    BilledRevenue,
    Competency,
    CompetencyLevel,
    Designation,
    IsvConnectEnrolment,
    Tier,
)
from eligibility.models.rulebook import JobChange, JobKind, JobState, Rulebook, RulebookJob, RulebookState

__all__ = [
    "Assessment",
    "AzureConsumedRevenue",
    "BilledRevenue",
    "Competency",
    "CompetencyLevel",
    "Designation",
    "IsvConnectEnrolment",
    "JobChange",
    "JobKind",
    "JobState",
    "OfferStatus",
    "Rulebook",
    "RulebookJob",
    "RulebookState",
    "Status",
    "Tier",
]
