"""Saved filters of the queue: a person's own, by name, one of them the one that the queue opens with."""

from __future__ import annotations

from django.db import transaction

from cosell.accounts.models import User
from reviews.models import SavedFilter


@transaction.atomic
def save_filter(*, actor: User, name: str, query: str, is_default: bool) -> SavedFilter:
    """Keep it; the same name again replaces what it stood for."""
    if is_default:
        SavedFilter.objects.filter(user=actor, is_default=True).update(is_default=False)
    saved, _new = SavedFilter.objects.update_or_create(
        user=actor, name=name.strip(), defaults={"query": query, "is_default": is_default}
    )
    return saved
