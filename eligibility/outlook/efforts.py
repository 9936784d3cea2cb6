"""How much effort each step towards a status takes: estimates to put steps in order, not promises.

The table is the one that docs/rules.md explains. A step is a requirement and, where it matters, what is the case
with it: a document that was sent back takes less than one that has yet to be written.
"""

from collections.abc import Mapping
from typing import Final

HOUR: Final = 60
WORKING_DAY: Final = 8 * HOUR
WEEK: Final = 5 * WORKING_DAY

# What a person reads of a step, the least effort first. The last three are not the partner's to hurry.
MINUTES: Final = "minutes"
HOURS: Final = "hours"
ONE_DAY: Final = "working_day"
DAYS: Final = "days"
WEEKS: Final = "weeks"
SALES: Final = "sales"
MICROSOFT: Final = "microsoft"
EFFORTS: Final = (MINUTES, HOURS, ONE_DAY, DAYS, WEEKS, SALES, MICROSOFT)
UP_TO: Final = ((15, MINUTES), (4 * HOUR, HOURS), (WORKING_DAY, ONE_DAY), (WEEK, DAYS))

# Minutes that a person works on it.
TO_DO: Final[Mapping[str, int]] = {
    "offer_published": 10,
    "business_profile_complete": 15,
    "sales_contact_per_country": 15,
    "landing_page_url": 5,
    "listing_complete": 10,
    "cloud_specialist_request": 30,
    "technical_validation": 10,
    "technical_validation/failed": 3 * WORKING_DAY,
    "solution_type_ip": 2,
    "transactable": WORKING_DAY,
    "architecture_diagram": 4 * HOUR,
    "architecture_diagram/sent_back": HOUR,
    "azure_infrastructure/short": 4 * WEEK,
    "gold_competency": 8 * WEEK,
    "solutions_partner_designation": 8 * WEEK,
    "isv_connect_enrolment": 2 * WEEK,
    "isv_connect_premium": 2 * WEEK,
}
TO_HAND_IN: Final[Mapping[str, int]] = {  # by the kind of document
    "social_media_url": 5,
    "customer_one_pager": 4 * HOUR,
    "customer_presentation": WORKING_DAY,
    "other": 2 * HOUR,
    "customer_wins": 4 * HOUR,
    "customer_case_study": 2 * WORKING_DAY,
    "channel_pitch_deck": WORKING_DAY,
    "architecture_diagram": 4 * HOUR,
}
TO_REPLACE: Final = HOUR  # a document that was sent back: most of it is there


def effort_of(minutes: int) -> str:
    """In which words so much work is told."""
    return next((effort for most, effort in UP_TO if minutes <= most), WEEKS)
