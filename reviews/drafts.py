"""What a reviewer has typed for a verdict and not saved, while they look at another item without scripts.

It stays in their session, is shown when they come back to the item, and is gone with its verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from reviews.models import SubmissionItem

SESSION_KEY = "verdict_drafts"
FIELDS = ("reason_code", "reason", "azure_percent")
MOST_KEPT = 20  # items: the oldest go first
LONGEST = 4000  # characters of a value

Draft = dict[str, str]


def keep_draft(request: HttpRequest, item: SubmissionItem) -> None:
    """Keep what the form of this item holds; nothing where nothing was typed."""
    typed = {name: request.POST[name][:LONGEST] for name in FIELDS if request.POST.get(name, "").strip()}
    drafts = drop_draft(request, item)
    if typed:
        newest = [*drafts.items(), (str(item.public_id), typed)][-MOST_KEPT:]
        request.session[SESSION_KEY] = dict(newest)


def draft_of(request: HttpRequest, item: SubmissionItem) -> Draft:
    """What was typed for it; empty if nothing was."""
    found: Draft = request.session.get(SESSION_KEY, {}).get(str(item.public_id), {})
    return found


def drop_draft(request: HttpRequest, item: SubmissionItem) -> dict[str, Draft]:
    """Its verdict was saved. Returns what is kept of the others."""
    drafts: dict[str, Draft] = dict(request.session.get(SESSION_KEY, {}))
    if drafts.pop(str(item.public_id), None) is not None:
        request.session[SESSION_KEY] = drafts
    return drafts
