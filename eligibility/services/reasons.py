"""Which requirements made the difference between two answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.queries import DONE_STATES
from eligibility.rules.codes import NOT_APPLICABLE
from eligibility.services.changes import RANK

if TYPE_CHECKING:
    from eligibility.queries import Requirement
    from eligibility.services.changes import StatusChange


def reasons_of(change: StatusChange) -> list[Requirement]:
    """The requirements that made the difference: those that are met now and were not, or the other way round.

    Where none turned that way (one is asked no longer, for example), what is new or gone.
    """
    before = {_key(row): row for row in change.requirements_before}
    after = {_key(row): row for row in change.requirements_after}
    rose = RANK[change.after] > RANK[change.before]
    turned = [row for key, row in after.items() if key in before and _is_done(row) != _is_done(before[key])]
    decisive = [row for row in turned if _is_done(row) == rose]
    if decisive:
        return [row for row in decisive if row["state"] != NOT_APPLICABLE] or decisive
    new = [row for key, row in after.items() if key not in before]
    return new or [row for key, row in before.items() if key not in after]


def _key(row: Requirement) -> tuple[str, str]:
    """A requirement of both levels stands once for each."""
    return row["code"], row["level"]


def _is_done(row: Requirement) -> bool:
    return row["state"] in DONE_STATES
