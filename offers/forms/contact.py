"""One country contact: added, or changed while others may change it too."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cosell.accounts.models import User
from cosell.concurrent_forms import ConcurrentModelForm
from offers.checks import contact_countries, contact_states
from offers.forms.fields import ContactCountriesField, OneLineField, StatesField
from offers.models import Contact, Offer
from offers.services.contacts import add_contact, change_contact, find_twin, merge_contact, refuse_twin


class ContactForm(ConcurrentModelForm):
    """``offer`` is the offer that the contact belongs to or will belong to."""

    name = OneLineField(
        label=pgettext_lazy("of a person", "Name"), max_length=120, help_text=_("First and last name.")
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, help_text=_("Where Microsoft's sellers reach this person.")
    )
    job_title = OneLineField(label=_("Job title"), max_length=120, help_text=_("Such as Account manager."))
    countries = ContactCountriesField(
        label=_("Countries/Regions"), help_text=_("Where this person answers Microsoft's sellers.")
    )
    states = StatesField(
        label=_("States/Provinces"),
        help_text=_(
            "Only of the United States, Canada and Australia. Choose none to mean the whole country."
        ),
    )

    class Meta:
        model = Contact
        fields: ClassVar = ["name", "email", "job_title", "role", "countries", "states"]
        help_texts: ClassVar = {"role": _("Partner sales alone counts as a country's sales contact.")}

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        if not self.is_bound:
            self.fields["name"].widget.attrs["autofocus"] = True

    def clean_countries(self) -> list[str]:
        return _in_stored_order(contact_countries(self.cleaned_data["countries"]), self.instance.countries)

    def clean_states(self) -> list[str]:
        return _in_stored_order(self.cleaned_data["states"], self.instance.states)

    def clean(self) -> dict[str, Any]:
        """What only shows when fields are seen together, and after the merge with what others saved."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("countries"):
            self._check("states", contact_states, data.get("states") or [], data["countries"])
        # A new contact without a fault is left to the service, which knows a form posted twice.
        if "email" in data and "role" in data and (self.instance.pk or self.errors):
            self._check(None, refuse_twin, self.offer, data["email"], data["role"], self.instance.pk)
        return data

    def _check(self, field: str | None, check: Callable[..., object], *args: object) -> None:
        try:
            check(*args)
        except ValidationError as error:
            self.add_error(field, error)

    @property
    def twin(self) -> Contact | None:
        """The other contact of the offer who has this address in this role."""
        email, role = str(self.data.get("email", "")).strip(), str(self.data.get("role", ""))
        found = (
            find_twin(self.offer, email, role, self.instance.pk)
            if email and "\x00" not in email + role
            else None
        )
        if found:
            found.offer = self.offer
        return found

    def merge(self, *, actor: User) -> Contact | None:
        """Let the twin cover these countries too, and be the only one; None where there is none or a field is wrong."""
        twin = self.twin
        if twin is None or {"countries", "states"} & self.errors.keys():
            return None
        places = {name: self.cleaned_data[name] for name in ("countries", "states")}
        gone = self.instance if self.instance.pk else None
        merge_contact(actor=actor, twin=twin, gone=gone, **places)
        return twin

    def write(self, *, actor: User, changes: Mapping[str, Any]) -> None:
        if self.instance.pk is None:
            self.instance = add_contact(actor=actor, offer=self.offer, **changes)
        else:
            change_contact(actor=actor, contact=self.instance, changes=changes)


def _in_stored_order(codes: list[str], stored: list[str]) -> list[str]:
    """The order of checkboxes is not the person's: the same codes stay as they are stored."""
    return list(stored) if set(codes) == set(stored) else codes
