"""The language and theme of a request: the person's, else the one chosen in this browser, else the browser's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

from cosell.accounts.models import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

THEME_COOKIE = "theme"


class PersonLocaleMiddleware:
    """Must stand behind the authentication. Sets ``request.LANGUAGE_CODE`` and ``.theme``, Content-Language, Vary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        vars(request).update(LANGUAGE_CODE=language, theme=theme_of(request))
        with translation.override(language):  # the next request of this thread is somebody else's
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest) -> str:
    """The code of one of ``LANGUAGES``; English where no other is wished."""
    spoken = {code for code, _name in settings.LANGUAGES}
    wanted = _own(request, "language")
    return wanted if wanted in spoken else translation.get_language_from_request(request)


def theme_of(request: HttpRequest) -> str:
    """One of ``Theme``; the system's where no other is wished."""
    return _theme(_own(request, "theme") or request.COOKIES.get(THEME_COOKIE, ""))


def theme_of_page(request: HttpRequest) -> str:
    """The request's own if it was found out, else the browser's: to ask who is signed in would take the database."""
    return _theme(vars(request).get("theme") or request.COOKIES.get(THEME_COOKIE, ""))


def _theme(wanted: str) -> str:
    return wanted if wanted in Theme.values else Theme.SYSTEM.value


def _own(request: HttpRequest, wish: str) -> str:
    """What this person chose for their account; nothing for strangers, and where a request is refused early."""
    user = getattr(request, "user", None)
    return str(getattr(user, wish)) if user is not None and user.is_authenticated else ""
