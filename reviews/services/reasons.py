"""The catalogue of reasons, as programme admins keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cosell.accounts.models import User
from cosell.accounts.permissions import demand, may_administer
from cosell.audit.services import record
from cosell.revisions import update_if_unchanged
from reviews.models import Reason

EDITED = ("sentence_en", "sentence_fr", "about", "requirements", "is_active", "position")


@transaction.atomic
def add_reason(
    *,
    actor: User,
    code: str,
    sentence_en: str,
    sentence_fr: str,
    about: Sequence[str],
    requirements: Sequence[str],
    is_active: bool = True,
    position: int = 100,
) -> Reason:
    """Raises ``PermissionDenied``, or ``ValidationError`` by field: a code is given once, and each part is needed."""
    demand(may_administer(actor))
    reason = Reason(
        code=code,
        sentence_en=sentence_en.strip(),
        sentence_fr=sentence_fr.strip(),
        about=list(about),
        requirements=list(requirements),
        is_active=is_active,
        position=position,
        changed_by=actor,
    )
    reason.full_clean()
    reason.save(force_insert=True)
    _note("reviews.reason_added", actor, reason)
    return reason


@transaction.atomic
def change_reason(*, actor: User, reason: Reason, changes: Mapping[str, Any]) -> None:
    """Write these fields; what was decided keeps its words. Raises ``PermissionDenied``, ``SomebodyWasFaster``."""
    demand(may_administer(actor))
    if unknown := set(changes) - set(EDITED):
        raise ValidationError(_("This cannot be changed: %(names)s."), params={"names": ", ".join(unknown)})
    update_if_unchanged(reason, actor=actor, changes=changes)
    _note("reviews.reason_changed", actor, reason, fields=sorted(changes), active=reason.is_active)


def _note(action: str, actor: User, reason: Reason, **data: Any) -> None:
    record(action, actor=actor, subject=reason.sentence_en, staff_only=True, code=reason.code, **data)
