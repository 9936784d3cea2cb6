"""What a view behind one of the page decorators is called with."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from cosell.accounts.models import User


class PersonRequest(HttpRequest):
    """Somebody is signed in: the decorators of ``cosell.views`` have seen to that. For annotations only."""

    user: User
    htmx: HtmxDetails
