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
        return str(UNREADABLE[self.code]) % self.params


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
    def is_mendable(self) -> bool:
        """Whether one press can put it right."""
        return bool(self.suggestion) or self.code in _MENDED_BY

    @property
    def kind(self) -> tuple[Column | None, str, str, str]:
        """Problems of the same kind are mended alike."""
        return self.column, self.code, self.value, self.suggestion

    @property
    def mended_by(self) -> str:
        """What the one press does."""
        sentence = _MENDED_BY.get(self.code, _("Use %(suggestion)s"))
        return str(sentence) % {"suggestion": self.suggestion, **self.params}

    @property
    def column_name(self) -> str:
        return column_name(self.column) if self.column else ""

    @property
    def message(self) -> str:
        return str(PROBLEMS[self.code]) % {"value": self.value, **self.params}


UNREADABLE: Mapping[str, _StrOrPromise] = {
    "empty": _("The file is empty. Fill in at least the row of column names and one contact."),
    "no_contacts": _(
        "The file has no contact below the column names. An import replaces all contacts, so it needs at least one."
    ),
    "too_large": _("The file is larger than %(limit)s MB. A file of contacts is a small file."),
    "too_many_rows": _("The file has more than %(limit)s rows. Import fewer contacts."),
    "too_many_columns": _(
        "The file has a row with more than %(limit)s columns, so it is no table of contacts."
    ),
    "cell_too_long": _(
        "Row %(row)s has a cell with more than %(limit)s characters, so it is no table of contacts."
    ),
    "old_workbook": _(
        "This is a workbook of an old Excel or one with a password. Save it as an Excel workbook (.xlsx) without a "
        "password, or as CSV UTF-8, and import that file."
    ),
    "damaged_workbook": _(
        "This Excel workbook is damaged or not what it seems. Open it in Excel, save it anew and import that file."
    ),
    "costly_workbook": _(
        "This Excel workbook unpacks to far more than a table of contacts could hold. Copy your table into a new "
        "workbook and import that one."
    ),
    "formula": _(
        "Cell %(cell)s holds a formula. A file of contacts holds values alone: in Excel copy the table, choose Paste "
        "special, then Values, and import again."
    ),
    "binary": _(
        "This is neither a CSV file nor an Excel workbook. Save your table as one of them and import that file."
    ),
    "undecodable": _("The characters of this file cannot be read. Save it as CSV UTF-8 and import it again."),
    "open_quote": _(
        "In row %(row)s a quotation mark opens a cell and nothing closes it. Close it, or remove the quotation mark."
    ),
    "no_header": _("The first row must hold the column names: %(columns)s."),
}

PROBLEMS: Mapping[str, _StrOrPromise] = {
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
        "The country codes have spread over several columns, because they were not in quotation marks. Here they can "
        "be put into one cell."
    ),
    "too_many_cells": _(
        "This row has more cells than there are column names. Look for a separator too many."
    ),
}

_MENDED_BY: Mapping[str, _StrOrPromise] = {
    "unquoted_countries": _("Put them into one cell"),
    "too_many_cells": _("Leave out what is too many"),
    "state_without_country": _("Add %(country)s to the countries"),
    "duplicate": _("Merge into row %(first)s"),
    "repeated_column": _("Use the first one"),
}
