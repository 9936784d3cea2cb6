"""Search, from the top bar of every page of Microsoft's people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cosell.views import staff_page
from reviews.pages.search import search as find
from reviews.pages.search import words_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest


@require_safe
@staff_page
def search(request: PersonRequest) -> HttpResponse:
    """``?q=`` the words; ``?in=offers`` one kind alone, of which more are shown."""
    words = words_of(request.GET.get("q", ""))
    only = request.GET.get("in", "")
    context = {"searched": " ".join(words), "only": only, "groups": find(" ".join(words), only)}
    return render(request, "reviews/search.html", context)
