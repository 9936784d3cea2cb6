"""What can be wrong with a file of contacts, as codes with figures; the sentences are made on reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from offers.contacts_import.columns import Column, column_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise


class Unreadable(Exception):
    """The file is no table that could be checked cell by cell."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def message(self) -> str:
        return str(_UNREADABLE[self.code]) % self.params


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``row`` is the spreadsheet's row number, its header being 1; ``value`` is what stands there;
    ``suggestion`` is what could stand there instead, if that can be guessed.
    """

    row: int
    column: Column | None
    code: str
    value: str = ""
    suggestion: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def column_name(self) -> str:
        return column_name(self.column) if self.column else ""

    @property
    def message(self) -> str:
        return str(_PROBLEMS[self.code]) % {"value": self.value, **self.params}


_UNREADABLE: Mapping[str, _StrOrPromise] = {
    "empty": _("The file is empty. Fill in at least the row of column names and one contact."),
    "no_contacts": _(
        "The file has no contact below the column names. An import replaces all contacts, so it needs at least one."
    ),
    "too_large": _("The file is larger than %(limit)s MB. A file of contacts is a small text file."),
    "too_many_rows": _("The file has more than %(limit)s rows. Import fewer contacts."),
    "too_many_columns": _(
        "The file has a row with more than %(limit)s columns, so it is no table of contacts."
    ),
    "cell_too_long": _(
        "Row %(row)s has a cell with more than %(limit)s characters, so it is no table of contacts."
    ),
    "workbook": _(
        "This is an Excel workbook. In Excel choose Save as, then CSV UTF-8, and import that file."
    ),
    "binary": _("This is no text file. Save your table as CSV and import that file."),
    "undecodable": _("The characters of this file cannot be read. Save it as CSV UTF-8 and import it again."),
    "open_quote": _(
        "In row %(row)s a quotation mark opens a cell and nothing closes it. Close it, or remove the quotation mark."
    ),
    "no_header": _("The first row must hold the column names: %(columns)s."),
}

_PROBLEMS: Mapping[str, _StrOrPromise] = {
    "missing_column": _("This column is missing. Add it with a value for each contact."),
    "repeated_column": _("This column is there twice. Remove one of them."),
    "required": _("Fill in this cell."),
    "too_long": _("This is longer than %(most)s characters."),
    "control_character": _("This holds an invisible control character. Type it anew."),
    "email": _("“%(value)s” is not an e-mail address."),
    "role": _("“%(value)s” is not a role. Roles are: %(roles)s."),
    "country": _("“%(value)s” is not a country code."),
    "country_separator": _("Put a comma between the country codes."),
    "state": _("“%(value)s” is not a state code of the US, Canada or Australia."),
    "state_without_country": _("“%(value)s” needs %(country)s among the countries of the same row."),
    "duplicate": _("The same person in the same role already stands in row %(first)s. Keep one row."),
    "unquoted_countries": _(
        "The country codes have spread over several columns, because they were not in quotation marks. Put them into "
        "one cell, or in a text editor put quotation marks around them."
    ),
    "too_many_cells": _(
        "This row has more cells than there are column names. Look for a separator too many."
    ),
}
