"""The fields of a section's form as its page lays them out: what belongs together stands together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from eligibility.rulebook_fields.catalogue import FIELDS

if TYPE_CHECKING:
    from django.forms import BaseForm

    from eligibility.rulebook_fields.differences import Difference

SHORT = {"usd", "percent", "months", "choice", "figure"}
OPEN_SECTIONS = {"thresholds", "documents", "countries"}


@dataclass(slots=True)
class Group:
    """``rows``: (layout class, fields). ``folded`` groups are closed until opened, or until one has a fault inside."""

    title: str
    folded: bool
    rows: list[tuple[str, list[Any]]] = field(default_factory=list)
    count: int = 0

    @property
    def counted(self) -> str:
        return ngettext("%(count)s difference", "%(count)s differences", self.count) % {"count": self.count}

    @property
    def has_errors(self) -> bool:
        return any(each.errors for _layout, fields in self.rows for each in fields)

    def add(self, layout: str, bound: Any) -> None:
        if not self.rows or self.rows[-1][0] != layout:
            self.rows.append((layout, []))
        self.rows[-1][1].append(bound)


def groups_of(form: BaseForm, *, differences: Sequence[Difference]) -> list[Group]:
    """In the order of the catalogue; fields under the same heading make one group, short ones stand side by side."""
    changed = {row.name for row in differences}
    groups: list[Group] = []
    for name, each in FIELDS.items():
        if name not in form.fields:
            continue
        title = str(each.group)
        if not groups or groups[-1].title != title:
            groups.append(Group(title, bool(title) and each.section not in OPEN_SECTIONS))
        groups[-1].add("field-row" if each.kind in SHORT else "stack", form[name])
        groups[-1].count += name in changed
    return groups
