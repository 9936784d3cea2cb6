"""The queues of the review desk, declared: what each holds, how it is ordered, what stands in its columns.

One view shows every queue, and the counts of all the tabs cost one query. A new queue is a row of a table below.
"""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cosell.accounts.models import User
from cosell.prepared import GIVEN_USER, Prepared, count_of, sql_of
from offers.models import RequestState
from reviews.models import Submission, SubmissionItem, SubmissionState, Verdict
from reviews.pages.desks import Column, Desk, Moment, Queue, counted_for
from reviews.queries import IN_POOL, Person, handled_by, reviewable_by

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
TAKING, GIVING_AWAY = ("take",), ("release", "hand_over")
SHOWN = (
    "pk",
    "public_id",
    "number",
    "state",
    "why",
    "queued_at",
    "taken_at",
    "waiting_since",
    "due_at",
    "decided_at",
    "offer__name",
    "offer__type",
    "offer__partner__public_id",
    "offer__partner__name",
    "reviewer__name",
    "reviewer__email",
    "total",
    *Verdict.values,
)


def overdue(now: Moment) -> Q:
    """Open, and past its due date."""
    return (IN_POOL | IN_REVIEW | TO_CONFIRM) & Q(due_at__lt=now)


def _submissions(user: Person) -> QuerySet[Submission]:
    """Each with how many items it has, and how many of them have which verdict."""
    verdicts = {verdict: _items(Q(verdict=verdict)) for verdict in Verdict.values}
    return reviewable_by(user).annotate(total=_items(Q()), **verdicts)


def _items(which: Q) -> Coalesce:
    items = SubmissionItem.objects.filter(which, submission=OuterRef("pk"))
    return count_of(items)


SUBMISSIONS = Desk(
    "submissions",
    _submissions,
    SHOWN,
    (
        Queue(
            "waiting",
            pgettext_lazy("queue of submissions", "Waiting"),
            lambda _user, _now: IN_POOL,
            (OFFER, PARTNER, TYPE, NUMBER, WHY, ITEMS, SINCE, DUE),
            "due",
            _("Nothing is waiting for a review."),
            _("What partners publish appears here as soon as its files are checked."),
            acts=TAKING,
        ),
        Queue(
            "new",
            pgettext_lazy("queue of submissions", "New"),
            lambda _user, _now: IN_POOL & Q(is_resubmission=False),
            (OFFER, PARTNER, TYPE, NUMBER, ITEMS, SINCE, DUE),
            "due",
            _("No new submission is waiting."),
            acts=TAKING,
        ),
        Queue(
            "resubmitted",
            pgettext_lazy("queue of submissions", "Resubmitted"),
            lambda _user, _now: IN_POOL & Q(is_resubmission=True),
            (OFFER, PARTNER, TYPE, NUMBER, ITEMS, SINCE, DUE),
            "due",
            _("No resubmission is waiting."),
            _("What comes again after a decision appears here."),
            acts=TAKING,
        ),
        Queue(
            "overdue",
            pgettext_lazy("queue of submissions", "Overdue"),
            lambda _user, now: overdue(now),
            (OFFER, PARTNER, TYPE, NUMBER, WHY, REVIEWER, SINCE, DUE),
            "due",
            _("Nothing is overdue."),
            acts=TAKING,
        ),
        Queue(
            "mine",
            pgettext_lazy("queue of submissions", "Mine"),
            lambda user, _now: WITH_MICROSOFT & Q(reviewer=user),
            (OFFER, PARTNER, TYPE, NUMBER, WHY, ITEMS, TAKEN, DUE),
            "due",
            _("You are not reviewing anything."),
            _("Take the next submission from the queue."),
            acts=("approve_rest", "decide", "release", "send_back", "hand_over"),
        ),
        Queue(
            "partner",
            pgettext_lazy("queue of submissions", "Waiting for the partner"),
            lambda _user, _now: IN_REVIEW & Q(waiting_since__isnull=False),
            (OFFER, PARTNER, TYPE, NUMBER, REVIEWER, ITEMS, ASKED),
            "asked",
            _("No review is waiting for a partner."),
            acts=GIVING_AWAY,
        ),
        Queue(
            "second",
            pgettext_lazy("queue of submissions", "To confirm"),
            lambda user, _now: TO_CONFIRM & ~Q(reviewer=user),
            (OFFER, PARTNER, TYPE, NUMBER, REVIEWER, ITEMS, SINCE, DUE),
            "due",
            _("No decision awaits a second reviewer."),
            _("Decisions that the programme's admins want confirmed appear here before they count."),
        ),
        Queue(
            "others",
            pgettext_lazy("queue of submissions", "In review by others"),
            lambda user, _now: WITH_MICROSOFT & ~Q(reviewer=user) | TO_CONFIRM & Q(reviewer=user),
            (OFFER, PARTNER, TYPE, NUMBER, REVIEWER, TAKEN, DUE),
            "due",
            _("No other reviewer is at work."),
            acts=GIVING_AWAY,
        ),
        Queue(
            "decided",
            pgettext_lazy("queue of submissions", "Decided"),
            lambda _user, _now: Q(state=SubmissionState.DECIDED),
            (OFFER, PARTNER, TYPE, NUMBER, OUTCOME, REVIEWER, DECIDED),
            "-decided",
            _("Nothing was decided yet."),
            counted=False,
        ),
    ),
)

