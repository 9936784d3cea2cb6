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
from eligibility.models.grace import GraceEnd, GracePeriod
from eligibility.models.rulebook import (
    MOST_GRACE_DAYS,
    JobChange,
    JobKind,
    JobStage,
    JobState,
    Rulebook,
    RulebookJob,
    RulebookState,
    RulebookStep,
)
from eligibility.models.warning import StatusWarning

__all__ = [
    "MOST_GRACE_DAYS",
    "Assessment",
    "AzureConsumedRevenue",
    "BilledRevenue",
    "Competency",
    "CompetencyLevel",
    "Designation",
    "GraceEnd",
    "GracePeriod",
    "IsvConnectEnrolment",
    "JobChange",
    "JobKind",
    "JobStage",
    "JobState",
    "OfferStatus",
    "Rulebook",
    "RulebookJob",
    "RulebookState",
    "RulebookStep",
    "Status",
    "StatusWarning",
    "Tier",
]
