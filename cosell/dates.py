"""Dates in the reader's words: the one place that puts ``cosell/formats`` into practice.

Django writes the first of a month as it writes every other day, and no format of its own says "1er"; so the first is a
word of the catalogue here. Templates get it by the filter ``date`` (``cosell/templatetags/dates.py``), code by
``date_format``; ruff refuses Django's own two (``pyproject.toml``).
"""

from datetime import date
from typing import Final

from django.utils.dateformat import DateFormat
from django.utils.formats import get_format
from django.utils.translation import pgettext, pgettext_lazy

# Django's French says "jan." and "fév."; French says "janv." and "févr.". Our catalogue comes before Django's own.
MONTHS_BETTER_KNOWN_HERE: Final = (
    pgettext_lazy("abbrev. month", "Jan."),
    pgettext_lazy("abbrev. month", "Feb."),
)


def date_format(value: date, style: str = "DATE_FORMAT") -> str:
    """The day, or the moment, as ``style`` says: a name of ``cosell/formats``, or Django's letters."""
    return _ReadersDate(value).format(get_format(style))


class _ReadersDate(DateFormat):
    def j(self) -> int | str:  # type: ignore[override]  # Django's own is a number, which no language can decline
        """Day of the month."""
        day = super().j()
        return pgettext("first day of a month", "1") if day == 1 else day
