"""A session that ends while somebody types: what was typed is kept and shown again, and never done by itself.

The page decorators of ``cosell.views`` keep the POST; a form view reads ``posted_or_kept(request)`` where it would
read ``request.POST``. It is kept in the anonymous session of the same browser, for the person who was signed in there
(a signed cookie remembers whom), and given back only to them, only for the address it was posted to.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

SESSION_KEY = "kept_post"
COOKIE = "last_person"
COOKIE_SALT = "cosell.kept_posts"
COOKIE_SECONDS = 30 * 24 * 3600
KEPT_SECONDS = 3600
LIMIT_BYTES = 200 * 1024
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword")


def posted_or_kept(request: HttpRequest, target: str | None = None) -> QueryDict | None:
    """What to bind a form with: the POST, or what was typed before the session ended, or None.

    ``target`` is the address that the form posts to, if it is not the page's own.
    """
    if request.method == "POST":
        return request.POST if target in (None, request.path) else None
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["target"] != (target or request.path):
        return None
    del request.session[SESSION_KEY]
    if kept["person"] != _id_of(request) or kept["at"] < time.time() - KEPT_SECONDS:
        return None
    messages.warning(request, _("Your session had ended. What you typed is here; check it and save."))
    return QueryDict(kept["data"])


def keep_post(request: HttpRequest) -> bool:
    """Keep what was posted for the person who was signed in in this browser. False: there was nothing to keep."""
    person = _id_of(request) or remembered_person(request)
    data = request.POST.copy()
    for name in NEVER_KEPT:
        data.pop(name, None)
    encoded = data.urlencode()
    if not person or not encoded or len(encoded) > LIMIT_BYTES:
        return False
    request.session[SESSION_KEY] = {
        "target": request.path,
        "person": person,
        "at": time.time(),
        "data": encoded,
    }
    if not request.user.is_authenticated:
        request.session.set_expiry(KEPT_SECONDS)
    return True


def page_it_came_from(request: HttpRequest, default: str) -> str:
    """The page of ours that this request came from: a form may post to an address that shows no page."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return default
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def remember_person(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let this browser remember who was signed in, so that only they get back what they typed."""
    person = _id_of(request)
    if person and remembered_person(request) != person:
        response.set_signed_cookie(
            COOKIE,
            person,
            salt=COOKIE_SALT,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def remembered_person(request: HttpRequest) -> str | None:
    return request.get_signed_cookie(COOKIE, default="", salt=COOKIE_SALT, max_age=COOKIE_SECONDS) or None


def _id_of(request: HttpRequest) -> str | None:
    return str(request.user.public_id) if request.user.is_authenticated else None
