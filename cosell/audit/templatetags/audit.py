"""What templates say of recorded acts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import template

from cosell.audit.catalogue import act_of, subject_of

if TYPE_CHECKING:
    from cosell.audit.catalogue import Act
    from cosell.audit.models import AuditEntry

register = template.Library()


@register.filter
def act(entry: AuditEntry) -> Act:
    """``{{ entry|act }}`` has a label, an icon and a tone."""
    return act_of(entry.action)


@register.filter
def subject(entry: AuditEntry) -> str:
    """What it concerned, in the reader's language."""
    return subject_of(entry.action, entry.subject_label)


@register.filter
def details(entry: AuditEntry) -> list[tuple[str, str]]:
    """The codes and figures of an act, as (name, text), for those who check the record."""
    return [(name, _text(value)) for name, value in entry.data.items() if value not in (None, "", [], {})]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
