"""Countries without a sales contact, given to somebody who is there or to somebody new."""

from collections.abc import Collection
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cosell.accounts.models import User
from cosell.forms import Picker
from offers.forms.fields import OneLineField
from offers.models import Contact, ContactRole, Offer
from offers.places import countries_by_region
from offers.queries import cover
from offers.services.contacts import add_contact, cover_countries

NEW: Final = "new"
OF_NEW: Final = ("name", "email", "job_title")


class CoverageForm(forms.Form):
    """Of the ``eligible`` countries those without a sales contact are the choices."""

    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries without a contact"),
        widget=Picker,
        help_text=gettext_lazy("Where this person answers Microsoft's sellers."),
        error_messages={"required": gettext_lazy("Choose at least one country.")},
    )
    contact = forms.ChoiceField(
        label=gettext_lazy("Who covers them"),
        help_text=gettext_lazy("A sales contact of this offer, or somebody new."),
    )
    name = OneLineField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("First and last name."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Where Microsoft's sellers reach this person."),
    )
    job_title = OneLineField(
        label=gettext_lazy("Job title"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as Account manager."),
    )

    def __init__(self, *args: Any, offer: Offer, eligible: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.sales = list(offer.contacts.filter(role=ContactRole.PARTNER_SALES))
        for name in OF_NEW:
            vars(self.fields[name])["needed_later"] = True
        missing = cover(eligible, [each.countries for each in self.sales]).missing
        self.missing = _by_region({cell.code for cell in missing})
        _choices_of(self, "countries").choices = self.missing
        _choices_of(self, "contact").choices = [*map(_choice, self.sales), (NEW, _("Somebody new"))]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("contact") == NEW:
            for name in OF_NEW:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Fill this in for somebody new.")))
        return data

    def assign(self, *, actor: User) -> str:
        """Write it; the name of who covers them now."""
        data = self.cleaned_data
        if data["contact"] == NEW:
            details = {name: data[name] for name in OF_NEW}
            role = ContactRole.PARTNER_SALES.value
            added = add_contact(
                actor=actor, offer=self.offer, role=role, countries=data["countries"], **details
            )
            return added.name
        chosen = next(each for each in self.sales if str(each.public_id) == data["contact"])
        cover_countries(actor=actor, contact=chosen, countries=data["countries"])
        return chosen.name


def _choices_of(form: forms.Form, name: str) -> forms.ChoiceField:
    return cast("forms.ChoiceField", form.fields[name])


def _choice(contact: Contact) -> tuple[str, str]:
    return str(contact.public_id), f"{contact.name} ({contact.email})"


def _by_region(codes: set[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    regions = (
        (region, [each for each in choices if each[0] in codes]) for region, choices in countries_by_region()
    )
    return [(region, choices) for region, choices in regions if choices]
