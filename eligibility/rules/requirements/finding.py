"""What a requirement is made of.

``judge`` looks at the facts and gives a finding: the state, followed by every figure that its evidence shows, as
values that can be hashed. It is the part that runs for every offer. ``explain`` names those figures and shapes them
as JSON; it runs when somebody reads the row. It sees no facts, so that two offers of a type with the same finding
have the same row.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from eligibility.rules.codes import MET, UNMET
from eligibility.rules.facts import Facts
from eligibility.rules.terms import Terms

Finding: TypeAlias = tuple[Any, ...]  # (State, *figures)
Evidence: TypeAlias = dict[str, object]


class Requirement(NamedTuple):
    code: str
    judge: Callable[[Facts, Terms], Finding]
    explain: Callable[[Finding, Terms], Evidence]


NOT_SO: Finding = (UNMET, False)
SO: Finding = (MET, True)


def day_code(day: date | None) -> str | None:
    return day.isoformat() if day else None
