"""The programme admin's page of users."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cosell.accounts import services
from cosell.accounts.forms import UserFilter, UserForm
from cosell.accounts.models import User
from cosell.accounts.queries import find_users
from cosell.kept_posts import posted_or_kept
from cosell.lists import page_of
from cosell.views import admin_page

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from cosell.requests import PersonRequest

PAGE_SIZE = 50
SORTS = {
    "name": ("name", "pk"),
    "email": ("email", "pk"),
    "role": ("role", "name", "pk"),
    "joined": ("joined_at", "pk"),
}


@admin_page
def users(request: PersonRequest) -> HttpResponseBase:
    """Everybody who has an account: search, filter, page."""
    filters = UserFilter(request.GET)
    filters.is_valid()
    asked = filters.cleaned_data
    found = find_users(words=asked.get("q", ""), role=asked.get("role", ""), state=asked.get("state", ""))
    page = page_of(request, found, sorts=SORTS, default="name", size=PAGE_SIZE)
    return render(request, "accounts/users.html", {"page": page, "filters": filters})


@admin_page
def user(request: PersonRequest, user_id: uuid.UUID) -> HttpResponseBase:
    """One account: its organisations, its role."""
    person = get_object_or_404(User.objects.prefetch_related("memberships__partner"), public_id=user_id)
    form = UserForm(posted_or_kept(request), initial={"role": person.role})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_user_role(actor=request.user, user=person, role=form.cleaned_data["role"])
        except ValidationError as refusal:
            form.add_error("role", refusal.messages)
        else:
            said = _("%(person)s now has the role %(role)s.")
            messages.success(request, said % {"person": person, "role": person.get_role_display()})
            return redirect("accounts:user", person.public_id)
    return render(request, "accounts/user.html", {"person": person, "form": form})


@admin_page(post_only=True)
def access(request: PersonRequest, user_id: uuid.UUID) -> HttpResponseBase:
    """Deactivate an account or open it again."""
    person = get_object_or_404(User, public_id=user_id)
    may = request.POST.get("may") == "yes"
    said = _("%(person)s may sign in again.") if may else _("%(person)s can no longer sign in.")
    try:
        services.let_sign_in(actor=request.user, user=person, may=may)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said % {"person": person})
    return redirect("accounts:user", person.public_id)
