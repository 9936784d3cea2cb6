"""Drafts of rulebooks: made from an edition or another rulebook, changed, previewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cosell.accounts.permissions import demand
from cosell.audit.services import record
from cosell.concurrent_forms import plain
from cosell.dates import date_format
from cosell.revisions import hold_as_seen, update_if_unchanged
from eligibility.editions import load_edition, vocabulary
from eligibility.models import MOST_GRACE_DAYS, JobKind, Rulebook, RulebookJob, RulebookState
from eligibility.permissions import may_keep_rulebooks
from eligibility.queries import language
from eligibility.rulebook_fields import FIELDS, faults_by_field, with_values
from eligibility.rules import InvalidDataError, parse_rulebook
from eligibility.services.assessing import today
from eligibility.services.jobs import drop_previews, start_job

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cosell.accounts.models import User

PREVIEWED = frozenset({RulebookState.DRAFT, RulebookState.PROPOSED, RulebookState.SCHEDULED})


def draft_from(*, actor: User, source: Rulebook, name: str = "") -> Rulebook:
    """A draft with everything of another rulebook, in whatever state that is; effective today."""
    return _draft(
        actor,
        name,
        source.name,
        edition=source.edition,
        data=source.data,
        grace_days=source.grace_days,
        made_from=source,
    )


def draft_from_edition(*, actor: User, code: str, name: str = "") -> Rulebook:
    """A draft with everything of an edition that ships with the product. Raises KeyError for an unknown one."""
    edition = load_edition(code)
    return _draft(actor, name, edition.name.text(language()), edition=code, data=edition.to_data())


@transaction.atomic
def _draft(actor: User, name: str, made_from_name: str, **fields: Any) -> Rulebook:
    demand(may_keep_rulebooks(actor))
    day = today()
    draft = Rulebook.objects.create(
        name=name or _("Draft of %(day)s") % {"day": date_format(day, "DATE_FORMAT")},
        effective_from=day,
        created_by=actor,
        changed_by=actor,
        **fields,
    )
    record(
        "eligibility.rulebook_drafted",
        actor=actor,
        subject=draft.name,
        staff_only=True,
        made_from=made_from_name,
    )
    return draft


class UnsoundRulebook(ValidationError):
    """The figures make no rulebook. ``by_field``: sentences by the name of the field, None for the whole."""

    def __init__(self, by_field: dict[str | None, list[str]]) -> None:
        super().__init__([line for lines in by_field.values() for line in lines])
        self.by_field = by_field


@transaction.atomic
def save_draft(*, actor: User, rulebook: Rulebook, changes: Mapping[str, Any]) -> None:
    """Change a draft: ``name``, ``effective_from``, ``grace_days`` and fields of ``rulebook_fields``.

    Raises ``UnsoundRulebook`` for what makes no rulebook, ``SomebodyWasFaster`` if it was saved, proposed or
    discarded meanwhile.
    """
    demand(may_keep_rulebooks(actor, rulebook))
    if rulebook.state != RulebookState.DRAFT:
        raise ValidationError(_("Only a draft can be changed."))
    hold_as_seen(rulebook)
    fields = {name: value for name, value in changes.items() if name in FIELDS}
    written = {name: value for name, value in changes.items() if name not in FIELDS}
    _demand_columns(written)
    if fields:
        written["data"] = with_values(rulebook.data, fields, FIELDS)
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


def _demand_columns(written: Mapping[str, Any]) -> None:
    day, grace = written.get("effective_from"), written.get("grace_days", 0)
    if day is not None and day < today():
        raise ValidationError(
            {"effective_from": _("This day lies in the past. Choose today or a later day.")}
        )
    if not 0 <= grace <= MOST_GRACE_DAYS:
        raise ValidationError({"grace_days": _("A grace period has from 0 to 365 days.")})


def _demand_sound(data: dict[str, Any]) -> None:
    try:
        parse_rulebook(data, vocabulary())
    except InvalidDataError as error:
        raise UnsoundRulebook(faults_by_field(error.faults, data)) from error


def preview(*, actor: User, rulebook: Rulebook, as_of: date | None = None) -> RulebookJob:
    """Work out in the background what this rulebook would change, by the facts of today or of another day."""
    demand(may_keep_rulebooks(actor, rulebook))
    if rulebook.state not in PREVIEWED:
        raise ValidationError(_("Only a rulebook that is not in force yet can be previewed."))
    return start_job(actor=actor, rulebook=rulebook, kind=JobKind.PREVIEW, as_of=as_of)
