"""The programme's dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cosell.accounts.models import Partner
from cosell.frame import counts_for
from cosell.views import admin_page
from eligibility.models import RulebookJob, Status
from eligibility.pages.offer_lists import standings_by_type
from eligibility.queries import rulebook_in_force, status_names
from offers.models.choices import OfferType

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.accounts.models import User
    from cosell.requests import PersonRequest

NEWEST_JOBS = 5


@admin_page
def programme(request: PersonRequest) -> HttpResponse:
    """Offers by status and type, what waits for reviewers, and what runs in the background."""
    rulebook = rulebook_in_force()
    names, by_type = status_names(rulebook), standings_by_type()
    context = {
        "rulebook": rulebook,
        "names": names,
        "stats": [_stat(status, names, by_type) for status in Status.values],
        "types": [_type_row(code, str(label), by_type.get(code, {})) for code, label in OfferType.choices],
        "queues": _queues(request.user),
        "partner_count": Partner.objects.count(),
        "jobs": RulebookJob.objects.select_related("rulebook", "started_by")[:NEWEST_JOBS],
    }
    return render(request, "eligibility/programme.html", context)


def _stat(status: str, names: dict[str, str], by_type: dict[str, dict[str, int]]) -> dict[str, Any]:
    address = reverse("eligibility:offer_list")
    count = sum(counts[status] for counts in by_type.values())
    return {"label": names[status], "value": count, "url": f"{address}?{urlencode({'status': status})}"}


def _type_row(code: str, label: str, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "label": label,
        "counts": [(status, counts.get(status, 0)) for status in Status.values],
        "total": sum(counts.values()),
        "url": f"{reverse('eligibility:offer_list')}?{urlencode({'type': code})}",
    }


def _queues(user: User) -> list[dict[str, Any]]:
    """What waits for Microsoft's people, as the frame counts it beside its links."""
    counts = counts_for(user)
    rows = [
        (_("Submissions waiting"), "reviews:queue"),
        (_("Cloud-specialist requests"), "reviews:specialist_queue"),
    ]
    queues = []
    for label, name in rows:
        try:
            queues.append({"label": label, "value": counts.get(name, 0), "url": reverse(name)})
        except NoReverseMatch:
            continue
    return queues
