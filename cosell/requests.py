"""What a view behind one of the page decorators is called with, and texts of it that no form reads."""

import uuid

from django.http import Http404, HttpRequest
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


def public_id_of(text: str) -> uuid.UUID:
    """A public id that no address pattern has checked; not found if it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
