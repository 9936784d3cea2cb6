"""The filter ``date`` of every template, in place of Django's: ``settings.TEMPLATES`` makes it a builtin."""

import datetime as dt
from typing import Any

from django import template

from cosell.dates import date_format

register = template.Library()


@register.filter(expects_localtime=True)
def date(value: Any, style: str | None = None) -> str:
    """The day or the moment in the reader's words; nothing where there is none."""
    return date_format(value, style or "DATE_FORMAT") if isinstance(value, dt.date) else ""
