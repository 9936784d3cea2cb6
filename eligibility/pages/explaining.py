"""What a requirement means to the person who reads it: what is asked and why, who decides it, and by which source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cosell.dates import date_format
from eligibility.messages import decided_by, explanation, title
from eligibility.queries import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from eligibility.rules import Rulebook as Rules

# The rulebook's note that says how its source was read where that bears on this requirement.
NOTES: Final[Mapping[str, str]] = {
    "sales_contact_per_country": "eligible_countries",
    "supporting_material": "supporting_material",
    "cloud_specialist_request": "offer_types",
    "azure_consumed_revenue": "revenue",
    "billed_revenue": "revenue",
}

# The notes that bear on what stands in a section of the rulebook.
SECTION_NOTES: Final[Mapping[str, tuple[str, ...]]] = {
    "thresholds": ("revenue", "technical_validation"),
    "types": ("offer_types",),
    "documents": ("supporting_material",),
    "words": ("status_names", "benefits"),
    "countries": ("eligible_countries",),
}
SECTION_HELPS: Final[Mapping[str, _StrOrPromise]] = {
    "thresholds": gettext_lazy(
        "From which figures on a requirement is met, and from which day these rules hold."
    ),
    "types": gettext_lazy("What offers of each type need to be Co-sell ready, and for their incentive."),
    "documents": gettext_lazy(
        "How each kind of document is needed by all offer types, unless one of them differs under Offer types."
    ),
    "words": gettext_lazy(
        "What the statuses are called, and what each of them brings: every offer's page tells it."
    ),
    "countries": gettext_lazy("Where the programme sells together with partners."),
}


@dataclass(frozen=True, slots=True)
class About:
    """``reading`` says how an open point of the source was read; mostly it is empty."""

    title: str
    explanation: str
    decided_by: str
    reading: str
    source: SafeString


@dataclass(frozen=True, slots=True)
class AboutSection:
    """``readings`` say how open points of the source were read."""

    explanation: str
    readings: Sequence[str]
    source: SafeString


def about(code: str, rules: Rules) -> About:
    """The requirement as these rules ask it, in the reader's language."""
    note = rules.notes.get(NOTES.get(code, ""))
    return About(
        title=title(code),
        explanation=explanation(code),
        decided_by=decided_by(code),
        reading=note.text(language()) if note else "",
        source=source_line(rules),
    )


def about_section(section: str, rules: Rules) -> AboutSection:
    """What a section of this rulebook decides, in the reader's language."""
    notes = [rules.notes[name] for name in SECTION_NOTES[section] if name in rules.notes]
    return AboutSection(
        explanation=str(SECTION_HELPS[section]),
        readings=[note.text(language()) for note in notes],
        source=source_line(rules),
    )


def source_line(rules: Rules) -> SafeString:
    """Where these rules come from, as HTML: the title, as ``source_title`` cites it, and the day."""
    line = escape(_("%(title)s, %(day)s"))
    day = escape(date_format(rules.source.date, "DATE_FORMAT"))
    return SafeString(line % {"title": source_title(rules), "day": day})


def source_title(rules: Rules) -> SafeString:
    """The cited title, with ``lang`` for a screen reader where it is in another language than the page."""
    written_in = rules.source.language
    if written_in and not language().startswith(written_in):
        return format_html('<cite lang="{}">{}</cite>', written_in, rules.source.title)
    return format_html("<cite>{}</cite>", rules.source.title)
