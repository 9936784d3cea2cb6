"""The queue of submissions, *Take next*, and the filters that a person keeps."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cosell.kept_posts import posted_or_kept
from cosell.views import staff_page
from reviews.forms.bulk import SendBackForm
from reviews.forms.filters import LONGEST_QUERY, SaveFilterForm
from reviews.forms.passing_on import HandOverForm
from reviews.models import SavedFilter
from reviews.pages.listing import listing
from reviews.pages.queues import SUBMISSIONS
from reviews.services.filters import save_filter as keep_filter
from reviews.views.going_on import open_next

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from cosell.requests import PersonRequest

NOT_KEPT = ("page",)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def queue(request: PersonRequest) -> HttpResponse:
    """Opened without any filter it shows the person's default one. What is posted keeps its filters under a name."""
    if (typed := posted_or_kept(request)) is not None:
        return _save_filter(request, SaveFilterForm(typed))
    saved = _saved_by(request)
    if not request.GET and (default := next((each for each in saved if each.is_default), None)):
        return redirect(f"{request.path}?{default.query}")
    return render(request, "reviews/queue.html", show(request, saved))


def _saved_by(request: PersonRequest) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(user=request.user))


def show(
    request: PersonRequest,
    saved: Sequence[SavedFilter],
    form: HandOverForm | None = None,
    chosen: Sequence[str] = (),
    *,
    send_back: SendBackForm | None = None,
    save_form: SaveFilterForm | None = None,
) -> dict[str, Any]:
    """The page; with a form that came back faulty, and the rows for which it was meant."""
    query, rows = _kept(request.GET), listing(request, SUBMISSIONS, chosen)
    if send_back is None and "send_back" in rows.queue.acts:
        send_back = SendBackForm()
    return {
        "hand_over": form or HandOverForm(None),
        "send_back": send_back,
        "listing": rows,
        "saved": saved,
        "opened": next((each for each in saved if each.query == query), None),
        "save_form": save_form or SaveFilterForm(initial={"query": query}),
    }


def _kept(query: QueryDict) -> str:
    """What of an address a saved filter keeps: the values that say something, in one order."""
    named = sorted((name, str(value)) for name, value in query.items() if value and name not in NOT_KEPT)
    kept = QueryDict(mutable=True)
    kept.update(dict(named))
    return kept.urlencode()


@staff_page(post_only=True)
def take_next(request: PersonRequest) -> HttpResponse:
    """The most urgent one of the queue as it is filtered."""
    return open_next(request)


def _save_filter(request: PersonRequest, form: SaveFilterForm) -> HttpResponse:
    """What is not saved yet comes back as it was typed, in its dialog."""
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = show(request, _saved_by(request), save_form=form)
        return render(request, "reviews/queue.html", context, status=status)
    query = _kept(QueryDict(form.cleaned_data["query"])) or "queue=waiting"
    kept = keep_filter(
        actor=request.user,
        name=form.cleaned_data["name"],
        query=query,
        is_default=form.cleaned_data["is_default"],
    )
    messages.success(request, _("Saved: %(name)s.") % {"name": kept.name})
    return redirect(queue_at(query))


@staff_page(post_only=True)
def remove_filter(request: PersonRequest, filter_id: uuid.UUID) -> HttpResponse:
    kept = get_object_or_404(SavedFilter, public_id=filter_id, user=request.user)
    kept.delete()
    messages.success(request, _("Removed: %(name)s.") % {"name": kept.name})
    return redirect(queue_at(kept.query))


def queue_at(query: str) -> str:
    """The queue with these filters, whatever they were: only its own address."""
    return f"{reverse('reviews:queue')}?{QueryDict(query[:LONGEST_QUERY]).urlencode()}"
