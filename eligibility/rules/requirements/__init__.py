"""Every requirement of the contract, in the contract's order, which is the order of an answer's rows."""

from collections.abc import Mapping
from typing import Final

from eligibility.rules.requirements.finding import Evidence, Finding, Judge, Requirement
from eligibility.rules.requirements.incentive import (
    ARCHITECTURE_DIAGRAM,
    AZURE_INFRASTRUCTURE,
    ISV_CONNECT_PREMIUM,
    SOLUTION_TYPE_IP,
    TECHNICAL_VALIDATION,
    TRANSACTABLE,
)
from eligibility.rules.requirements.ready import (
    BUSINESS_PROFILE_COMPLETE,
    CLOUD_SPECIALIST_REQUEST,
    GOLD_COMPETENCY,
    ISV_CONNECT_ENROLMENT,
    LANDING_PAGE_URL,
    LISTING_COMPLETE,
    OFFER_PUBLISHED,
    REQUIRED_DOCUMENTS,
    SALES_CONTACT_PER_COUNTRY,
    SOLUTIONS_PARTNER_DESIGNATION,
    SUPPORTING_MATERIAL,
)
from eligibility.rules.requirements.revenue import AZURE_CONSUMED_REVENUE, BILLED_REVENUE

REQUIREMENTS: Final[Mapping[str, Requirement]] = {
    requirement.code: requirement
    for requirement in (
        OFFER_PUBLISHED,
        BUSINESS_PROFILE_COMPLETE,
        SALES_CONTACT_PER_COUNTRY,
        REQUIRED_DOCUMENTS,
        LANDING_PAGE_URL,
        SUPPORTING_MATERIAL,
        LISTING_COMPLETE,
        CLOUD_SPECIALIST_REQUEST,
        GOLD_COMPETENCY,
        SOLUTIONS_PARTNER_DESIGNATION,
        ISV_CONNECT_ENROLMENT,
        AZURE_CONSUMED_REVENUE,
        BILLED_REVENUE,
        AZURE_INFRASTRUCTURE,
        ARCHITECTURE_DIAGRAM,
        TECHNICAL_VALIDATION,
        SOLUTION_TYPE_IP,
        TRANSACTABLE,
        ISV_CONNECT_PREMIUM,
    )
}

__all__ = ["REQUIREMENTS", "Evidence", "Finding", "Judge", "Requirement"]
