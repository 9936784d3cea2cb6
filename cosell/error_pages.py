"""What a person reads when something went wrong: what happened, what became of what they typed, what to do now.

The pages for faults of our own (500, 503) touch no database, which may be just what is broken.
"""

from __future__ import annotations

import sys
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cosell.accounts.context import current_partner
from cosell.accounts.models import MemberRole, Membership, Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from cosell.accounts.models import Partner

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DATABASE_GONE = (OperationalError, InterfaceError)
LONGEST_LIMIT = timedelta(minutes=5)  # of allauth's limits on signing in; a test holds it against them
BACK_SOON = timedelta(minutes=1)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Whom to ask for the right: the owners of the person's own organisation, unless they are one themselves.

    A page of Microsoft's people is nobody's to give: a partner's person is led to their own pages.
    """
    partner = current_partner(request) if request.user.is_authenticated else None
    context = {
        "exception": str(exception),
        "partner": partner,
        "owners": _owners_to_ask(request, partner),
        "is_for_microsoft": partner is not None and _is_for_microsoft(request),
    }
    return render(request, "403.html", context, status=403)


def _owners_to_ask(request: HttpRequest, partner: Partner | None) -> list[str]:
    owners = Membership.objects.filter(partner=partner, role=MemberRole.OWNER).select_related("user")
    people = [each.user for each in owners]
    return [] if request.user in people else [str(each) for each in people]


def _is_for_microsoft(request: HttpRequest) -> bool:
    view = request.resolver_match.func if request.resolver_match else None
    return Role.PARTNER not in getattr(view, "roles", {Role.PARTNER})


def too_many_requests(request: HttpRequest) -> HttpResponseBase:
    """When it can be tried again, at the latest."""
    answer = render(request, "429.html", {"again_at": timezone.now() + LONGEST_LIMIT}, status=429)
    answer.headers["Retry-After"] = str(int(LONGEST_LIMIT.total_seconds()))
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Too much at once is another matter than something unreadable."""
    code = 413 if isinstance(exception, TOO_MUCH) else 400
    return _without_database(request, code)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """A reference that stands in the log beside the fault; a database that does not answer is a pause, not a fault."""
    if isinstance(sys.exc_info()[1], DATABASE_GONE):
        answer = _without_database(request, 503)
        answer.headers["Retry-After"] = str(int(BACK_SOON.total_seconds()))
        return answer
    return _without_database(request, 500, reference=_reference())


def _reference() -> str:
    """The beginning of the id that every line of this request's log carries."""
    request_id: str | None = structlog.contextvars.get_contextvars().get("request_id")
    if request_id is None:  # it failed before the log knew of the request
        request_id = str(uuid.uuid4())
        structlog.contextvars.bind_contextvars(request_id=request_id)
    return request_id.split("-", 1)[0]


def _without_database(request: HttpRequest, code: int, **context: Any) -> HttpResponse:
    language = _language(request)
    with translation.override(language):
        page = render_to_string(f"{code}.html", {"request": request, **context})
    return HttpResponse(page, status=code, headers={"Content-Language": language})


def _language(request: HttpRequest) -> str:
    """The request's own if it was found out, else the browser's: to ask who is signed in would take the database."""
    return vars(request).get("LANGUAGE_CODE") or translation.get_language_from_request(request)
