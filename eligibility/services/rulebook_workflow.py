"""How a rulebook lives: proposed, approved by a second admin, scheduled, in force, superseded.

Buttons, tasks and tests read ``RULEBOOK_TRANSITIONS``. What is proposed is frozen: every act names the revision that
the person saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cosell.accounts.models import Role, User
from cosell.audit.services import record
from cosell.notifications.services import notify
from cosell.revisions import hold_as_seen
from cosell.transitions import Transition, carry_out, table
from eligibility.models import JobKind, Rulebook, RulebookJob, RulebookState, RulebookStep
from eligibility.permissions import (
    may_approve_rulebook,
    may_keep_rulebooks,
    may_return_rulebook,
    may_take_rulebook_back,
    only_the_product,
)
from eligibility.services.assessing import today
from eligibility.services.jobs import drop_previews, start_job, unfinished_activation
from eligibility.services.previews import newest_preview, why_no_preview
from eligibility.services.turns import wait_for_assessments

if TYPE_CHECKING:
    from collections.abc import Iterable

DRAFT, PROPOSED, SCHEDULED = (
    frozenset({state}) for state in (RulebookState.DRAFT, RulebookState.PROPOSED, RulebookState.SCHEDULED)
)
RULEBOOK_TRANSITIONS = table(
    Transition(
        action="propose",
        label=gettext_lazy("Propose to a second admin"),
        from_states=DRAFT,
        to_state=RulebookState.PROPOSED,
        who=may_keep_rulebooks,
    ),
    Transition(
        action="approve",
        label=gettext_lazy("Approve"),
        from_states=PROPOSED,
        to_state=RulebookState.SCHEDULED,
        who=may_approve_rulebook,
    ),
    Transition(
        action="return",
        label=gettext_lazy("Return"),
        from_states=PROPOSED,
        to_state=RulebookState.DRAFT,
        who=may_return_rulebook,
        needs_reason=True,
    ),
    Transition(
        action="take_back",
        label=gettext_lazy("Take back"),
        from_states=PROPOSED,
        to_state=RulebookState.DRAFT,
        who=may_take_rulebook_back,
    ),
    Transition(
        action="cancel",
        label=pgettext_lazy("a scheduled rulebook", "Cancel"),
        from_states=SCHEDULED,
        to_state=RulebookState.DRAFT,
        who=may_keep_rulebooks,
        needs_reason=True,
    ),
    Transition(
        action="discard",
        label=gettext_lazy("Discard"),
        from_states=DRAFT,
        to_state=RulebookState.DISCARDED,
        who=may_keep_rulebooks,
    ),
    Transition(
        action="ask_again",
        label=pgettext_lazy("a scheduled rulebook", "Ask for approval again"),
        from_states=SCHEDULED,
        to_state=RulebookState.PROPOSED,
        who=only_the_product,
    ),
    Transition(
        action="put_in_force",
        label=gettext_lazy("Put in force"),
        from_states=SCHEDULED,
        to_state=RulebookState.IN_FORCE,
        who=only_the_product,
    ),
    Transition(
        action="supersede",
        label=gettext_lazy("Supersede"),
        from_states=frozenset({RulebookState.IN_FORCE}),
        to_state=RulebookState.SUPERSEDED,
        who=only_the_product,
    ),
)
STEP_NAMES = {
    "propose": gettext_lazy("Proposed to a second admin"),
    "approve": gettext_lazy("Approved"),
    "return": gettext_lazy("Returned to draft"),
    "take_back": gettext_lazy("Taken back"),
    "cancel": gettext_lazy("Schedule cancelled"),
    "discard": gettext_lazy("Discarded"),
    "ask_again": gettext_lazy("To be approved again: another rulebook came into force"),
    "put_in_force": gettext_lazy("In force"),
    "supersede": gettext_lazy("Superseded by another rulebook"),
}
RECORDED = {
    "propose": "eligibility.rulebook_proposed",
    "approve": "eligibility.rulebook_approved",
    "return": "eligibility.rulebook_returned",
    "take_back": "eligibility.rulebook_taken_back",
    "cancel": "eligibility.rulebook_cancelled",
    "discard": "eligibility.rulebook_discarded",
    "ask_again": "eligibility.rulebook_approval_lapsed",
    "put_in_force": "eligibility.rulebook_put_in_force",
    "supersede": "eligibility.rulebook_superseded",
}
ACTS_ON_RULEBOOKS = (
    *RECORDED.values(),
    "eligibility.rulebook_drafted",
    "eligibility.rulebook_changed",
    "eligibility.preview_done",
    "eligibility.activation_done",
    "eligibility.job_failed",
    "eligibility.job_restarted",
)


# --- What a person does -----------------------------------------------------------------------------------------------


@transaction.atomic
def propose(*, actor: User, rulebook: Rulebook) -> None:
    """Ask a second admin. Raises ``ValidationError`` without a preview of this very draft or with a day in the past."""
    hold_as_seen(rulebook)
    _demand_day(rulebook)
    if obstacle := why_no_preview(rulebook):
        raise ValidationError(obstacle)
    _step("propose", rulebook, actor, proposed_by=actor, preview=newest_preview(rulebook))
    _tell("eligibility.rulebook_proposed", rulebook, _admins_but(actor), person=actor)


@transaction.atomic
def approve(*, actor: User, rulebook: Rulebook) -> None:
    """The second admin's yes: scheduled for its day, or in force at once if that is today."""
    hold_as_seen(rulebook)
    _demand_day(rulebook)
    taken = Rulebook.objects.filter(
        state=RulebookState.SCHEDULED, effective_from=rulebook.effective_from
    ).first()
    if taken:
        raise ValidationError(
            _(
                "“%(name)s” is scheduled for the same day. Cancel it first, or return this one for another day."
            )
            % {"name": taken.shown_name}
        )
    if obstacle := why_no_preview(rulebook):
        raise ValidationError(obstacle)
    _step("approve", rulebook, actor, preview=newest_preview(rulebook))
    if rulebook.proposed_by:
        _tell("eligibility.rulebook_approved", rulebook, [rulebook.proposed_by], person=actor)
    put_in_force_if_due(rulebook)


