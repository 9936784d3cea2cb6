"""What a person was told: the list, the count in the top bar, and the way to each page."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from cosell.notifications import services
from cosell.notifications.models import Notification
from cosell.notifications.rendering import told_all
from cosell.views import person_page

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from cosell.requests import PersonRequest

PAGE_SIZE = 30


@person_page
def notifications(request: PersonRequest) -> HttpResponseBase:
    """The newest first."""
    mine = Notification.objects.filter(user=request.user).order_by("-created_at", "-pk")
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = list(zip(page.object_list, told_all(page.object_list), strict=True))
    return render(request, "notifications/list.html", {"page": page, "rows": rows})


@person_page
def count(request: PersonRequest) -> HttpResponseBase:
    """The bell of the top bar, which it asks for now and then."""
    return render(request, "notifications/bell.html")


@person_page(post_only=True)
def read_all(request: PersonRequest) -> HttpResponseBase:
    services.mark_read(user=request.user)
    return redirect("notifications:list")


@person_page
def follow(request: PersonRequest, notification_id: uuid.UUID) -> HttpResponseBase:
    """Lead to the page that a notification is about; it is read then."""
    notification = get_object_or_404(Notification, user=request.user, public_id=notification_id)
    services.mark_one_read(notification=notification)
    ours = url_has_allowed_host_and_scheme(notification.path, None)
    return HttpResponseRedirect(notification.path) if ours else redirect("notifications:list")
