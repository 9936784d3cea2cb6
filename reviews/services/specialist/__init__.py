"""Business acts on cloud-specialist requests, from filing to the outcome."""

from reviews.services.specialist.asking import (
    answer_about_request,
    ask_about_request,
    go_on_with_request,
)
from reviews.services.specialist.closing import complete_request, decline_request
from reviews.services.specialist.filing import file_request
from reviews.services.specialist.providing import provide_documents
from reviews.services.specialist.states import REQUEST_TRANSITIONS
from reviews.services.specialist.taking import (
    hand_over_request,
    release_request,
    take_next_request,
    take_request,
)

__all__ = [
    "REQUEST_TRANSITIONS",
    "answer_about_request",
    "ask_about_request",
    "complete_request",
    "decline_request",
    "file_request",
    "go_on_with_request",
    "hand_over_request",
    "provide_documents",
    "release_request",
    "take_next_request",
    "take_request",
]
