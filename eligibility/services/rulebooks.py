"""Rulebooks: a draft from the one in force, its thresholds, a preview of what it would do, and putting it in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cosell.accounts.permissions import demand
from cosell.audit.services import record
from cosell.concurrent_forms import plain
from cosell.revisions import update_if_unchanged
from cosell.transitions import SomebodyWasFaster, Transition, carry_out, table
from eligibility.editions import vocabulary
from eligibility.models import JobKind, JobState, Rulebook, RulebookJob, RulebookState
from eligibility.permissions import may_keep_rulebooks
from eligibility.rules import InvalidDataError, parse_rulebook
from eligibility.services.assessing import today
from eligibility.services.jobs import drop_previews, start_job
from eligibility.thresholds import PUT, with_thresholds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cosell.accounts.models import User

DRAFT_ONLY = frozenset({RulebookState.DRAFT})
RULEBOOK_TRANSITIONS = table(
    Transition(
        action="put_in_force",
        label=gettext_lazy("Put in force"),
        from_states=DRAFT_ONLY,
        to_state=RulebookState.IN_FORCE,
        who=may_keep_rulebooks,
    ),
    Transition(
        action="discard",
        label=gettext_lazy("Discard"),
        from_states=DRAFT_ONLY,
        to_state=RulebookState.DISCARDED,
        who=may_keep_rulebooks,
    ),
)


@transaction.atomic
def draft_from(*, actor: User, source: Rulebook) -> Rulebook:
    """A draft with everything of ``source``, effective today, to be changed and previewed."""
    demand(may_keep_rulebooks(actor, source))
    day = today()
    draft = Rulebook.objects.create(
        name=_("Draft of %(day)s") % {"day": day.isoformat()},
        edition=source.edition,
        data=source.data,
        effective_from=day,
        made_from=source,
        created_by=actor,
        changed_by=actor,
    )
    record(
        "eligibility.rulebook_drafted",
        actor=actor,
        subject=draft.name,
        staff_only=True,
        made_from=source.name,
    )
    return draft


@transaction.atomic
def save_draft(*, actor: User, rulebook: Rulebook, changes: Mapping[str, Any]) -> None:
    """Change a draft: ``name``, ``effective_from`` and figures by the names of ``Thresholds``.

    Raises ``ValidationError`` for figures that make no sound rulebook, ``SomebodyWasFaster`` if it was saved meanwhile.
    """
    demand(may_keep_rulebooks(actor, rulebook))
    if rulebook.state != RulebookState.DRAFT:
        raise ValidationError(_("Only a draft can be changed."))
    figures = {name: value for name, value in changes.items() if name in PUT}
    written = {name: value for name, value in changes.items() if name not in PUT}
    if figures:
        written["data"] = with_thresholds(rulebook.data, figures)
        _demand_sound(written["data"])
    update_if_unchanged(rulebook, actor=actor, changes=written)
    drop_previews(rulebook)
    record(
        "eligibility.rulebook_changed",
        actor=actor,
        subject=rulebook.name,
        staff_only=True,
        changes={name: plain(value) for name, value in changes.items() if name != "countries"},
        countries=len(changes["countries"]) if "countries" in changes else None,
    )


def _demand_sound(data: dict[str, Any]) -> None:
    try:
        parse_rulebook(data, vocabulary())
    except InvalidDataError as error:
        raise ValidationError([str(fault) for fault in error.faults]) from error


def preview(*, actor: User, rulebook: Rulebook) -> RulebookJob:
    """Work out in the background what this draft would change."""
    demand(may_keep_rulebooks(actor, rulebook))
    if rulebook.state != RulebookState.DRAFT:
        raise ValidationError(_("Only a draft can be previewed."))
    return start_job(actor=actor, rulebook=rulebook, kind=JobKind.PREVIEW)


def valid_preview(rulebook: Rulebook) -> RulebookJob | None:
    """The newest preview that was completed for exactly this draft against exactly the rulebook in force now."""
    in_force = Rulebook.objects.filter(state=RulebookState.IN_FORCE).first()
    done = rulebook.jobs.filter(
        kind=JobKind.PREVIEW, state=JobState.DONE, rulebook_revision=rulebook.revision
    )
    if in_force and in_force.in_force_at:
        done = done.filter(created_at__gte=in_force.in_force_at)
    return done.first()


def why_not_in_force(rulebook: Rulebook) -> str:
    """What stands in the way of putting a draft in force, as a sentence; empty if nothing does."""
    if rulebook.effective_from and rulebook.effective_from > today():
        return _("This draft is dated later than today. It can be put in force from that day on.")
    if valid_preview(rulebook) is None:
        return _("Preview this draft first, so that you know what it changes.")
    return ""


@transaction.atomic
def put_in_force(*, actor: User, rulebook: Rulebook) -> RulebookJob:
    """This one from now on, the old one superseded; every offer is then assessed again in the background.

    Raises ``ValidationError`` without a preview of this very draft, ``SomebodyWasFaster`` if it is a draft no more or
    was changed meanwhile.
    """
    old = Rulebook.objects.select_for_update().filter(state=RulebookState.IN_FORCE).first()
    fresh = Rulebook.objects.select_for_update().filter(pk=rulebook.pk, state=RulebookState.DRAFT)
    if not fresh.filter(revision=rulebook.revision).exists():
        raise SomebodyWasFaster(rulebook)
    if obstacle := why_not_in_force(rulebook):
        raise ValidationError(obstacle)
    now = timezone.now()
    if old:
        Rulebook.objects.filter(pk=old.pk).update(state=RulebookState.SUPERSEDED, superseded_at=now)
    carry_out(
        RULEBOOK_TRANSITIONS["put_in_force"],
        rulebook,
        actor=actor,
        changes={"in_force_at": now, "effective_from": today()},
    )
    record(
        "eligibility.rulebook_put_in_force",
        actor=actor,
        subject=rulebook.name,
        replaces=old.name if old else "",
        revision=rulebook.revision,
    )
    return start_job(actor=actor, rulebook=rulebook, kind=JobKind.ACTIVATION)


@transaction.atomic
def discard(*, actor: User, rulebook: Rulebook) -> None:
    """The draft is of no use any more; it stays for the record."""
    carry_out(RULEBOOK_TRANSITIONS["discard"], rulebook, actor=actor)
    drop_previews(rulebook)
    record("eligibility.rulebook_discarded", actor=actor, subject=rulebook.name, staff_only=True)
