"""The queues of the review desk, declared: what each holds, how it is ordered, what stands in its columns.

One view shows every queue, and the counts of all the tabs cost one query. A new queue is a row of a table below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cosell.accounts.models import User
from offers.models import CloudSpecialistRequest, RequestState
from reviews.models import Submission, SubmissionState
from reviews.queries import IN_POOL, reviewable_by, without_conflict

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class Column:
    """``sort`` names the field that a click on the heading sorts by; empty: it cannot be sorted."""

    name: str
    label: _StrOrPromise
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """``holds`` says for a person which rows stand in it; ``order`` is a sort as in the address: ``-decided``.

    ``empty`` and ``hint`` are said where nothing stands in it. ``counted``: how many stand in it is shown on its tab;
    what only ever grows is not counted.
    """

    slug: str
    title: _StrOrPromise
    holds: Callable[[User], Q]
    columns: tuple[Column, ...]
    order: str
    empty: _StrOrPromise
    hint: _StrOrPromise = ""
    counted: bool = True

    @property
    def sorts(self) -> dict[str, tuple[str, ...]]:
        """The fields to order by, for each column that can be sorted."""
        return {column.name: (column.sort, "pk") for column in self.columns if column.sort}


@dataclass(frozen=True, slots=True)
class Desk:
    """Queues that are shown side by side, as tabs over the same rows."""

    rows: Callable[[User], QuerySet[Any]]
    queues: tuple[Queue, ...]

    def queue(self, slug: str) -> Queue:
        """The queue of this name, else the first."""
        return next((queue for queue in self.queues if queue.slug == slug), self.queues[0])

    def counts(self, user: User) -> Mapping[str, int]:
        """How many rows stand in each queue whose tab shows it, by its slug. One query."""
        each = {queue.slug: queue.holds(user) for queue in self.queues if queue.counted}
        shown = reduce(or_, each.values())
        rows = self.rows(user).filter(shown).order_by()
        return rows.aggregate(**{slug: Count("pk", filter=held) for slug, held in each.items()})


OFFER = Column("offer", _("Offer"), "offer__name")
PARTNER = Column("partner", _("Partner"), "offer__partner__name")
TYPE = Column("type", _("Offer type"), "offer__type")
NUMBER = Column("number", _("Submission"), "number")
ITEMS = Column("items", _("To review"))
WHY = Column("why", _("Why it is here"), "why")
SINCE = Column("queued", _("In the queue since"), "queued_at")
DUE = Column("due", _("Due"), "due_at")
REVIEWER = Column("reviewer", _("Reviewer"), "reviewer__name")
TAKEN = Column("taken", _("Taken"), "taken_at")
ASKED = Column("asked", _("Waiting since"), "waiting_since")
DECIDED = Column("decided", pgettext_lazy("heading of a date", "Decided"), "decided_at")
OUTCOME = Column("outcome", _("Outcome"))

IN_REVIEW = Q(state=SubmissionState.IN_REVIEW)
TO_CONFIRM = Q(state=SubmissionState.TO_CONFIRM)
WITH_MICROSOFT = IN_REVIEW & Q(waiting_since__isnull=True)
SHOWN = (
    "public_id",
    "number",
    "state",
    "why",
    "queued_at",
    "taken_at",
    "waiting_since",
    "due_at",
    "decided_at",
    "offer__public_id",
    "offer__name",
    "offer__type",
    "offer__partner__public_id",
    "offer__partner__name",
    "reviewer__name",
    "reviewer__email",
)


def overdue() -> Q:
    """Open, and past its due date."""
    return (IN_POOL | IN_REVIEW | TO_CONFIRM) & Q(due_at__lt=timezone.now())


def _submissions(user: User) -> QuerySet[Submission]:
    return reviewable_by(user).select_related("offer__partner", "reviewer").only(*SHOWN)


SUBMISSIONS = Desk(
    rows=_submissions,
    queues=(
        Queue(
            "waiting",
            pgettext_lazy("queue of submissions", "Waiting"),
            lambda _user: IN_POOL,
            (OFFER, PARTNER, TYPE, NUMBER, WHY, ITEMS, SINCE, DUE),
            "due",
            _("Nothing is waiting for a review."),
            _("What partners publish appears here as soon as its files are checked."),
        ),
        Queue(
            "new",
            pgettext_lazy("queue of submissions", "New"),
            lambda _user: IN_POOL & Q(is_resubmission=False),
            (OFFER, PARTNER, TYPE, NUMBER, ITEMS, SINCE, DUE),
            "due",
            _("No new submission is waiting."),
        ),
        Queue(
            "resubmitted",
            pgettext_lazy("queue of submissions", "Resubmitted"),
            lambda _user: IN_POOL & Q(is_resubmission=True),
            (OFFER, PARTNER, TYPE, NUMBER, ITEMS, SINCE, DUE),
            "due",
            _("No resubmission is waiting."),
            _("What comes again after a decision appears here."),
        ),
        Queue(
            "overdue",
            pgettext_lazy("queue of submissions", "Overdue"),
            lambda _user: overdue(),
            (OFFER, PARTNER, TYPE, NUMBER, WHY, REVIEWER, SINCE, DUE),
            "due",
            _("Nothing is overdue."),
        ),
        Queue(
            "mine",
            pgettext_lazy("queue of submissions", "Mine"),
            lambda user: WITH_MICROSOFT & Q(reviewer=user),
            (OFFER, PARTNER, TYPE, NUMBER, WHY, ITEMS, TAKEN, DUE),
            "due",
            _("You are not reviewing anything."),
            _("Take the next submission from the queue."),
        ),
        Queue(
            "partner",
            pgettext_lazy("queue of submissions", "Waiting for the partner"),
            lambda _user: IN_REVIEW & Q(waiting_since__isnull=False),
            (OFFER, PARTNER, TYPE, NUMBER, REVIEWER, ITEMS, ASKED),
            "asked",
            _("No review is waiting for a partner."),
        ),
        Queue(
            "second",
            pgettext_lazy("queue of submissions", "To confirm"),
            lambda user: TO_CONFIRM & ~Q(reviewer=user),
            (OFFER, PARTNER, TYPE, NUMBER, REVIEWER, ITEMS, SINCE, DUE),
            "due",
            _("No decision awaits a second reviewer."),
            _("Decisions that the programme's admins want confirmed appear here before they count."),
        ),
        Queue(
            "others",
            pgettext_lazy("queue of submissions", "In review by others"),
            lambda user: WITH_MICROSOFT & ~Q(reviewer=user) | TO_CONFIRM & Q(reviewer=user),
            (OFFER, PARTNER, TYPE, NUMBER, REVIEWER, TAKEN, DUE),
            "due",
            _("No other reviewer is at work."),
        ),
        Queue(
            "decided",
            pgettext_lazy("queue of submissions", "Decided"),
            lambda _user: Q(state=SubmissionState.DECIDED),
            (OFFER, PARTNER, TYPE, NUMBER, OUTCOME, REVIEWER, DECIDED),
            "-decided",
            _("Nothing was decided yet."),
            counted=False,
        ),
    ),
)

REQUESTED = Column("requested", _("Requested"), "requested_at")
REQUESTED_BY = Column("requested_by", _("Requested by"), "requested_by__name")
SPECIALIST = Column("specialist", _("Cloud specialist"), "specialist__name")
STARTED = Column("taken", _("Taken"), "taken_at")
CLOSED = Column("closed", pgettext_lazy("heading of a date", "Closed"), "closed_at")
STATE = Column("state", _("Outcome"), "state")

IN_PROGRESS = Q(state=RequestState.IN_PROGRESS)


def _requests(user: User) -> QuerySet[CloudSpecialistRequest]:
    rows = CloudSpecialistRequest.objects.filter(without_conflict(user))
    return rows.select_related("offer__partner", "requested_by", "specialist")


REQUESTS = Desk(
    rows=_requests,
    queues=(
        Queue(
            "open",
            pgettext_lazy("queue of requests", "Open"),
            lambda _user: Q(state=RequestState.OPEN),
            (OFFER, PARTNER, TYPE, REQUESTED_BY, REQUESTED),
            "requested",
            _("No partner is waiting for a cloud specialist."),
            _("Requests appear here as soon as partners file them."),
        ),
        Queue(
            "mine",
            pgettext_lazy("queue of requests", "Mine"),
            lambda user: IN_PROGRESS & Q(specialist=user),
            (OFFER, PARTNER, TYPE, REQUESTED, STARTED),
            "taken",
            _("You are not working on any request."),
            _("Take one that is open."),
        ),
        Queue(
            "others",
            pgettext_lazy("queue of requests", "In progress with others"),
            lambda user: IN_PROGRESS & ~Q(specialist=user),
            (OFFER, PARTNER, TYPE, SPECIALIST, STARTED),
            "taken",
            _("No other specialist is at work."),
        ),
        Queue(
            "closed",
            pgettext_lazy("queue of requests", "Closed"),
            lambda _user: Q(state__in=[RequestState.COMPLETED, RequestState.DECLINED]),
            (OFFER, PARTNER, TYPE, STATE, SPECIALIST, CLOSED),
            "-closed",
            _("No request was closed yet."),
            counted=False,
        ),
    ),
)


def counts_in_navigation(user: User) -> dict[str, int]:
    """What waits for the person, beside the links of the navigation. One query."""
    waiting = reviewable_by(user).filter(IN_POOL)
    requests = _requests(user).filter(state=RequestState.OPEN)
    row = User.objects.filter(pk=user.pk).values_list(_count_of(waiting), _count_of(requests)).get()
    return dict(zip(("reviews:queue", "reviews:specialist_queue"), row, strict=True))


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    count = (
        rows.order_by().annotate(every=Value(1)).values("every").annotate(count=Count("pk")).values("count")
    )
    return Coalesce(Subquery(count), 0)
