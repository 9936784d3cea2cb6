"""A change of status, and how statuses compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.models import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eligibility.queries import Requirement
    from eligibility.rules import Facts

RANK = {status: rank for rank, status in enumerate(Status.values)}
STEP: dict[str, int] = {
    Status.NOT_READY: 0,
    Status.CO_SELL_READY: 1,
    Status.AZURE_IP_INCENTIVIZED: 2,
    Status.BUSINESS_APPLICATIONS_INCENTIVIZED: 2,
}


@dataclass(frozen=True, slots=True)
class StatusChange:
    """An offer whose status is another one now. ``requirements`` are those of before and after, as stored.

    ``facts`` are those by which it changed, or would change.
    """

    offer_id: int
    before: str
    after: str
    requirements_before: Sequence[Requirement]
    requirements_after: Sequence[Requirement]
    facts: Facts

    @property
    def rises(self) -> bool:
        return RANK[self.after] > RANK[self.before]

    @property
    def falls(self) -> bool:
        """Whether the offer stands lower on the ladder: from one incentive to another it does not."""
        return STEP[self.after] < STEP[self.before]
