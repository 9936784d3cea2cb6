"""What replacing one set of contacts by another would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from offers.contacts_import.columns import Column
from offers.contacts_import.rows import ContactRow

COMPARED: Final = (Column.NAME, Column.EMAIL, Column.JOB_TITLE, Column.COUNTRIES, Column.STATES)


class Act(StrEnum):
    REMOVED = "removed"
    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """One contact: ``before`` is None where it is added, ``after`` is None where it is removed."""

    before: ContactRow | None
    after: ContactRow | None

    @property
    def act(self) -> Act:
        if self.before is None:
            return Act.ADDED
        return Act.CHANGED if self.after else Act.REMOVED

    @property
    def row(self) -> ContactRow:
        """The contact as it will be, or as it was where it is removed."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - a change has a side
        return row

    @property
    def fields(self) -> tuple[Column, ...]:
        """What differs, where it is changed."""
        if self.before is None or self.after is None:
            return ()
        before, after = self.before, self.after
        return tuple(name for name in COMPARED if _value(before, name) != _value(after, name))


@dataclass(frozen=True, slots=True)
class Difference:
    """Removed ones first, then changed, then added; ``unchanged`` is how many stay as they are."""

    changes: tuple[Change, ...]
    unchanged: int

    def count(self, act: str) -> int:
        return sum(change.act == act for change in self.changes)

    @property
    def removed(self) -> int:
        return self.count(Act.REMOVED)

    @property
    def changed(self) -> int:
        return self.count(Act.CHANGED)

    @property
    def added(self) -> int:
        return self.count(Act.ADDED)


def compare(current: Iterable[ContactRow], wanted: Iterable[ContactRow]) -> Difference:
    """The same address in the same role is the same contact. The order of codes is no difference."""
    before = {row.key: row for row in current}
    after = {row.key: row for row in wanted}
    removed = [Change(row, None) for key, row in before.items() if key not in after]
    shared = [Change(before[key], row) for key, row in after.items() if key in before]
    changed = [change for change in shared if change.fields]
    added = [Change(None, row) for key, row in after.items() if key not in before]
    return Difference((*removed, *changed, *added), len(shared) - len(changed))


def _value(row: ContactRow, column: Column) -> object:
    value = getattr(row, column)
    return frozenset(value) if isinstance(value, tuple) else value
