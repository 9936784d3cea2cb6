"""Which requirement each offer type is asked for, at which level: the whole of a rulebook on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from eligibility.messages import title
from eligibility.rules.codes import CO_SELL_READY
from eligibility.rules.requirements import REQUIREMENTS
from offers.models.choices import OfferType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eligibility.rules import Rulebook


@dataclass(frozen=True, slots=True)
class Cell:
    """``before`` and ``after`` are levels in a word; empty where it is not asked for."""

    type_name: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    type_names: Sequence[str]
    lines: Sequence[Line]


def matrix_of(rules: Rulebook, before: Rulebook) -> Matrix:
    """Requirement × offer type; requirements that neither rulebook asks of anybody are left out."""
    asked, was = _levels(rules), _levels(before)
    lines = [
        Line(
            title(code),
            [
                Cell(str(label), _words(was.get((kind, code), ())), _words(asked.get((kind, code), ())))
                for kind, label in OfferType.choices
            ],
        )
        for code in REQUIREMENTS
    ]
    return Matrix(
        [str(label) for _code, label in OfferType.choices],
        [line for line in lines if any(cell.before or cell.after for cell in line.cells)],
    )


def _levels(rules: Rulebook) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for kind, of_type in rules.offer_types.items():
        for check in of_type.checks:
            found.setdefault((kind, check.code), []).append(check.level)
    return found


def _words(levels: Sequence[str]) -> str:
    names = {
        True: pgettext("level of a requirement", "Ready"),
        False: pgettext("level of a requirement", "Incentive"),
    }
    return ", ".join(names[level == CO_SELL_READY] for level in levels)
