"""What each offer type is asked, on one page: requirement × offer type, beside the rulebook it is compared with.

Of a draft every cell is a field of the form; else it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eligibility.rulebook_fields import helps
from eligibility.rulebook_fields.catalogue import fields_of
from eligibility.rulebook_fields.cells import ROWS, TYPE_NAMES
from eligibility.rulebook_fields.field import values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms import BaseForm

    from eligibility.rulebook_fields.field import DataField

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """``before`` and ``after`` are values in words. ``bound`` is the field that changes it, of a draft."""

    type_name: str
    before: str
    after: str
    bound: Any = None

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Line:
    """``help`` says what its cells decide: once for all of them, not at each of three hundred."""

    title: str
    help: str
    cells: Sequence[Cell]

    @property
    def differences(self) -> int:
        return sum(cell.changed for cell in self.cells)

    @property
    def counted(self) -> str:
        count = self.differences
        return ngettext("%(count)s difference", "%(count)s differences", count) % {"count": count}


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Matrix:
    type_names: Sequence[str]
    parts: Sequence[Part]

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]


def matrix_of(data: Data, before: Data, form: BaseForm | None = None, *, offer_type: str = "") -> Matrix:
    """``data`` beside ``before``, of every offer type or of one.

    Without a form, rows that neither of them asks of anybody are left out.
    """
    cells = fields_of("types", offer_type)
    new, old = values_of(data, cells), values_of(before, cells)
    return Matrix(
        [str(label) for code, label in TYPE_NAMES.items() if offer_type in ("", code)],
        [Part(title, list(_lines(prefix, cells, old, new, form))) for prefix, title in _titles().items()],
    )


def _titles() -> dict[str, str]:
    return {"": _("Way and incentive"), "asks_": _("Requirements"), "kind_": _("Documents")}


def _prefix_of(row: str) -> str:
    return next((prefix for prefix in ("asks_", "kind_") if row.startswith(prefix)), "")


def _lines(
    prefix: str,
    cells: Mapping[str, DataField],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    form: BaseForm | None,
) -> Iterator[Line]:
    for row, title in ROWS.items():
        if _prefix_of(row) != prefix:
            continue
        names = [name for name, field in cells.items() if field.row == row]
        if form is None and prefix and not any(old[name] or new[name] for name in names):
            continue
        yield Line(
            str(title),
            str(helps.ROWS[row]),
            [
                Cell(
                    str(cells[name].group),
                    cells[name].shown(old[name]),
                    cells[name].shown(new[name]),
                    form[name] if form else None,
                )
                for name in names
            ],
        )