PARTS_OF_POOL = ("new", "resubmitted", "overdue")  # queues that hold some of what can be taken

REQUESTED = Column("requested", _("Requested"), "requested_at")
REQUESTED_BY = Column("requested_by", _("Requested by"), "requested_by__name")
SPECIALIST = Column("specialist", _("Cloud specialist"), "specialist__name")
STARTED = Column("taken", _("Taken"), "taken_at")
CLOSED = Column("closed", pgettext_lazy("heading of a date", "Closed"), "closed_at")

REQUESTS_SHOWN = (
    "pk",
    "public_id",
    "state",
    "requested_at",
    "taken_at",
    "closed_at",
    "why",
    "waiting_since",
    "due_at",
    "offer__name",
    "offer__type",
    "offer__partner__public_id",
    "offer__partner__name",
    "requested_by__name",
    "requested_by__email",
    "specialist__name",
    "specialist__email",
)
OPEN_REQUEST = Q(state=RequestState.OPEN)
IN_PROGRESS = Q(state=RequestState.IN_PROGRESS)
AT_WORK = IN_PROGRESS & Q(waiting_since__isnull=True)


REQUESTS = Desk(
    "requests",
    handled_by,
    REQUESTS_SHOWN,
    (
        Queue(
            "open",
            pgettext_lazy("queue of requests", "Open"),
            lambda _user, _now: OPEN_REQUEST,
            (OFFER, PARTNER, TYPE, WHY, REQUESTED_BY, REQUESTED, DUE),
            "due",
            _("No partner is waiting for a cloud specialist."),
            _("Requests appear here as soon as partners file them."),
        ),
        Queue(
            "overdue",
            pgettext_lazy("queue of requests", "Overdue"),
            lambda _user, now: (OPEN_REQUEST | IN_PROGRESS) & Q(due_at__lt=now),
            (OFFER, PARTNER, TYPE, WHY, SPECIALIST, REQUESTED, DUE),
            "due",
            _("No request is overdue."),
        ),
        Queue(
            "mine",
            pgettext_lazy("queue of requests", "Mine"),
            lambda user, _now: AT_WORK & Q(specialist=user),
            (OFFER, PARTNER, TYPE, WHY, REQUESTED, STARTED, DUE),
            "due",
            _("You are not working on any request."),
            _("Take one that is open."),
        ),
        Queue(
            "partner",
            pgettext_lazy("queue of requests", "Waiting for the partner"),
            lambda _user, _now: IN_PROGRESS & Q(waiting_since__isnull=False),
            (OFFER, PARTNER, TYPE, SPECIALIST, STARTED, ASKED),
            "asked",
            _("No request is waiting for a partner."),
        ),
        Queue(
            "others",
            pgettext_lazy("queue of requests", "In progress with others"),
            lambda user, _now: AT_WORK & ~Q(specialist=user),
            (OFFER, PARTNER, TYPE, WHY, SPECIALIST, STARTED, DUE),
            "due",
            _("No other specialist is at work."),
        ),
        Queue(
            "completed",
            pgettext_lazy("queue of requests", "Completed"),
            lambda _user, _now: Q(state=RequestState.COMPLETED),
            (OFFER, PARTNER, TYPE, SPECIALIST, REQUESTED, CLOSED),
            "-closed",
            _("No request was completed yet."),
            counted=False,
        ),
        Queue(
            "declined",
            pgettext_lazy("queue of requests", "Declined"),
            lambda _user, _now: Q(state=RequestState.DECLINED),
            (OFFER, PARTNER, TYPE, SPECIALIST, REQUESTED, CLOSED),
            "-closed",
            _("No request was declined yet."),
            counted=False,
        ),
    ),
)


def counts_in_navigation(user: User) -> dict[str, int]:
    """What waits for the person, beside the links of the navigation. One query.

    On the page of the queue its tabs have counted already what waits there.
    """
    known = counted_for(user).get(SUBMISSIONS.name)
    if known is not None:
        [[requests]] = REQUESTS_IN_NAVIGATION.rows(user=user.pk)
        row = known["waiting"], requests
    else:
        [row] = IN_NAVIGATION.rows(user=user.pk)
    return dict(zip(("reviews:queue", "reviews:specialist_queue"), row, strict=True))


def _in_navigation() -> QuerySet[Any]:
    waiting = reviewable_by(GIVEN_USER).filter(IN_POOL)
    return User.objects.filter(pk=GIVEN_USER).values_list(count_of(waiting), count_of(_open_requests()))


def _requests_in_navigation() -> QuerySet[Any]:
    return User.objects.filter(pk=GIVEN_USER).values_list(count_of(_open_requests()))


def _open_requests() -> QuerySet[Any]:
    return handled_by(GIVEN_USER).filter(OPEN_REQUEST)


IN_NAVIGATION = Prepared("counts_in_navigation", lambda: sql_of(_in_navigation()))
REQUESTS_IN_NAVIGATION = Prepared("requests_in_navigation", lambda: sql_of(_requests_in_navigation()))
