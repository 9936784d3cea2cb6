"""The codes of the contract: what facts may say and what an answer says."""

from typing import Final, Literal

State = Literal["met", "unmet", "pending", "not_applicable"]
MET: Final = "met"
UNMET: Final = "unmet"
PENDING: Final = "pending"
NOT_APPLICABLE: Final = "not_applicable"
DONE_STATES: Final = (MET, NOT_APPLICABLE)  # nothing is left to do

NOT_READY: Final = "not_ready"
CO_SELL_READY: Final = "co_sell_ready"
INCENTIVES: Final = ("azure_ip_incentivized", "business_applications_incentivized")
STATUSES: Final = (NOT_READY, CO_SELL_READY, *INCENTIVES)

WORLDWIDE: Final = "OOO"  # a contact's code for every country
SALES_ROLE: Final = "partner_sales"
CONTACT_ROLES: Final = (
    SALES_ROLE,
    "partner_marketing",
    "partner_technical_sales",
    "partner_customer_success_manager",
)

DIAGRAM: Final = "architecture_diagram"
DOCUMENT_KINDS: Final = (
    "customer_one_pager",
    "customer_presentation",
    "customer_case_study",
    "customer_wins",
    "channel_pitch_deck",
    DIAGRAM,
    "other",
)
APPROVED: Final = "approved"
WAITING_STATES: Final = ("submitted", "processing")
DOCUMENT_STATES: Final = (APPROVED, *WAITING_STATES, "changes_requested", "rejected")  # the best one first

COMPLETED: Final = "completed"
OPEN_REQUEST_STATES: Final = ("open", "in_progress")
REQUEST_STATES: Final = (*OPEN_REQUEST_STATES, COMPLETED, "declined")

GOLD: Final = "gold"
COMPETENCY_LEVELS: Final = (GOLD, "silver")
PREMIUM: Final = "premium"
ISV_CONNECT_TIERS: Final = ("standard", PREMIUM)

IP: Final = "ip"
SOLUTION_TYPES: Final = ("device", IP, "managed_service", "service")
SEGMENTS: Final = ("smb", "corporate", "enterprise")

PATHS: Final = ("materials", "cloud_specialist")
NO_INCENTIVE: Final = "none"

ANY: Final = "any"  # one of the two revenue figures is enough
ALL: Final = "all"  # both are asked
BY_PAID: Final = "by_paid"  # billed revenue of paid offers, consumed revenue of free ones
REVENUE_MODES: Final = (ANY, ALL, BY_PAID)
ALWAYS: Final = "always"
IF_TRANSACTABLE: Final = "if_transactable"
BILLED_COUNTS: Final = (ALWAYS, IF_TRANSACTABLE)

# What a status can bring, with the names of the figures that belong to it.
BENEFITS: Final = {
    "shown_to_sellers": (),
    "seller_incentives": (),
    "reduced_service_fee": ("from_percent", "to_percent", "held_business_days"),
    "csp_incentive": ("percent",),
    "azure_commitment": (),
    "preferred_badge": (),
}
LANGUAGES: Final = ("en", "fr")
LONGEST_EDITION_CODE: Final = 20  # characters: an edition's code is kept beside every rulebook made from it
