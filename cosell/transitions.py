"""One door per change of state.

Each thing with a state has a plain table of ``Transition`` rows; ``carry_out`` takes a row and does it: asks who may,
changes the row only if it still stands in an expected state, and writes the record, all in one transaction. Buttons,
bulk acts and tests read the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from cosell.accounts.permissions import Allowed

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from cosell.accounts.models import User


class SomebodyWasFaster(Exception):
    """The thing no longer stands in a state from which this act goes."""

    def __init__(self, obj: models.Model) -> None:
        super().__init__(
            _("Somebody was faster: this has changed in the meantime. Look at it again, then decide.")
        )
        self.obj = obj


@dataclass(frozen=True, slots=True)
class Transition:
    """``who`` answers for an actor (None: the product itself) and the thing, with the reason when it says no."""

    action: str
    label: _StrOrPromise
    from_states: frozenset[str]
    to_state: str
    who: Callable[[User | None, Any], Allowed]
    needs_reason: bool = False
    tells: tuple[str, ...] = field(default=())

    def allowed(self, actor: User | None, obj: Any) -> Allowed:
        if obj.state not in self.from_states:
            return Allowed(_("This is no longer possible at this point."))
        return self.who(actor, obj)


def table(*rows: Transition) -> Mapping[str, Transition]:
    return {row.action: row for row in rows}


def possible(transitions: Mapping[str, Transition], actor: User | None, obj: Any) -> list[Transition]:
    """The acts that this person may do now, in the order of the table."""
    return [row for row in transitions.values() if row.allowed(actor, obj)]


def demand_state(transition: Transition, obj: Any) -> None:
    """Go on if the thing, held by the caller, stands in a state from which this act goes.

    For acts whose ``who`` reads what another act changes: whoever was slower is told so, and not what became of it.
    """
    if obj.state not in transition.from_states:
        raise SomebodyWasFaster(obj)


@transaction.atomic
def carry_out(
    transition: Transition,
    obj: Any,
    *,
    actor: User | None,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Do it, or raise: ``PermissionDenied``, ``ValidationError`` (a reason is missing) or ``SomebodyWasFaster``.

    ``changes`` are further fields written together with the state. ``obj`` is brought up to date. The caller writes
    the record, in the same transaction.
    """
    verdict = transition.who(actor, obj)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    if transition.needs_reason and not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the partner knows what to do.")})
    values = {**(changes or {}), "state": transition.to_state}
    moved = type(obj)._default_manager.filter(pk=obj.pk, state__in=transition.from_states).update(**values)
    if not moved:
        raise SomebodyWasFaster(obj)
    for name, value in values.items():
        setattr(obj, name, value)
