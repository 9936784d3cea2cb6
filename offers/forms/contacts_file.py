"""The ways in for many contacts: a file, another offer, and the cells that are put right before they count."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import User
from offers.contacts_import import MOST_BYTES, Column, Table, Unreadable, mending
from offers.models import ContactImport, Offer
from offers.services.contact_imports import copy_contacts, upload_contacts

CELL: Final = re.compile(r"cell-(\d{1,9})-([a-z_]+)")
FAULT: Final = re.compile(r"(\d{1,9}):([a-z_]*):([a-z_]+):(.*)", re.DOTALL)


class ContactsFileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file or Excel workbook"),
        help_text=_("With a row of column names first. Of a workbook the first sheet is read."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(Unreadable("too_large", limit=MOST_BYTES // (1024 * 1024)).message)
        return file

    def upload(self, *, actor: User, offer: Offer) -> ContactImport | None:
        """The import that was begun, or None where the file is no table: the form then says why."""
        file = self.cleaned_data["file"]
        try:
            return upload_contacts(actor=actor, offer=offer, file_name=file.name, data=file.read())
        except Unreadable as fault:
            self.add_error("file", fault.message)
            return None


class CopyContactsForm(forms.Form):
    """``offer`` receives the contacts of another offer of its organisation."""

    source = forms.ModelChoiceField(
        label=_("Offer"),
        queryset=Offer.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        help_text=_("The other offers of your organisation that have contacts."),
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        others = Offer.objects.filter(partner_id=offer.partner_id, contacts__isnull=False).exclude(
            pk=offer.pk
        )
        self.others = others.distinct().order_by("name", "pk")
        cast("forms.ModelChoiceField[Offer]", self.fields["source"]).queryset = self.others

    @property
    def has_offers(self) -> bool:
        return self.others.exists()

    def copy(self, *, actor: User) -> ContactImport:
        return copy_contacts(actor=actor, offer=self.offer, source=self.cleaned_data["source"])


def mending_of(posted: Mapping[str, str]) -> Callable[[Table], Table]:
    """What a post of the page with the faulty rows does to the table: first what was typed, then what was pressed."""
    typed = {place: text for name, text in posted.items() if (place := _place(name))}

    def mend(table: Table) -> Table:
        return _pressed(mending.with_cells(table, typed), posted)

    return mend


def _place(name: str) -> tuple[int, Column] | None:
    found = CELL.fullmatch(name)
    column = _column(found[2]) if found else None
    return (int(found[1]), column) if found and column else None


def _column(name: str) -> Column | None:
    return next((column for column in Column if column == name), None)


def _pressed(table: Table, posted: Mapping[str, str]) -> Table:
    for name, press in _PRESSES.items():
        if name in posted:
            return press(table, posted[name], posted)
    return table


def _fix(table: Table, value: str, posted: Mapping[str, str]) -> Table:
    fault = _fault(value)
    return mending.with_suggestion(table, fault, everywhere="fix_alike" in posted) if fault else table


def _fault(value: str) -> mending.Fault | None:
    found = FAULT.fullmatch(value)
    return mending.Fault(int(found[1]), _column(found[2]), found[3], found[4]) if found else None


def _fix_all(table: Table, _value: str, _posted: Mapping[str, str]) -> Table:
    return mending.with_suggestions(table, lambda problem: True)


def _leave_out(table: Table, value: str, _posted: Mapping[str, str]) -> Table:
    return mending.without_row(table, int(value)) if value.isdecimal() and len(value) < 10 else table


def _take_column(table: Table, value: str, posted: Mapping[str, str]) -> Table:
    column = _column(value)
    return mending.with_column(table, column, posted.get(f"heading-{value}", "")) if column else table


def _first_column(table: Table, value: str, _posted: Mapping[str, str]) -> Table:
    column = _column(value)
    return mending.without_column(table, column) if column else table


_PRESSES: Final[Mapping[str, Callable[[Table, str, Mapping[str, str]], Table]]] = {
    "fix": _fix,
    "fix_alike": _fix,
    "fix_all": _fix_all,
    "leave_out": _leave_out,
    "take_column": _take_column,
    "first_column": _first_column,
}
