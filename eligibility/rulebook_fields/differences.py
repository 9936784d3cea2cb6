"""Two rulebooks side by side, field by field, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eligibility.messages import labelled
from eligibility.rulebook_fields.catalogue import FIELDS, SECTIONS
from eligibility.rulebook_fields.cells import ROWS
from eligibility.rulebook_fields.field import DataField, values_of

if TYPE_CHECKING:
    from eligibility.models import Rulebook


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in both rulebooks, or one row of the matrix with ``count`` cells that are otherwise.

    ``kind`` is changed, added or removed; empty where they agree.
    """

    name: str
    section: str
    section_name: str
    label: str
    before: str
    after: str
    kind: str
    gone: str = ""
    new: str = ""
    count: int = 1

    @property
    def word(self) -> str:
        words = {
            "changed": pgettext("difference between rulebooks", "changed"),
            "added": pgettext("difference between rulebooks", "added"),
            "removed": pgettext("difference between rulebooks", "removed"),
        }
        return words.get(self.kind, "")


def differences_between(before: Rulebook | None, after: Rulebook) -> list[Difference]:
    """Every field that the two have otherwise; none without ``before``."""
    return [row for row in compared(before, after) if row.kind]


def compared(
    before: Rulebook | None, after: Rulebook, fields: Mapping[str, DataField] = FIELDS
) -> list[Difference]:
    """Every field with both values, also where they agree. Without ``before`` nothing counts as different."""
    old = values_of((before or after).data, FIELDS)
    new = values_of(after.data, FIELDS)
    grace = [_grace(before, after)] if fields is FIELDS else []
    plain = (field for field in fields.values() if not field.row)
    cells = [field for field in fields.values() if field.row]
    return [
        *grace,
        *(_row(field, old[field.name], new[field.name]) for field in plain),
        *(_matrix_row([field for field in cells if field.row == row], old, new) for row in _rows(cells)),
    ]


def _rows(cells: Iterable[DataField]) -> list[str]:
    there = {field.row for field in cells}
    return [row for row in ROWS if row in there]


def _matrix_row(cells: list[DataField], old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    """One row of the matrix in words: what was and what is, each with the offer types that have another value now."""
    other = [field for field in cells if old[field.name] != new[field.name]]
    other = [field for field in other if not _follows(field, old, new)]
    gone, come = _by_value(other, old), _by_value(other, new)
    had, has = (any(values[field.name] for field in other) for values in (old, new))
    return Difference(
        name=f"row_{cells[0].row}",
        section=cells[0].section,
        section_name=str(SECTIONS[cells[0].section]),
        label=str(cells[0].label),
        before=gone,
        after=come,
        kind="" if not other else "changed" if had and has else "added" if has else "removed",
        gone=gone,
        new=come,
        count=len(other),
    )


def _follows(field: DataField, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether a type only goes along with what all types need of a kind of document: that is said once, for all."""
    general = field.row.replace("kind_", "document_", 1)
    return general in FIELDS and (old[general], new[general]) == (old[field.name], new[field.name])


def _by_value(fields: Iterable[DataField], values: Mapping[str, Any]) -> str:
    """``Ready: Software as a service, Azure Container; Not asked: Power BI app``."""
    types: dict[str, list[str]] = {}
    for field in fields:
        types.setdefault(field.shown(values[field.name]), []).append(str(field.group))
    return "; ".join(labelled(value, ", ".join(names)) for value, names in types.items())


def _row(field: DataField, old: Any, new: Any) -> Difference:
    before, after = field.shown(old), field.shown(new)
    gone, come = _items(field, old, new)
    return Difference(
        name=field.name,
        section=field.section,
        section_name=str(SECTIONS[field.section]),
        label=field.full_label,
        before=before,
        after=after,
        kind=_kind(old, new, before, after),
        gone=gone,
        new=come,
    )


def _kind(old: Any, new: Any, before: str, after: str) -> str:
    if old == new:
        return ""
    if isinstance(old, bool):
        return "added" if new else "removed"
    if not before:
        return "added"
    return "changed" if after else "removed"


def _items(field: DataField, old: Any, new: Any) -> tuple[str, str]:
    """Of a list: what went and what came."""
    if field.kind not in {"codes", "countries"}:
        return "", ""
    return _named(field, (code for code in old if code not in new)), _named(
        field, (code for code in new if code not in old)
    )


def _named(field: DataField, codes: Iterable[str]) -> str:
    from cosell.locations import country_name

    if field.kind == "countries":
        return ", ".join(sorted(country_name(code) for code in codes))
    return ", ".join(str((field.choices or {}).get(code, code)) for code in codes)


def _grace(before: Rulebook | None, after: Rulebook) -> Difference:
    old, new = (before or after).grace_days, after.grace_days
    return Difference(
        name="grace_days",
        section="thresholds",
        section_name=str(SECTIONS["thresholds"]),
        label=_("Grace period in days"),
        before=str(old),
        after=str(new),
        kind="" if old == new else "changed",
    )
