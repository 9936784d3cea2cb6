"""Drawing pages and single components without a server."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory
from django_cotton.utils import render_component


def stranger(address: str = "/", **query: str) -> HttpRequest:
    """A request of nobody in particular that can hold messages."""
    request = RequestFactory().get(address, query)
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # what the middleware does
    return request


def component(name: str, /, *, query: dict[str, str] | None = None, **attributes: Any) -> str:
    """Draw one component on its own, white space folded; attribute names are those of docs/components.md."""
    return " ".join(str(render_component(stranger(**(query or {})), name, attributes)).split())
