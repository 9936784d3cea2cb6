"""What the queue goes by: the holidays, by the admins; and each reviewer's conflicts of interest."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cosell.kept_posts import posted_or_kept
from cosell.views import admin_page, staff_page
from reviews.forms.settings import ConflictForm, HolidayForm
from reviews.models import ConflictOfInterest, Holiday
from reviews.services import conflicts as declared
from reviews.services.holidays import add_holiday
from reviews.services.holidays import remove_holiday as take_out

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cosell.requests import PersonRequest

OLDEST_SHOWN_DAYS = 31


@admin_page
def holidays(request: PersonRequest) -> HttpResponse:
    """The holidays to come and the newest past ones; a new one."""
    form = HolidayForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid() and _add(request, form):
        messages.success(request, _("Added. Every due date that it concerns has moved."))
        return redirect("reviews:holidays")
    since = timezone.localdate() - timedelta(days=OLDEST_SHOWN_DAYS)
    context = {"form": form, "holidays": Holiday.objects.filter(day__gte=since)}
    return render(request, "reviews/holidays.html", context, status=422 if form.errors else 200)


def _add(request: PersonRequest, form: HolidayForm) -> bool:
    try:
        with transaction.atomic():
            add_holiday(actor=request.user, day=form.cleaned_data["day"], name=form.cleaned_data["name"])
    except ValidationError as fault:
        form.add_error(None, fault)
    return form.is_valid()


@admin_page(post_only=True)
def remove_holiday(request: PersonRequest, day: date) -> HttpResponse:
    take_out(actor=request.user, holiday=get_object_or_404(Holiday, day=day))
    messages.success(request, _("Removed. Every due date that it concerned has moved."))
    return redirect("reviews:holidays")


@staff_page
def conflicts(request: PersonRequest) -> HttpResponse:
    """The person's own conflicts of interest; a new one."""
    form = ConflictForm(posted_or_kept(request))
    if request.method == "POST" and form.is_valid():
        partner = form.cleaned_data["organisation"]
        declared.declare(actor=request.user, partner=partner, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("Declared. You will not be given anything of %(name)s.") % {"name": partner.name}
        )
        return redirect("reviews:conflicts")
    rows = ConflictOfInterest.objects.filter(user=request.user).select_related("partner")
    context = {"form": form, "conflicts": rows}
    return render(request, "reviews/conflicts.html", context, status=422 if form.errors else 200)


@staff_page(post_only=True)
def withdraw_conflict(request: PersonRequest, conflict_id: uuid.UUID) -> HttpResponse:
    mine = ConflictOfInterest.objects.select_related("partner")
    declared.withdraw(
        actor=request.user, conflict=get_object_or_404(mine, public_id=conflict_id, user=request.user)
    )
    messages.success(request, _("Withdrawn."))
    return redirect("reviews:conflicts")
