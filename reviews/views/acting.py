"""What every act on a page has in common: a refusal becomes a message, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cosell.transitions import SomebodyWasFaster

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest


@dataclass(slots=True)
class Act:
    """``fault`` is what is wrong with what was typed, where the page says it at the field."""

    done: bool = False
    fault: str = ""


@contextmanager
def refusals_told(request: HttpRequest, *, field: str = "") -> Iterator[Act]:
    """Carry out an act; where it is refused, nothing of it stays and the person is told each reason.

    A fault at ``field`` is left to the page. Who may not even see the thing was turned away by its loader before.
    """
    act = Act()
    try:
        with transaction.atomic():
            yield act
        act.done = True
    except SomebodyWasFaster as faster:
        messages.warning(request, str(faster))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    except ValidationError as error:
        at_fields = error.message_dict if hasattr(error, "error_dict") else {}
        act.fault = " ".join(at_fields.pop(field, []))
        for sentence in [*chain(*at_fields.values())] if act.fault else error.messages:
            messages.error(request, sentence)


def done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Carry it out; a refusal stands above what was typed, or at its field, and nothing of the act stays."""
    try:
        with transaction.atomic():
            act()
    except ValidationError as faults:
        form.add_error(None, faults)
    except (SomebodyWasFaster, PermissionDenied) as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()
