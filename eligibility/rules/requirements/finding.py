"""What a requirement is made of.

``judging`` is told what a rulebook asks of an offer type, once, and gives the judge for it. A judge looks at the facts
and gives a finding: the state, followed by every figure that its evidence shows, as values that can be hashed. It is
the part that runs for every offer. ``explain`` names those figures and shapes them as JSON; it runs when somebody reads
the row. It sees no facts, so that two offers of a type with the same finding have the same row. ``text`` stands for the
finding in the answer's fingerprint: the same in every process, another one for another finding.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from eligibility.rules.codes import MET, UNMET
from eligibility.rules.digests import DIGEST_LENGTH, digest, text_of
from eligibility.rules.facts import Facts
from eligibility.rules.terms import Terms

Finding: TypeAlias = tuple[Any, ...]  # (State, *figures)
Evidence: TypeAlias = dict[str, object]
Judge: TypeAlias = Callable[[Facts], Finding]


@lru_cache(maxsize=65_536)
def text_at_hand(finding: Finding) -> str:
    """Findings of many offers are equal, so that most of these texts are at hand. None is long: they are hashed."""
    text = text_of(finding)
    return text if len(text) <= DIGEST_LENGTH else digest(text)


class Requirement(NamedTuple):
    """``text`` is ``repr`` where hardly two offers have the same finding and it is made of texts and numbers alone."""

    code: str
    judging: Callable[[Terms], Judge]
    explain: Callable[[Finding, Terms], Evidence]
    text: Callable[[Finding], str] = text_at_hand


def whatever_the_terms(judge: Judge) -> Callable[[Terms], Judge]:
    """The judging of a requirement that has no parameters."""
    return lambda terms: judge


NOT_SO: Finding = (UNMET, False)
SO: Finding = (MET, True)


def day_code(day: date | None) -> str | None:
    return day.isoformat() if day else None
