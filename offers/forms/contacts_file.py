"""The upload of a file of contacts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import User
from offers.contacts_import import MOST_BYTES, Unreadable
from offers.models import ContactImport, Offer
from offers.services.contacts import upload_contacts


class ContactsFileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("With a row of column names first; commas, semicolons or tabs, as Excel saves it."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
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
