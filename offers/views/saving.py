"""What the pages with a form have in common: try to save, and answer again with the faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from cosell.accounts.models import User
    from cosell.concurrent_forms import ConcurrentModelForm

UNPROCESSABLE = 422


def is_saved(form: ConcurrentModelForm, actor: User) -> bool:
    """Whether the form was good and is written; what the service refuses stands in the form's errors."""
    return succeeds(form, lambda: form.save_concurrently(actor))


def succeeds(form: BaseForm, act: Callable[[], Any]) -> bool:
    """Whether the form was good and ``act`` did what it should; what it refuses stands in the form's errors."""
    if not form.is_valid():
        return False
    try:
        return bool(act())
    except ValidationError as error:
        form.add_error(None, error)
        return False


def show(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page; after a POST it holds a form with faults, and its status says so."""
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, dict(context), status=status)
