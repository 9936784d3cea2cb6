"""The catalogue of reasons: programme admins add, change and retire them."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cosell.kept_posts import posted_or_kept
from cosell.views import admin_page
from eligibility.messages import title
from eligibility.pages.explaining import source_line
from eligibility.queries import rulebook_for, rules_of
from offers.views.saving import is_saved, show
from reviews.forms.reasons import ReasonForm, kinds
from reviews.models import Reason, SubmissionItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from cosell.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason of the list; ``used`` counts the items that were sent back with it."""

    reason: Reason
    about: str
    rules: str
    used: int


@require_safe
@admin_page
def reasons(request: PersonRequest) -> HttpResponse:
    """Those that reviewers choose from, or with ``?state=retired`` those that they chose from once."""
    retired = request.GET.get("state") == "retired"
    every = list(Reason.objects.all())
    context = {
        "rows": _rows(reason for reason in every if reason.is_active is not retired),
        "retired": retired,
        "tabs": _tabs(every, retired=retired),
        "source": source_line(rules_of(rulebook_for(request))),
    }
    return show(request, "reviews/reasons.html", context)


def _rows(reasons: Iterable[Reason]) -> list[ReasonRow]:
    named = dict(kinds())
    counted = SubmissionItem.objects.order_by().exclude(reason_code="").values_list("reason_code")
    used = dict(counted.annotate(count=Count("pk")))
    return [
        ReasonRow(
            reason,
            ", ".join(named.get(kind, kind) for kind in reason.about),
            ", ".join(map(title, reason.requirements)),
            used.get(reason.code, 0),
        )
        for reason in reasons
    ]


def _tabs(every: list[Reason], *, retired: bool) -> list[dict[str, Any]]:
    active = sum(reason.is_active for reason in every)
    return [
        {"label": pgettext("reasons", "In use"), "url": "?", "current": not retired, "count": active},
        {
            "label": pgettext("reasons", "Retired"),
            "url": "?state=retired",
            "current": retired,
            "count": len(every) - active,
        },
    ]


@admin_page
def add(request: PersonRequest) -> HttpResponse:
    form = ReasonForm(posted_or_kept(request), initial={"is_active": True})
    if request.method == "POST" and is_saved(form, request.user):
        messages.success(request, _("Added. Reviewers can choose it from now on."))
        return redirect("reviews:reasons")
    return show(request, "reviews/reason.html", {"form": form})


@admin_page
def change(request: PersonRequest, code: str) -> HttpResponse:
    reason = get_object_or_404(Reason, code=code)
    form = ReasonForm(posted_or_kept(request), instance=copy(reason))
    if request.method == "POST" and is_saved(form, request.user):
        form.say_merged(request)
        messages.success(request, _("The reason is saved. What was decided before keeps its words."))
        return redirect("reviews:reasons")
    return show(request, "reviews/reason.html", {"form": form, **_about(request, reason)})


def _about(request: PersonRequest, reason: Reason) -> dict[str, Any]:
    """What stands beside the form: how it reads to partners, and how often it was used."""
    rules = rules_of(rulebook_for(request))
    return {
        "reason": reason,
        "rules": [title(code) for code in reason.requirements],
        "source": source_line(rules),
        "used": SubmissionItem.objects.filter(reason_code=reason.code).count(),
    }
