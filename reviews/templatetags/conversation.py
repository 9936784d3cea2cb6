"""The conversation about an offer, inside another page."""

from __future__ import annotations

from typing import Any

from django import template

from reviews.conversation import conversation_of
from reviews.models import Side, Submission
from reviews.permissions import may_say
from reviews.round_forms import MessageForm

register = template.Library()


@register.inclusion_tag("reviews/_conversation.html", takes_context=True)
def conversation(
    context: template.Context, submission: Submission, side: str, newest: int = 0
) -> dict[str, Any]:
    """``{% conversation submission "microsoft" newest=6 %}``: its newest entries, or all, and the form to go on.

    The page has ``acts``, the names of what the person may do; whoever sees the desk may write on it.
    """
    user = context["request"].user
    entries = conversation_of(submission.offer)
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "submission": submission,
        "offer": submission.offer,
        "side": side,
        "talk": MessageForm(),
        "entries": entries[-newest:],
        "earlier": len(entries) - len(entries[-newest:]),
        "acts": context["acts"],
        "may_say": side == Side.MICROSOFT or may_say(user, submission.offer),
    }
