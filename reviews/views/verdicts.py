"""Verdicts on single items: saved as they are made; and an approval taken back after the decision."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cosell.requests import posted_text, public_id_of
from cosell.views import staff_page
from eligibility.queries import asks_of
from reviews.drafts import drop_draft, keep_draft
from reviews.forms.verdicts import VerdictForm
from reviews.models import SubmissionItem
from reviews.permissions import load_item
from reviews.queries import items_of
from reviews.services import submissions
from reviews.views.acting import refusals_told
from reviews.views.desk import Kept, refused, show
from reviews.views.going_on import back_to_desk

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest


@staff_page(post_only=True)
def verdict(request: PersonRequest, submission_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Save it and open the next item without one; a form with faults comes back as it was typed.

    ``go`` is how somebody without scripts opens another item (its id): what they have typed stays for later.
    """
    item = load_item(request.user, submission_id, item_id)
    if other := request.POST.get("go"):
        keep_draft(request, item)
        return back_to_desk(
            request, submission_id, item=load_item(request.user, submission_id, public_id_of(other)).public_id
        )
    form = VerdictForm(item, request.POST, asks=asks_of(item.submission.offer))
    with refusals_told(request) as act:
        saved = form.is_valid() and _save(request, item, form)
    if not act.done:
        return refused(request, submission_id, Kept("verdict", posted_text(request, "reason")), item=item)
    if not saved:
        return show(request, item.submission, bound=(item, form))
    drop_draft(request, item)
    return back_to_desk(request, submission_id, item=_next_open(item).public_id)


def _save(request: PersonRequest, item: SubmissionItem, form: VerdictForm) -> bool:
    """False: the form has the faults. Nothing of the item was touched then."""
    try:
        with transaction.atomic():
            submissions.save_verdict(actor=request.user, item=item, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


def _next_open(item: SubmissionItem) -> SubmissionItem:
    """The first item after this one that has no verdict yet, else the first of all, else this one."""
    items = items_of(item.submission)
    at = items.index(item)
    return next((each for each in (*items[at + 1 :], *items[:at]) if each.is_open), item)


@staff_page(post_only=True)
def revoke(request: PersonRequest, submission_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    item, reason = load_item(request.user, submission_id, item_id), posted_text(request, "reason")
    with refusals_told(request, field="reason") as act:
        submissions.revoke(actor=request.user, item=item, reason=reason)
        messages.success(request, _("The approval was taken back. The partner was told."))
    if not act.done:
        return refused(request, submission_id, Kept("revoke", reason, act.fault), item=item)
    return back_to_desk(request, submission_id, item=item_id)
