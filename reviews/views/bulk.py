"""Acts on several rows of the queue at once."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cosell.views import staff_page
from reviews.forms import HandOverForm
from reviews.models import SavedFilter
from reviews.services.bulk import ACTS, Outcome, handing_over, on_each
from reviews.views.queue import queue_at, show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest

HAND_OVER = "hand_over"


@transaction.non_atomic_requests
@staff_page(post_only=True)
def bulk(request: PersonRequest) -> HttpResponse:
    """Each row has a transaction of its own: what is refused does not keep the others from being done."""
    chosen, name = _chosen(request), request.POST.get("act", "")
    if not chosen:
        messages.warning(request, _("Choose at least one row."))
        return redirect(queue_at(request.GET.urlencode()))
    act = ACTS.get(name)
    if name == HAND_OVER:
        form = HandOverForm(None, request.POST)
        if not form.is_valid():
            return _again(request, form)
        act = handing_over(form.cleaned_data["to"], form.cleaned_data["note"])
    if act is None:
        raise Http404
    _tell(request, on_each(act, actor=request.user, submission_ids=chosen))
    return redirect(queue_at(request.GET.urlencode()))


def _chosen(request: PersonRequest) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(each) for each in request.POST.getlist("row")]
    except ValueError:
        raise Http404 from None


def _again(request: PersonRequest, form: HandOverForm) -> HttpResponse:
    saved = list(SavedFilter.objects.filter(user=request.user))
    context = show(request, saved, form, request.POST.getlist("row"))
    return render(request, "reviews/queue.html", context, status=422)


def _tell(request: PersonRequest, outcome: Outcome) -> None:
    if count := len(outcome.done):
        messages.success(
            request,
            ngettext("%(count)s submission done.", "%(count)s submissions done.", count) % {"count": count},
        )
    for row, reason in outcome.refused:
        messages.warning(
            request,
            _("%(offer)s #%(number)s was left as it is: %(reason)s")
            % {"offer": row.offer.name, "number": row.number, "reason": reason},
        )
