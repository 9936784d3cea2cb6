"""Working time: pure arithmetic, forwards, between two moments, and back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.calendar import WorkingCalendar

CHRISTMAS = WorkingCalendar(frozenset({date(2020, 12, 25), date(2021, 1, 1)}))
PLAIN = WorkingCalendar()
MOMENTS = st.datetimes(datetime(2020, 11, 1), datetime(2021, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants the bounds naive
TIMES = st.timedeltas(timedelta(0), timedelta(days=20))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2020-11-16 09:30", 48, "2020-11-18 09:30"),  # Monday
        ("2020-11-19 09:30", 48, "2020-11-23 09:30"),  # Thursday, over the weekend
        ("2020-11-20 09:30", 48, "2020-11-24 09:30"),
        ("2020-11-21 09:30", 48, "2020-11-25 00:00"),  # Saturday: begins on Monday
        ("2020-11-22 23:59", 1, "2020-11-23 01:00"),
        ("2020-11-20 23:00", 1, "2020-11-23 00:00"),  # the end of Friday is the beginning of Monday
        ("2020-12-24 12:00", 48, "2020-12-29 12:00"),  # Christmas and a weekend
        ("2020-12-31 12:00", 24, "2021-01-04 12:00"),  # New Year and a weekend
        ("2020-11-16 09:30", 0, "2020-11-16 09:30"),
        ("2020-11-21 09:30", 0, "2020-11-23 00:00"),
        ("2020-11-16 00:00", 24 * 5, "2020-11-23 00:00"),
    ],
)
def test_after_so_much_working_time(start: str, hours: int, end: str) -> None:
    assert CHRISTMAS.after(at(start), timedelta(hours=hours)) == at(end)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2020-11-16 09:30", "2020-11-16 10:30", 1),
        ("2020-11-20 12:00", "2020-11-23 12:00", 24),  # over a weekend
        ("2020-11-21 09:30", "2020-11-22 18:00", 0),  # within one
        ("2020-12-24 12:00", "2020-12-28 12:00", 24),  # over Christmas
        ("2020-11-17 09:30", "2020-11-16 09:30", 0),  # backwards
    ],
)
def test_between_counts_working_time_alone(start: str, end: str, hours: int) -> None:
    assert CHRISTMAS.between(at(start), at(end)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("moment", "days", "before"),
    [
        ("2020-11-18 09:30", 2, "2020-11-16 09:30"),
        ("2020-11-16 09:30", 1, "2020-11-13 09:30"),
        ("2020-12-28 09:30", 1, "2020-12-24 09:30"),
        ("2020-11-18 09:30", 0, "2020-11-18 09:30"),
    ],
)
def test_days_before_leaves_out_free_days(moment: str, days: int, before: str) -> None:
    assert CHRISTMAS.days_before(at(moment), days) == at(before)


@given(MOMENTS, TIMES)
def test_between_gives_back_what_after_added(start: datetime, time: timedelta) -> None:
    assert CHRISTMAS.between(start, CHRISTMAS.after(start, time)) == time


@given(MOMENTS, TIMES, TIMES)
def test_a_pause_takes_nothing_and_gives_nothing(
    start: datetime, first: timedelta, second: timedelta
) -> None:
    """Stopping the clock and starting it at once is as if it had run on."""
    stop = CHRISTMAS.after(start, first)

    assert CHRISTMAS.after(stop, second) == CHRISTMAS.after(start, first + second)


@given(MOMENTS, TIMES)
def test_a_holiday_never_makes_it_earlier(start: datetime, time: timedelta) -> None:
    assert CHRISTMAS.after(start, time) >= PLAIN.after(start, time)