@transaction.atomic
def return_to_draft(*, actor: User, rulebook: Rulebook, reason: str) -> None:
    """The second admin's no, with the reason."""
    hold_as_seen(rulebook)
    proposer = rulebook.proposed_by
    _step("return", rulebook, actor, reason, proposed_by=None)
    if proposer:
        _tell("eligibility.rulebook_returned", rulebook, [proposer], person=actor, reason=reason)


@transaction.atomic
def take_back(*, actor: User, rulebook: Rulebook) -> None:
    """The proposer changes it once more."""
    hold_as_seen(rulebook)
    _step("take_back", rulebook, actor, proposed_by=None)


@transaction.atomic
def cancel(*, actor: User, rulebook: Rulebook, reason: str) -> None:
    """A scheduled rulebook does not come into force; it is a draft again."""
    hold_as_seen(rulebook)
    _step("cancel", rulebook, actor, reason, proposed_by=None)
    _tell("eligibility.rulebook_cancelled", rulebook, _admins_but(actor), person=actor, reason=reason)


@transaction.atomic
def discard(*, actor: User, rulebook: Rulebook) -> None:
    """The draft is of no use any more; it stays for the record."""
    hold_as_seen(rulebook)
    _step("discard", rulebook, actor)
    drop_previews(rulebook)


# --- What its day does ------------------------------------------------------------------------------------------------


def put_due_in_force() -> list[int]:
    """Put in force what is due, the earliest day first; the keys of those that came into force."""
    due = Rulebook.objects.filter(state=RulebookState.SCHEDULED, effective_from__lte=today())
    return [rulebook.pk for rulebook in due.order_by("effective_from", "pk") if put_in_force_if_due(rulebook)]


