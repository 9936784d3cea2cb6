"""How an offer's status moved, each status called as the rulebook did that gave it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db.models import F

from eligibility.queries import status_name, step_1_met

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cosell.audit.models import AuditEntry
    from eligibility.models import Assessment
    from offers.models import Offer

CHANGED = "eligibility.status_changed"


@dataclass(frozen=True, slots=True)
class Move:
    """``before`` and ``after`` are codes; what was before is empty at the first assessment."""

    at: datetime
    before: str
    after: str
    before_name: str
    after_name: str
    rulebook: str


def moves_of(offer: Offer, *, most: int, until: datetime | None = None) -> list[Move]:
    """The newest first, up to a moment if one is given. One query."""
    rows = offer.assessments.exclude(status=F("previous_status")).select_related("rulebook").defer("facts")
    if until:
        rows = rows.filter(at__lte=until)
    newest = list(rows[: most + 1])  # one more, which says what the oldest of them moved from
    return [_move(new, old) for new, old in zip_longest(newest, newest[1:])][:most]


def moves_in(offer: Offer, entries: Iterable[AuditEntry]) -> dict[int, Move | None]:
    """The move that each entry about a status has recorded, by the entry's key. One query, or none without such.

    An entry is written right after its assessment, and the entries come newest first: each takes the newest move that
    is not later. None where there is no such, as for an assessment that was removed.
    """
    changed = [entry for entry in entries if entry.action == CHANGED]
    if not changed:
        return {}
    moves = moves_of(offer, most=len(changed) + 1, until=changed[0].at)
    return {entry.pk: next((move for move in moves if _is_of(move, entry)), None) for entry in changed}


def _is_of(move: Move, entry: AuditEntry) -> bool:
    codes = entry.data.get("before"), entry.data.get("after")
    return move.at <= entry.at and (move.before, move.after) == codes


def _move(new: Assessment, old: Assessment | None) -> Move:
    gave = old if old and old.status == new.previous_status else None
    return Move(
        at=new.at,
        before=new.previous_status,
        after=new.status,
        before_name=_name_of(gave) if gave else _name_before(new),
        after_name=_name_of(new),
        rulebook=new.rulebook.shown_name,
    )


def _name_of(assessment: Assessment) -> str:
    rulebook = assessment.rulebook
    return status_name(assessment.status, rulebook, step_1_met=step_1_met(rulebook, assessment.requirements))


def _name_before(assessment: Assessment) -> str:
    """By its own rulebook, where the assessment that gave the status is not there."""
    return status_name(assessment.previous_status, assessment.rulebook) if assessment.previous_status else ""
