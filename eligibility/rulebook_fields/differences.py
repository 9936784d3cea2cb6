"""Two rulebooks side by side, field by field, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eligibility.rulebook_fields.catalogue import FIELDS, SECTIONS
from eligibility.rulebook_fields.field import DataField, values_of

if TYPE_CHECKING:
    from eligibility.models import Rulebook


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in both rulebooks. ``kind`` is changed, added or removed; empty where they agree."""

    name: str
    section: str
    section_name: str
    label: str
    before: str
    after: str
    kind: str
    gone: str = ""
    new: str = ""

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
    old = values_of((before or after).data, fields)
    new = values_of(after.data, fields)
    grace = [_grace(before, after)] if fields is FIELDS else []
    return [*grace, *(_row(field, old[name], new[name]) for name, field in fields.items())]


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
