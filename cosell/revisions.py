"""Writing a row that several people edit: only if nobody saved in between."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from cosell.accounts.models import User
from cosell.transitions import SomebodyWasFaster


def hold_as_seen(obj: Any) -> None:
    """Keep everybody else from changing the row until this transaction ends.

    Raises ``SomebodyWasFaster`` unless revision and state are as in ``obj``: an act that moves a thing to another state
    changes no revision, and whoever edits it must not write past such an act.
    """
    rows = type(obj)._default_manager.select_for_update().filter(pk=obj.pk)
    if not rows.filter(revision=obj.revision, state=obj.state).exists():
        raise SomebodyWasFaster(obj)


def update_if_unchanged(obj: Any, *, actor: User, changes: Mapping[str, Any]) -> None:
    """Write ``changes`` with one conditional UPDATE on ``obj.revision``, or raise ``SomebodyWasFaster``.

    ``changed_by`` and ``changed_at`` are written too where the model has them. ``obj`` is brought up to date.
    """
    values = {**changes, "revision": obj.revision + 1, **_signature(obj, actor)}
    rows = type(obj)._default_manager.filter(pk=obj.pk, revision=obj.revision)
    if not rows.update(**values):
        raise SomebodyWasFaster(obj)
    for name, value in values.items():
        setattr(obj, name, value)


def _signature(obj: models.Model, actor: User) -> dict[str, Any]:
    known = {field.name for field in obj._meta.concrete_fields}
    signature = {"changed_by": actor, "changed_at": timezone.now()}
    return {name: value for name, value in signature.items() if name in known}
