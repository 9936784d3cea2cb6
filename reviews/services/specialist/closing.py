"""The outcome of a cloud-specialist request."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from offers.models import CloudSpecialistRequest, RequestState
from reviews import clock
from reviews.models.submission import OPEN_STATES
from reviews.services.specialist.moving import bounded, hold, move, tell_partner


@transaction.atomic
def complete_request(*, actor: User, request: CloudSpecialistRequest, outcome: str) -> None:
    """The documentation was provided; ``outcome`` says how it ended.

    Raises what ``carry_out`` raises, or ``ValidationError`` while a document provided through it waits for a verdict.
    """
    hold(request)
    if request.state == RequestState.IN_PROGRESS:
        _demand_nothing_waiting(request)
    _close("complete", actor, request, outcome, "offers.request_completed")


@transaction.atomic
def decline_request(*, actor: User, request: CloudSpecialistRequest, outcome: str) -> None:
    """``outcome`` is the reason that the partner reads. Raises what ``carry_out`` raises."""
    hold(request)
    _close("decline", actor, request, outcome, "offers.request_declined")


def _close(action: str, actor: User, request: CloudSpecialistRequest, outcome: str, code: str) -> None:
    now, text = timezone.now(), bounded("outcome", outcome)
    move(
        action, actor, request, code, reason=text, outcome=text, closed_at=now, **clock.stopped(request, now)
    )
    tell_partner(code, request, person=actor, outcome=request.outcome)


def _demand_nothing_waiting(request: CloudSpecialistRequest) -> None:
    waiting = request.submissions.filter(state__in=OPEN_STATES).first()
    if waiting:
        raise ValidationError(
            _("Documents of this request still wait for a verdict: decide on submission %(number)s first."),
            params={"number": waiting.number},
        )
