"""The language of a request: the person's, else the one chosen in this browser, else the browser's, else English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class PersonLocaleMiddleware:
    """Must stand behind the authentication. Sets ``request.LANGUAGE_CODE``, Content-Language and Vary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        vars(request)["LANGUAGE_CODE"] = language
        with translation.override(language):  # the next request of this thread is somebody else's
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest) -> str:
    """The code of one of ``LANGUAGES``."""
    spoken = {code for code, _name in settings.LANGUAGES}
    user = getattr(request, "user", None)  # none where a request is refused before anybody is known
    wanted = user.language if user is not None and user.is_authenticated else ""
    return wanted if wanted in spoken else translation.get_language_from_request(request)
