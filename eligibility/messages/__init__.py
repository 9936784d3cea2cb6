"""What the rules found, as sentences in the reader's language.

Assessments store codes and figures alone; whatever a person reads of them is made here, on reading, in the active
language. A row that was stored comes back as ``Row(**stored)``.
"""

from eligibility.messages.answers import answer_json
from eligibility.messages.benefits import benefit_text
from eligibility.messages.faults import fault_line
from eligibility.messages.names import decided_by, explanation, state_name, title
from eligibility.messages.reasons import because
from eligibility.messages.sentences import hint, message, next_step
from eligibility.messages.words import labelled

__all__ = [
    "answer_json",
    "because",
    "benefit_text",
    "decided_by",
    "explanation",
    "fault_line",
    "hint",
    "labelled",
    "message",
    "next_step",
    "state_name",
    "title",
]
