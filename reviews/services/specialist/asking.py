"""A question to the partner: the request waits for the answer, and its time stands still."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from cosell.accounts.models import User
from cosell.notifications.services import notify
from offers.models import CloudSpecialistRequest, RequestWhy
from reviews import clock
from reviews.models import MessageKind
from reviews.services.conversation import keep_words, path_to_conversation
from reviews.services.specialist.moving import hold, move, tell_partner


@transaction.atomic
def ask_about_request(*, actor: User, request: CloudSpecialistRequest, text: str) -> None:
    """Ask the partner something; every member is told.

    Raises as ``carry_out`` does, or ``ValidationError`` by field where nothing was written, or too much.
    """
    hold(request)
    message = keep_words(actor=actor, about=request, text=text, kind=MessageKind.QUESTION)
    move("wait", actor, request, "offers.request_waiting", **clock.waiting(request, timezone.now()))
    tell_partner("offers.request_question", request, person=actor, text=message.text)


@transaction.atomic
def answer_about_request(*, actor: User, request: CloudSpecialistRequest, text: str) -> None:
    """The partner's answer: its time runs again, and the specialist is told. Raises as ``ask_about_request`` does."""
    hold(request)
    message = keep_words(actor=actor, about=request, text=text, kind=MessageKind.ANSWER)
    go_on_with_request(actor=actor, request=request)
    notify(
        "offers.request_answered",
        [request.specialist] if request.specialist else [],
        path=path_to_conversation(request, for_microsoft=True),
        offer=request.offer.name,
        text=message.text,
    )


@transaction.atomic
def go_on_with_request(
    *, actor: User, request: CloudSpecialistRequest, why: RequestWhy = RequestWhy.ANSWERED
) -> None:
    """It is the specialist's turn again: what was left of its time runs from now on. Raises as ``carry_out`` does.

    ``why`` it stands on the desk now, where the partner let it go on.
    """
    hold(request)
    changes = clock.running(request, timezone.now())
    if actor.pk != request.specialist_id:
        changes["why"] = why
    move("go_on", actor, request, "offers.request_went_on", **changes)
