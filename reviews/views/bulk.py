"""Acts on several rows of the queue at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cosell.requests import public_id_of
from cosell.views import staff_page
from reviews.forms.bulk import SendBackForm
from reviews.forms.passing_on import HandOverForm
from reviews.models import SavedFilter
from reviews.pages.listing import EVERY_ROW
from reviews.services.bulk import ACTS, Act, Outcome, SendBack, handing_over, on_each
from reviews.views.queue import queue_at, show

if TYPE_CHECKING:
    import uuid

    from django.http import HttpResponse, QueryDict

    from cosell.requests import PersonRequest

HAND_OVER, CHOOSE_ALL = "hand_over", "choose_all"
SEND_BACK, SEND_BACK_AND_DECIDE = "send_back", "send_back_and_decide"
Form = HandOverForm | SendBackForm


@transaction.non_atomic_requests
@staff_page(post_only=True)
def bulk(request: PersonRequest) -> HttpResponse:
    """Each row has a transaction of its own: what is refused does not keep the others from being done."""
    chosen, name = _chosen(request), request.POST.get("act", "")
    if name == CHOOSE_ALL:  # for whom no script does it
        return _again(request, None, [EVERY_ROW], status=200)
    form = _form(name, request.POST)
    if not chosen:
        messages.warning(request, _("Choose at least one row."))
    elif form is None or form.is_valid():
        return _do(request, name, form, chosen)
    return _again(request, form, request.POST.getlist("row")) if form else _back(request)


def _do(request: PersonRequest, name: str, form: Form | None, chosen: list[uuid.UUID]) -> HttpResponse:
    """Each that can be done; with what was typed for those that could not."""
    act = _meant(name, form) if form else ACTS.get(name)
    if act is None:
        raise Http404
    outcome = on_each(act, actor=request.user, submission_ids=chosen)
    _tell(request, outcome)
    if form and outcome.refused:
        return _again(request, form, [str(row.public_id) for row, _reason in outcome.refused])
    return _back(request)


def _back(request: PersonRequest) -> HttpResponse:
    return redirect(queue_at(request.GET.urlencode()))


def _form(name: str, data: QueryDict) -> Form | None:
    """What an act asks for besides the rows."""
    if name == HAND_OVER:
        return HandOverForm(None, data)
    return SendBackForm(data) if name in {SEND_BACK, SEND_BACK_AND_DECIDE} else None


def _meant(name: str, form: Form) -> Act:
    asked = form.cleaned_data
    if isinstance(form, HandOverForm):
        return handing_over(asked["to"], asked["note"])
    return SendBack(**asked, decide=name == SEND_BACK_AND_DECIDE)


def _chosen(request: PersonRequest) -> list[uuid.UUID]:
    return [public_id_of(each) for each in request.POST.getlist("row")]


def _again(request: PersonRequest, form: Form | None, rows: list[str], *, status: int = 422) -> HttpResponse:
    """The queue with what was typed, and these rows chosen."""
    saved = list(SavedFilter.objects.filter(user=request.user))
    hand_over = form if isinstance(form, HandOverForm) else HandOverForm(None)
    send_back = form if isinstance(form, SendBackForm) else SendBackForm()
    typed = request.POST.dict()  # for another act: it stays as well
    for other in (hand_over, send_back):
        other.initial = {**other.initial, **typed}
    context = show(request, saved, hand_over, rows, send_back=send_back)
    return render(request, "reviews/queue.html", context, status=status)


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
