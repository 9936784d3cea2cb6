"""A person's own account, and the language and theme that they read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override

from cosell.accounts import services
from cosell.accounts.forms import AccountForm
from cosell.accounts.models import Language, Theme
from cosell.kept_posts import posted_or_kept
from cosell.middleware import THEME_COOKIE
from cosell.views import person_page, public_page

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from cosell.requests import PersonRequest


@person_page
def account(request: PersonRequest) -> HttpResponseBase:
    """Name and language; the way to the password and the address."""
    user = request.user
    now = {"name": user.name, "language": user.language or request.LANGUAGE_CODE}
    form = AccountForm(posted_or_kept(request), initial=now)
    if request.method == "POST" and form.is_valid():
        services.change_account(actor=user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Your account is saved."))
        return _with_language(HttpResponseRedirect(request.path), user.language)
    return render(request, "accounts/account.html", {"form": form})


@public_page(post_only=True)
def set_language(request: PersonRequest) -> HttpResponseBase:
    """Read in this language from now on: in this browser, and in the account of who is signed in."""
    answer = HttpResponseRedirect(_back(request))
    language = request.POST.get("language", "")
    if language not in Language.values:
        return answer
    if request.user.is_authenticated:
        services.change_language(actor=request.user, language=language)
    return _with_language(answer, language)


@public_page(post_only=True)
def set_theme(request: PersonRequest) -> HttpResponseBase:
    """Read in this theme from now on: in this browser, and in the account of who is signed in."""
    answer = HttpResponseRedirect(_back(request))
    theme = request.POST.get("theme", "")
    if theme not in Theme.values:
        return answer
    if request.user.is_authenticated:
        services.change_theme(actor=request.user, theme=theme)
    return _with_cookie(answer, THEME_COOKIE, theme)


def _with_language(answer: HttpResponseRedirect, language: str) -> HttpResponseRedirect:
    return _with_cookie(answer, settings.LANGUAGE_COOKIE_NAME, language)


def _with_cookie(answer: HttpResponseRedirect, name: str, value: str) -> HttpResponseRedirect:
    answer.set_cookie(
        name,
        value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def _back(request: PersonRequest) -> str:
    """The page that the button stood on: only one of ours."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else "/"
