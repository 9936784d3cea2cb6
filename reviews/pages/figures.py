"""How the desk is doing over a period: throughput, time to decision, reasons, load. A constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import ceil

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cosell.accounts.models import User
from cosell.charts import BarChart, Point, bar_chart
from cosell.dates import date_format
from reviews.models import Reason, Submission, SubmissionItem, SubmissionState, Verdict
from reviews.models.submission import REFUSED_BY_CHECKS

WEEKS = {
    "4": gettext_lazy("4 weeks"),
    "12": gettext_lazy("12 weeks"),
    "26": gettext_lazy("26 weeks"),
    "52": gettext_lazy("52 weeks"),
}
DEFAULT_WEEKS = "12"
MEDIAN, NINETY = Decimal("0.5"), Decimal("0.9")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """``share`` of everything that got a verdict, in percent."""

    reason: str
    count: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What a reviewer has in hand now, and has decided in the period."""

    reviewer: User
    in_hand: int
    waiting: int
    overdue: int
    decided: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Times are working time; None where nothing was decided."""

    decided: int
    in_time: Decimal | None
    median: timedelta | None
    p90: timedelta | None
    sent_back: Decimal | None
    throughput: BarChart
    reasons: Sequence[ReasonRow]
    loads: Sequence[LoadRow]


def figures(weeks: int) -> Figures:
    """Of the last so many weeks; the first one begins on a Monday."""
    now = timezone.now()
    first = _monday(now) - timedelta(weeks=weeks - 1)
    rows = Submission.objects.order_by().filter(
        state=SubmissionState.DECIDED, decided_at__gte=first, reviewer__isnull=False
    )
    by_week = _by_week(rows)
    decided = sum(count for count, _in_time in by_week.values())
    in_time = sum(in_time for _count, in_time in by_week.values())
    judged, reasons = _reasons(first)
    return Figures(
        decided=decided,
        in_time=_percent(in_time, decided),
        median=_at(rows, MEDIAN, decided),
        p90=_at(rows, NINETY, decided),
        sent_back=_percent(sum(row.count for row in reasons), judged),
        throughput=_chart(first, weeks, by_week),
        reasons=reasons,
        loads=_loads(rows, now),
    )


def _monday(now: datetime) -> datetime:
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def _by_week(rows: QuerySet[Submission]) -> dict[datetime, tuple[int, int]]:
    """How many were decided, and how many of them in time, by the Monday."""
    weeks = rows.annotate(week=TruncWeek("decided_at", tzinfo=UTC)).values("week")
    in_time = Count("pk", filter=Q(due_at__gte=F("decided_at")))
    counted = weeks.annotate(count=Count("pk"), in_time=in_time)
    return {row["week"]: (row["count"], row["in_time"]) for row in counted}


def _at(rows: QuerySet[Submission], share: Decimal, count: int) -> timedelta | None:
    """The time that this share of the decisions took at most. Read at its place in the order: both databases can."""
    if not count:
        return None
    place = max(ceil(share * count) - 1, 0)
    return rows.order_by("time_used", "pk").values_list("time_used", flat=True)[place]


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100) * part / whole).quantize(Decimal("0.1")) if whole else None


def _reasons(first: datetime) -> tuple[int, list[ReasonRow]]:
    """How many items got a verdict, and those sent back by their reason, the most frequent first."""
    items = SubmissionItem.objects.order_by().filter(
        submission__state=SubmissionState.DECIDED,
        submission__decided_at__gte=first,
        submission__reviewer__isnull=False,  # not what the checks alone have closed
        carried_from__isnull=True,
    )
    counted = items.exclude(verdict="").values("verdict", "reason_code").annotate(count=Count("pk"))
    rows = list(counted)
    judged = sum(row["count"] for row in rows)
    back = [row for row in rows if row["verdict"] == Verdict.SENT_BACK]
    named = {reason.code: reason.sentence for reason in Reason.objects.all()}
    named[REFUSED_BY_CHECKS] = _("The checks refused this file. Upload a corrected one in its place.")
    found = [
        ReasonRow(
            named.get(row["reason_code"]) or _("In the reviewer's own words"),
            row["count"],
            _percent(row["count"], judged) or Decimal(0),
        )
        for row in back
    ]
    return judged, sorted(found, key=lambda row: (-row.count, row.reason))


def _loads(decided: QuerySet[Submission], now: datetime) -> list[LoadRow]:
    """Everybody who has something in hand, or decided something."""
    hand = Submission.objects.order_by().filter(state=SubmissionState.IN_REVIEW, reviewer__isnull=False)
    in_hand = hand.values("reviewer").annotate(
        count=Count("pk"),
        waiting=Count("pk", filter=Q(waiting_since__isnull=False)),
        overdue=Count("pk", filter=Q(due_at__lt=now)),
    )
    held = {row["reviewer"]: row for row in in_hand}
    done = dict(decided.values_list("reviewer").annotate(count=Count("pk")))
    people = User.objects.filter(pk__in={*held, *done}).order_by("name", "email")
    nothing = {"count": 0, "waiting": 0, "overdue": 0}
    return [
        LoadRow(person, row["count"], row["waiting"], row["overdue"], done.get(person.pk, 0))
        for person in people
        for row in [held.get(person.pk, nothing)]
    ]


def _chart(first: datetime, weeks: int, by_week: dict[datetime, tuple[int, int]]) -> BarChart:
    mondays = [first + timedelta(weeks=number) for number in range(weeks)]
    points = [
        Point(date_format(monday, "MONTH_DAY_FORMAT"), Decimal(count), number_format(count, use_l10n=True))
        for monday in mondays
        for count, _in_time in [by_week.get(monday, (0, 0))]
    ]
    return bar_chart(
        points,
        title=_("Submissions decided by week"),
        description=_("Each week from its Monday; the last one is still running."),
        label_heading=_("Week of"),
        value_heading=_("Decided"),
        width=640,
        height=140,
    )


def told(time: timedelta | None) -> str:
    """Working time in words: "5 hours", "1.5 working days"."""
    if time is None:
        return "–"
    if time < ONE_DAY:
        hours = max(round(time / timedelta(hours=1)), 1)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = (Decimal(time // timedelta(hours=1)) / 24).quantize(Decimal("0.1"))
    shown = number_format(days.normalize() if days % 1 else days.quantize(Decimal(1)), use_l10n=True)
    return _("%(count)s working days") % {"count": shown} if days != 1 else _("1 working day")
