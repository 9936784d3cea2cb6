"""What a view behind one of the page decorators is called with, and texts of it that no form reads."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from cosell.accounts.models import User


class PersonRequest(HttpRequest):
    """Somebody is signed in: the decorators of ``cosell.views`` have seen to that. For annotations only."""

    user: User
    htmx: HtmxDetails


def posted_text(request: HttpRequest, name: str) -> str:
    """What was typed into this field; empty where it was not sent."""
    return without_nul(request.POST.get(name, ""))


def without_nul(text: str) -> str:
    """The text as PostgreSQL can hold it: nobody sees a NUL, and nothing that was typed is lost with it."""
    return text.replace("\x00", "")
