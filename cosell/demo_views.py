"""Pages that only a demo has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from cosell.demo_mail import find_mail, is_shown, sent_mails, with_links
from cosell.lists import page_of_list
from cosell.views import public_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@public_page
def mails(request: HttpRequest) -> HttpResponseBase:
    """The mails that were sent, so that a newcomer without a mailbox can verify an address."""
    _demand_demo()
    return render(request, "demo/mails.html", {"page": page_of_list(request, sent_mails())})


@public_page
def mail(request: HttpRequest, name: str) -> HttpResponseBase:
    _demand_demo()
    found = find_mail(name)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found, "text": with_links(found.text)})


def _demand_demo() -> None:
    if not is_shown():
        raise Http404
