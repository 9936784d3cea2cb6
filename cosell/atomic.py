"""Requests that change something are one transaction; requests that only read take none.

Django's ``ATOMIC_REQUESTS`` would wrap every request, and on SQLite each would then queue for the one write lock.
"""

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AtomicChangesMiddleware:
    """Must stand last. A view marked ``transaction.non_atomic_requests`` looks after itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if request.method in SAFE_METHODS or getattr(view, "_non_atomic_requests", None):
            return None
        with transaction.atomic():
            try:
                response = view(request, *args, **kwargs)
            except ImmediateHttpResponse as answer:  # how allauth answers early
                response = answer.response
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            return response
