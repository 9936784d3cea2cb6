"""The overview of one offer, put together from its standing, its newest assessment and the rulebook in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cosell.dates import date_format
from eligibility.messages import hint, message, next_step, state_name, title
from eligibility.pages.explaining import about, source_line
from eligibility.pages.places import PLACES
from eligibility.queries import (
    DONE_STATES,
    live_state,
    row_of,
    rulebook_in_force,
    rules_of,
    standing_of,
    status_name,
    step_1_met,
)

if TYPE_CHECKING:
    from eligibility.models import OfferStatus, Rulebook
    from eligibility.pages.explaining import About
    from eligibility.queries import Requirement
    from offers.models import Offer


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement as a person reads it. ``meter_max`` of None: no meter."""

    code: str
    title: str
    hint: str
    state: str
    state_name: str
    message: str
    next_step: str
    about: About
    link: str
    link_label: str
    meter_value: Decimal | None = None
    meter_max: Decimal | None = None

    @property
    def is_done(self) -> bool:
        return self.state in DONE_STATES


@dataclass(frozen=True, slots=True)
class Group:
    """The requirements of one status."""

    status: str
    name: str
    rows: Sequence[Row]

    @property
    def left(self) -> int:
        return sum(not row.is_done for row in self.rows)

    @property
    def title(self) -> str:
        if self.left:
            return _("What is left for %(status)s") % {"status": self.name}
        return _("Requirements of %(status)s") % {"status": self.name}

    @property
    def note(self) -> str:
        return _("%(met)s of %(all)s met") % {"met": len(self.rows) - self.left, "all": len(self.rows)}


@dataclass(frozen=True, slots=True)
class Overview:
    status: str
    status_name: str
    rules_status_name: str
    standing: OfferStatus
    ladder: Sequence[dict[str, str]]
    groups: Sequence[Group]
    rulebook: Rulebook
    source: SafeString
    live: str


def overview_of(offer: Offer, *, may_edit: bool) -> Overview:
    """Everything that the overview shows. ``may_edit``: the links lead to the pages where something is done."""
    standing, rulebook = standing_of(offer), rulebook_in_force()
    requirements = standing.assessment.requirements if standing.assessment else []
    context = _Context(offer, rulebook, may_edit)
    groups = _groups(context, requirements)
    return Overview(
        status=standing.shown_status,
        status_name=status_name(
            standing.shown_status, rulebook, step_1_met=step_1_met(rulebook, requirements)
        ),
        rules_status_name=status_name(standing.status, rulebook),
        standing=standing,
        ladder=_ladder(context, standing, groups, requirements),
        groups=groups,
        rulebook=rulebook,
        source=source_line(rules_of(rulebook)),
        live=live_state(offer),
    )


@dataclass(frozen=True, slots=True)
class _Context:
    offer: Offer
    rulebook: Rulebook
    may_edit: bool


# --- Requirements -----------------------------------------------------------------------------------------------------


def _groups(context: _Context, requirements: Sequence[Requirement]) -> list[Group]:
    """The next status first: what is left to do stands on top."""
    levels = dict.fromkeys(row["level"] for row in requirements)
    groups = [
        Group(
            level,
            status_name(level, context.rulebook),
            [_row(context, row) for row in requirements if row["level"] == level],
        )
        for level in levels
    ]
    return sorted(groups, key=lambda group: group.left == 0)


def _row(context: _Context, requirement: Requirement) -> Row:
    row, place = row_of(requirement), PLACES[requirement["code"]]
    is_open = row.state not in DONE_STATES
    meter = _meter(requirement)
    return Row(
        code=row.code,
        title=title(row.code),
        hint=hint(row),
        state=row.state,
        state_name=state_name(row.state),
        message=message(row),
        next_step=next_step(row) if is_open else "",
        about=about(row.code, rules_of(context.rulebook)),
        link=place.address(context.offer) if row.state == "unmet" and context.may_edit else "",
        link_label=str(place.label),
        meter_value=meter[0] if meter else None,
        meter_max=meter[1] if meter else None,
    )


def _meter(row: Requirement) -> tuple[Decimal, Decimal] | None:
    """(value, maximum) of a figure that is short of its threshold."""
    evidence = row["evidence"]
    if "usd" not in evidence or row["state"] != "unmet":
        return None
    threshold = Decimal(evidence["threshold"])
    return (min(max(Decimal(evidence["usd"]), Decimal(0)), threshold), threshold) if threshold else None


# --- The ladder -------------------------------------------------------------------------------------------------------


def _ladder(
    context: _Context, standing: OfferStatus, groups: Sequence[Group], requirements: Sequence[Requirement]
) -> list[dict[str, str]]:
    rules = rules_of(context.rulebook)
    levels = rules.offer_types[context.offer.type].levels()
    shown = standing.shown_status
    reached = levels.index(shown) if shown in levels else 0
    left = {group.status: group for group in groups}
    met = step_1_met(context.rulebook, requirements)
    return [
        {
            "label": status_name(level, context.rulebook, step_1_met=met),
            "state": "done" if index < reached else "current" if index == reached else "todo",
            "sub": _ladder_note(context.offer, standing, index, reached, left.get(level)),
        }
        for index, level in enumerate(levels)
    ]


def _ladder_note(offer: Offer, standing: OfferStatus, index: int, reached: int, group: Group | None) -> str:
    if index == reached:
        if standing.kept_until:
            return _("Kept until %(day)s (grace)") % {"day": date_format(standing.kept_until, "DATE_FORMAT")}
        return _("Since %(day)s") % {"day": date_format(standing.since, "DATE_FORMAT")}
    if index > reached and group:
        of = {"left": group.left, "all": len(group.rows)}
        return (
            ngettext(
                "%(left)s of %(all)s requirements left", "%(left)s of %(all)s requirements left", group.left
            )
            % of
        )
    if index == 0 and offer.published_at:
        return _("Published %(day)s") % {"day": date_format(offer.published_at, "DATE_FORMAT")}
    return ""
