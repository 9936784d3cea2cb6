"""Working time: how much of it lies between two moments, and when so much of it has passed. Pure Python.

A working day is Monday to Friday in UTC unless it is a holiday, and has 24 hours, so that "two working days" from
Thursday 09:30 end on Monday 09:30. Time on other days counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

WORKING_DAYS_OF_A_WEEK = 5  # Monday is 0, as datetime.weekday counts
NO_TIME = timedelta(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days on which nobody reviews besides Saturdays and Sundays."""

    holidays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day.weekday() < WORKING_DAYS_OF_A_WEEK and day not in self.holidays

    def after(self, start: datetime, working_time: timedelta) -> datetime:
        """The moment of a working day at which so much working time has passed since ``start``."""
        for begin, end in self._spells(start):
            if working_time < end - begin:
                return begin + working_time
            working_time -= end - begin
        raise AssertionError("unreachable: there is always another day")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from ``start`` to ``end``; none where the end comes first."""
        total = NO_TIME
        for begin, midnight in self._spells(start):
            if begin >= end:
                break
            total += min(midnight, end) - begin
        return total

    def days_before(self, moment: datetime, days: int) -> datetime:
        """So many working days earlier, at the same time of day."""
        while days:
            moment -= ONE_DAY
            days -= self.is_working(moment.astimezone(UTC).date())
        return moment

    def _spells(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch of working time from ``start`` on, a day at most each."""
        begin = start.astimezone(UTC)
        while True:
            end = datetime.combine(begin.date() + ONE_DAY, time.min, UTC)
            if self.is_working(begin.date()):
                yield begin, end
            begin = end
