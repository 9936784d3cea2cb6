"""What every page stands on: who may open it, where each role starts, and what happens to a refused form.

A view says who may open it by one of the decorators; ``view.roles`` holds the answer, and a test walks the URLconf
with it. Which organisation's things a person may see is asked by the loaders in ``permissions``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, overload
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as djangos_csrf_failure
from django_htmx.http import HttpResponseClientRedirect

from cosell.accounts.context import current_partner
from cosell.accounts.models import Role
from cosell.kept_posts import keep_post, page_it_came_from, remember_person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from cosell.requests import PersonRequest

View = Callable[..., "HttpResponseBase"]

ANONYMOUS = "anonymous"
EVERY_ROLE: frozenset[str] = frozenset(Role.values)
STAFF_ROLES: frozenset[str] = frozenset({Role.REVIEWER, Role.PROGRAMME_ADMIN})

# Where each role's work is; the first address of the row that exists.
STARTS: dict[str, tuple[str, ...]] = {
    Role.PARTNER: ("eligibility:offer_list", "accounts:account"),
    Role.REVIEWER: ("reviews:queue", "accounts:account"),
    Role.PROGRAMME_ADMIN: ("eligibility:programme", "accounts:users"),
}


def page(
    roles: frozenset[str], *, post_only: bool = False, needs_organisation: bool = False
) -> Callable[[View], View]:
    """Decorate a view: only these roles may open it. Anybody else gets the sign-in page or a 403.

    ``post_only``: it takes POSTs alone. ``needs_organisation``: a partner's person who has none makes one first.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answer = _turned_away(request, roles, post_only=post_only, needs_organisation=needs_organisation)
            if answer is None:
                answer = view(request, *args, **kwargs)
                remember_person(request, answer)
            return answer

        vars(guarded).update(roles=roles, post_only=post_only)
        return guarded

    return decorate


def _turned_away(
    request: HttpRequest, roles: frozenset[str], *, post_only: bool, needs_organisation: bool
) -> HttpResponseBase | None:
    if ANONYMOUS in roles:
        return HttpResponseNotAllowed(["POST"]) if post_only and request.method != "POST" else None
    if not request.user.is_authenticated:
        return _to_sign_in(request, post_only=post_only)
    if request.user.role not in roles:
        raise PermissionDenied(_("Your role does not open this page."))
    if post_only and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if needs_organisation and request.user.role == Role.PARTNER and current_partner(request) is None:
        return redirect("accounts:organisation_create")
    return None


def _to_sign_in(request: HttpRequest, *, post_only: bool) -> HttpResponseBase:
    """Keep what was typed and lead to the sign-in page; a page's own polling must never take the page away."""
    back = request.get_full_path()
    if request.method == "POST":
        keep_post(request)
        back = page_it_came_from(request, "/" if post_only else request.path)
    elif request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    answer = redirect_to_login(back, reverse(settings.LOGIN_URL))
    return HttpResponseClientRedirect(answer.url) if request.headers.get("HX-Request") else answer


class PageFor:
    """The decorator of one kind of page, with or without brackets: ``@staff_page``, ``@staff_page(post_only=True)``."""

    def __init__(self, roles: frozenset[str], *, needs_organisation: bool = False) -> None:
        self.roles = roles
        self.needs_organisation = needs_organisation

    @overload
    def __call__(self, view: View, /) -> View: ...
    @overload
    def __call__(
        self, *, post_only: bool = False, needs_organisation: bool | None = None
    ) -> Callable[[View], View]: ...
    def __call__(
        self, view: View | None = None, *, post_only: bool = False, needs_organisation: bool | None = None
    ) -> View | Callable[[View], View]:
        needs = self.needs_organisation if needs_organisation is None else needs_organisation
        decorate = page(self.roles, post_only=post_only, needs_organisation=needs)
        return decorate if view is None else decorate(view)


public_page = PageFor(EVERY_ROLE | {ANONYMOUS})
person_page = PageFor(EVERY_ROLE)
partner_page = PageFor(frozenset({Role.PARTNER}), needs_organisation=True)
partner_or_staff_page = PageFor(EVERY_ROLE, needs_organisation=True)
staff_page = PageFor(STAFF_ROLES)
admin_page = PageFor(frozenset({Role.PROGRAMME_ADMIN}))


def address_or_none(name: str, **kwargs: Any) -> str | None:
    """The address of this name, or None if no room brings it."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return None


@person_page(needs_organisation=True)
def home(request: PersonRequest) -> HttpResponseBase:
    """Send each role where its work is."""
    addresses = filter(None, map(address_or_none, STARTS[request.user.role]))
    return redirect(next(addresses))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form whose page is older than the sign-in: what was typed is kept and shown in a fresh page, nothing is done.

    Only if the browser itself says that the page was ours (the Origin header, which no page can forge).
    """
    view = request.resolver_match.func if request.resolver_match else None
    ours = hasattr(view, "roles") and _is_from_our_own_page(request)
    if ours and request.user.is_authenticated and keep_post(request):
        return HttpResponseRedirect(page_it_came_from(request, "/"))
    return djangos_csrf_failure(request, reason=reason, template_name="403_csrf.html")


def _is_from_our_own_page(request: HttpRequest) -> bool:
    origin = urlsplit(request.headers.get("Origin", ""))
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())
