"""Creating an offer, and its properties."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import Partner, User
from cosell.concurrent_forms import ConcurrentModelForm
from offers.forms.fields import CountriesField, KeyField, OneLineField
from offers.models import Offer, OfferType
from offers.services.offers import change_offer, create_offer

NAME_HELP = _("As customers read it in the marketplace.")
SUMMARY_HELP = _("One or two sentences: what it does, and for whom.")
COUNTRIES_HELP = _("Each of them that takes part in the programme needs a sales contact for co-sell.")
PAID_HELP = _("Customers pay for it. Leave it out for a free offer.")
TRANSACTABLE_HELP = _(
    "Microsoft bills your customers for it. Leave it out if you only list it or bill them yourself."
)


class CreateOfferForm(forms.Form):
    """Its type is chosen once, here."""

    creation_key = KeyField()
    type = forms.ChoiceField(
        label=_("Offer type"),
        choices=OfferType.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "The type decides how the offer becomes Co-sell ready and which incentive it can reach. It cannot be "
            "changed later."
        ),
        error_messages={"required": _("Choose the type of the offer.")},
    )
    name = OneLineField(label=_("Name"), max_length=120, help_text=NAME_HELP)
    summary = OneLineField(label=_("Summary"), max_length=300, required=False, help_text=SUMMARY_HELP)
    countries = CountriesField(help_text=COUNTRIES_HELP)
    paid = forms.BooleanField(label=_("Paid"), required=False, initial=True, help_text=PAID_HELP)
    transactable = forms.BooleanField(
        label=_("Sold through the marketplace (transactable)"), required=False, help_text=TRANSACTABLE_HELP
    )

    def create(self, *, actor: User, partner: Partner) -> Offer:
        return create_offer(actor=actor, partner=partner, **self.cleaned_data)


class PropertiesForm(ConcurrentModelForm):
    """Everything of the first form except the type."""

    name = OneLineField(label=_("Name"), max_length=120, help_text=NAME_HELP)
    summary = OneLineField(label=_("Summary"), max_length=300, required=False, help_text=SUMMARY_HELP)
    countries = CountriesField(help_text=COUNTRIES_HELP)

    class Meta:
        model = Offer
        fields: ClassVar = ["name", "summary", "countries", "paid", "transactable"]
        help_texts: ClassVar = {"paid": PAID_HELP, "transactable": TRANSACTABLE_HELP}

    def write(self, *, actor: User, changes: Mapping[str, Any]) -> None:
        change_offer(actor=actor, offer=self.instance, changes=changes)
