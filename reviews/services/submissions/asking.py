"""A question to the partner in the middle of a review: nothing is sent back, and the review's time stands still."""

from __future__ import annotations

from django.db import transaction

from cosell.accounts.models import User
from cosell.notifications.services import notify
from reviews.models import MessageKind, Submission
from reviews.queries import members_of
from reviews.services.conversation import keep_words, path_to_conversation
from reviews.services.submissions.reviewing import locked
from reviews.services.submissions.taking import go_on, wait_for_partner


@transaction.atomic
def ask(*, actor: User, submission: Submission, text: str) -> None:
    """Ask the partner something; the submission waits for the answer. Every member is told.

    Raises as ``carry_out`` does, or ``ValidationError`` by field where nothing was written, or too much.
    """
    submission = locked(submission)
    message = keep_words(actor=actor, about=submission, text=text, kind=MessageKind.QUESTION)
    wait_for_partner(actor=actor, submission=submission)
    notify(
        "reviews.question",
        members_of(submission.offer),
        path=path_to_conversation(submission, for_microsoft=False),
        offer=submission.offer.name,
        number=submission.number,
        text=message.text,
    )


@transaction.atomic
def answer(*, actor: User, submission: Submission, text: str) -> None:
    """The partner's answer: the review goes on, and the reviewer is told. Raises as ``ask`` does."""
    submission = locked(submission)
    message = keep_words(actor=actor, about=submission, text=text, kind=MessageKind.ANSWER)
    go_on(actor=actor, submission=submission)
    notify(
        "reviews.answered",
        [submission.reviewer] if submission.reviewer else [],
        path=path_to_conversation(submission, for_microsoft=True),
        offer=submission.offer.name,
        number=submission.number,
        text=message.text,
    )
