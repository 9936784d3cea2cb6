"""Why a status changes: by which requirements, and whether a rulebook is the cause at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from eligibility.messages.reasons import NO_LONGER_ASKED, NO_LONGER_REACHED
from eligibility.queries import DONE_STATES, rules_of
from eligibility.rules import evaluate
from eligibility.rules.codes import NOT_APPLICABLE
from eligibility.services.changes import RANK, STEP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eligibility.models import Rulebook
    from eligibility.queries import Requirement
    from eligibility.services.changes import StatusChange

Keyed: TypeAlias = "dict[tuple[str, str], Requirement]"


def made_by_rulebook(replaced: Rulebook | None, change: StatusChange) -> bool:
    """Whether the rulebook before would not have changed the status so: else time or a fact is the cause."""
    return replaced is None or evaluate(change.facts, rules_of(replaced)).status != change.after


def reasons_of(change: StatusChange) -> list[Requirement]:
    """The requirements that made the difference, those of the lower status first.

    Beside states of the rules, a row may say ``no_longer_asked`` or ``no_longer_reached``: see ``messages.because``.
    """
    rises = RANK[change.after] > RANK[change.before]
    reasons = (_of_a_rise if rises else _of_a_fall)(change)
    return sorted(reasons, key=lambda row: STEP[row["level"]])


def _of_a_fall(change: StatusChange) -> list[Requirement]:
    """What is not met and was, or was not asked before; what is not met at all; that the status is out of reach."""
    before, after = _keyed(change.requirements_before), _keyed(change.requirements_after)
    unmet = _up_to(change.before, (row for row in after.values() if not _is_done(row)))
    turned = [row for row in unmet if _key(row) not in before or _is_done(before[_key(row)])]
    if STEP[change.before] > 1 and change.before not in {row["level"] for row in after.values()}:
        turned.append(
            {"code": "incentive", "level": change.before, "state": NO_LONGER_REACHED, "evidence": {}}
        )
    return turned or unmet


def _of_a_rise(change: StatusChange) -> list[Requirement]:
    """What is met and was not, or is no longer asked; what is new and met."""
    before, after = _keyed(change.requirements_before), _keyed(change.requirements_after)
    met = _up_to(change.after, (row for row in after.values() if _is_done(row)))
    turned = [row for row in met if _key(row) in before and not _is_done(before[_key(row)])]
    turned = [row for row in turned if row["state"] != NOT_APPLICABLE] or turned
    gone = [row for key, row in before.items() if key not in after and not _is_done(row)]
    turned += [{**row, "state": NO_LONGER_ASKED} for row in _up_to(change.after, gone)]
    return turned or [row for row in met if _key(row) not in before]


def _keyed(rows: Iterable[Requirement]) -> Keyed:
    return {_key(row): row for row in rows}


def _key(row: Requirement) -> tuple[str, str]:
    """A requirement of both levels stands once for each."""
    return row["code"], row["level"]


def _up_to(status: str, rows: Iterable[Requirement]) -> list[Requirement]:
    """Those that count for this status or a lower one."""
    return [row for row in rows if STEP[row["level"]] <= STEP[status]]


def _is_done(row: Requirement) -> bool:
    return row["state"] in DONE_STATES