@transaction.atomic
def put_in_force_if_due(rulebook: Rulebook) -> RulebookJob | None:
    """This one from now on, the old one superseded; every offer is assessed again in the background.

    None if its day has not come, somebody cancelled it, its preview no longer holds, or offers are still being assessed
    by the rulebook in force: whoever falls by that one has its grace, which the next must not take away.
    """
    wait_for_assessments()
    fresh = Rulebook.objects.select_for_update().filter(pk=rulebook.pk, state=RulebookState.SCHEDULED)
    if not fresh.filter(effective_from__lte=today()).exists() or why_no_preview(rulebook):
        return None
    if unfinished_activation():
        return None
    old = Rulebook.objects.select_for_update().get(state=RulebookState.IN_FORCE)
    now = timezone.now()
    _step("supersede", old, None, superseded_at=now)
    _step("put_in_force", rulebook, None, in_force_at=now, replaced=old)
    _tell("eligibility.rulebook_in_force", rulebook, _admins_but(None))
    _ask_again(because_of=rulebook)
    return start_job(actor=None, rulebook=rulebook, kind=JobKind.ACTIVATION)


def _ask_again(because_of: Rulebook) -> None:
    """What else is scheduled was approved beside a rulebook that is none any more: nobody has seen what it does now."""
    for waiting in Rulebook.objects.select_for_update().filter(state=RulebookState.SCHEDULED):
        _step("ask_again", waiting, None)
        _tell("eligibility.rulebook_needs_preview", waiting, _admins_but(None), other=because_of.name)


def why_it_waits(rulebook: Rulebook) -> str:
    """Why a rulebook whose day has come is not in force yet, as a sentence; empty if nothing holds it up."""
    job = unfinished_activation()
    if rulebook.state != RulebookState.SCHEDULED or job is None:
        return ""
    return _("Offers are still being assessed by “%(name)s”. This one follows as soon as that is done.") % {
        "name": job.rulebook.shown_name
    }


# --- The pieces -------------------------------------------------------------------------------------------------------


def _demand_day(rulebook: Rulebook) -> None:
    if obstacle := why_not_that_day(rulebook):
        raise ValidationError(obstacle)


def why_not_that_day(rulebook: Rulebook) -> str:
    """Why a rulebook cannot come into force on its day, as a sentence; empty if it can."""
    if rulebook.effective_from is None:
        return _("Say from which day it is to be in force.")
    if rulebook.effective_from < today():
        return _("Its day lies in the past: nobody could be told in time. Choose today or a later day.")
    return ""


def _step(action: str, rulebook: Rulebook, actor: User | None, reason: str = "", **changes: Any) -> None:
    """One row of the table: the state, the step and the record."""
    transition = RULEBOOK_TRANSITIONS[action]
    if transition.needs_reason and not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the others know what to do.")})
    carry_out(transition, rulebook, actor=actor, reason=reason, changes=changes)
    RulebookStep.objects.create(
        rulebook=rulebook, action=action, by=actor, reason=reason.strip(), revision=rulebook.revision
    )
    record(
        RECORDED[action],
        actor=actor,
        subject=rulebook.name,
        staff_only=True,
        revision=rulebook.revision,
        reason=reason.strip(),
    )


def _admins_but(actor: User | None) -> Iterable[User]:
    admins = User.objects.filter(role=Role.PROGRAMME_ADMIN, is_active=True)
    return admins.exclude(pk=actor.pk) if actor else admins


def _tell(
    notice: str, rulebook: Rulebook, people: Iterable[User], *, person: User | None = None, **more: str
) -> None:
    notify(
        notice,
        people,
        path=reverse("eligibility:rulebook", args=[rulebook.public_id]),
        rulebook=rulebook.name,
        day=rulebook.effective_from.isoformat() if rulebook.effective_from else "",
        person=str(person) if person else "",
        **more,
    )
