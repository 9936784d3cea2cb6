"""A conversation as it is read: messages, and what became of each submission, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from offers.models import CloudSpecialistRequest, Offer, RequestState
from reviews.models import Message, MessageKind, Side, Submission
from reviews.queries import outcome_of

MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """``side`` is whose words they are; empty for what happened without words. ``word`` says what they were for."""

    at: datetime
    title: str
    who: str = ""
    text: str = ""
    side: str = ""
    word: str = ""
    icon: str = "circle"
    tone: str = "neutral"


LOOKS = {
    MessageKind.QUESTION: ("circle-question-mark", "warning"),
    MessageKind.ANSWER: ("reply", "brand"),
    MessageKind.REOPENED: ("rotate-ccw", "warning"),
    MessageKind.APPEAL: ("scale", "warning"),
    MessageKind.APPEAL_WITHDRAWN: ("undo-2", "neutral"),
    MessageKind.APPEAL_DECIDED: ("scale", "success"),
}


def conversation_of(about: Offer | CloudSpecialistRequest) -> list[Entry]:
    """The newest entries, the oldest of them first. Four queries."""
    words = about.messages.select_related("author").order_by("-said_at", "-pk")[:MOST_ENTRIES]
    entries = [_of_message(message) for message in words]
    for submission in _submissions(about):
        entries += _of_submission(submission)
    if isinstance(about, CloudSpecialistRequest):
        entries += _of_request(about)
    return sorted(entries, key=lambda entry: entry.at)[-MOST_ENTRIES:]


def _submissions(about: Offer | CloudSpecialistRequest) -> Iterable[Submission]:
    rows = about.submissions.select_related("submitted_by").prefetch_related("items", "appeals")
    return rows.order_by("-pk")[:MOST_ENTRIES]


def _of_message(message: Message) -> Entry:
    icon, tone = LOOKS.get(MessageKind(message.kind), ("message-square", "neutral"))
    plain = message.kind == MessageKind.MESSAGE
    return Entry(
        at=message.said_at,
        title=str(message.author) if message.author else _("Somebody whose account is gone"),
        who=str(Side(message.side).label),
        text=message.text,
        side=message.side,
        word="" if plain else str(message.get_kind_display()),
        icon=icon,
        tone=tone,
    )


def _of_submission(submission: Submission) -> Iterator[Entry]:
    number = {"number": submission.number}
    yield Entry(
        submission.submitted_at,
        _("Submission %(number)s published") % number,
        who=str(submission.submitted_by or ""),
        text=submission.note,
        icon="send",
        tone="brand",
    )
    for appeal in submission.appeals.all():
        if appeal.decision_at != submission.decided_at:
            yield Entry(appeal.decision_at, _("Submission %(number)s decided") % number, icon="check-check")
    if submission.decided_at:
        yield Entry(
            submission.decided_at,
            _("Submission %(number)s decided") % number,
            text=_outcome(submission),
            icon="check-check",
            tone="success",
        )
    if submission.withdrawn_at:
        yield Entry(submission.withdrawn_at, _("Submission %(number)s withdrawn") % number, icon="undo-2")


def _of_request(request: CloudSpecialistRequest) -> Iterator[Entry]:
    yield Entry(
        request.requested_at,
        pgettext("a request", "Filed"),
        who=str(request.requested_by or ""),
        icon="send",
        tone="brand",
    )
    if request.taken_at:
        yield Entry(
            request.taken_at, _("Taken by a specialist"), who=str(request.specialist or ""), icon="hand"
        )
    if request.closed_at:
        done = request.state == RequestState.COMPLETED
        icon, tone = ("check", "success") if done else ("x", "danger")
        yield Entry(request.closed_at, request.get_state_display(), icon=icon, tone=tone)


def _outcome(submission: Submission) -> str:
    outcome = outcome_of(submission)
    return _("Approved: %(approved)s. Sent back: %(sent_back)s.") % {
        "approved": outcome.approved,
        "sent_back": outcome.sent_back,
    }
