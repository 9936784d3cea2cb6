"""How the desk is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from cosell.views import staff_page
from reviews.pages.figures import DEFAULT_WEEKS, WEEKS
from reviews.pages.figures import figures as figures_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest


@require_safe
@staff_page
def figures(request: PersonRequest) -> HttpResponse:
    """``?weeks=`` one of the periods; anything else is the usual one."""
    asked = request.GET.get("weeks", "")
    chosen = asked if asked in WEEKS else DEFAULT_WEEKS
    tabs = [
        {"label": label, "url": f"?weeks={weeks}", "current": weeks == chosen}
        for weeks, label in WEEKS.items()
    ]
    return render(request, "reviews/figures.html", {"tabs": tabs, "figures": figures_of(int(chosen))})
