"""The conversation about an offer or a cloud-specialist request, inside another page."""

from __future__ import annotations

from typing import Any

from django import template

from reviews.forms.conversation import MessageForm
from reviews.models import Side, Submission
from reviews.pages.coming_from import keeping
from reviews.pages.conversation import conversation_of
from reviews.permissions import may_say
from reviews.services.conversation import Subject, path_to_write

register = template.Library()


@register.inclusion_tag("reviews/_conversation.html", takes_context=True)
def conversation(context: template.Context, about: Subject, side: str, newest: int = 0) -> dict[str, Any]:
    """``{% conversation submission "microsoft" newest=6 %}``: its newest entries, or all, and the form to go on.

    The page has ``acts``, the names of what the person may do, and ``talk`` where the form came back with faults;
    whoever sees the desk may write on it.
    """
    request, for_microsoft = context["request"], side == Side.MICROSOFT
    write_at = path_to_write(about, for_microsoft=for_microsoft)
    entries = conversation_of(about.offer if isinstance(about, Submission) else about)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "about": about,
        "side": side,
        "talk": context.get("talk") or MessageForm(),
        "write_at": keeping(request, write_at) if for_microsoft else write_at,
        "entries": entries[-newest:],
        "earlier": len(entries) - len(entries[-newest:]),
        "acts": context["acts"],
        "may_say": for_microsoft or may_say(request.user, about.offer),
    }
