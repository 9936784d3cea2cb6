"""The states of a cloud-specialist request, and every act that leads from one to another."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cosell.transitions import Transition, table
from offers.models import RequestState
from reviews.specialist_permissions import (
    may_close_request,
    may_give_request_away,
    may_go_on_with_request,
    may_handle,
    may_wait_with_request,
)

OPEN, IN_PROGRESS = RequestState.OPEN, RequestState.IN_PROGRESS

REQUEST_TRANSITIONS = table(
    Transition(
        "take",
        _("Take the request"),
        frozenset({OPEN}),
        IN_PROGRESS,
        may_handle,
        tells=("offers.request_taken",),
    ),
    Transition(
        "release",
        pgettext_lazy("act", "Release"),
        frozenset({IN_PROGRESS}),
        OPEN,
        may_give_request_away,
        tells=("offers.request_released",),
    ),
    Transition(
        "hand_over",
        pgettext_lazy("act", "Hand over"),
        frozenset({IN_PROGRESS}),
        IN_PROGRESS,
        may_give_request_away,
        tells=("offers.request_taken", "offers.request_handed_over"),
    ),
    Transition(
        "wait",
        _("Wait for the partner"),
        frozenset({IN_PROGRESS}),
        IN_PROGRESS,
        may_wait_with_request,
        tells=("offers.request_question",),
    ),
    Transition(
        "go_on", _("Go on with the request"), frozenset({IN_PROGRESS}), IN_PROGRESS, may_go_on_with_request
    ),
    Transition(
        "complete",
        pgettext_lazy("a cloud-specialist request", "Complete"),
        frozenset({IN_PROGRESS}),
        RequestState.COMPLETED,
        may_close_request,
        needs_reason=True,
        tells=("offers.request_completed",),
    ),
    Transition(
        "decline",
        pgettext_lazy("a cloud-specialist request", "Decline"),
        frozenset({OPEN, IN_PROGRESS}),
        RequestState.DECLINED,
        may_close_request,
        needs_reason=True,
        tells=("offers.request_declined",),
    ),
)
