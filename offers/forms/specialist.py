"""Asking for a cloud specialist."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import User
from offers.forms.fields import KeyField
from offers.models import CloudSpecialistRequest, Offer
from offers.services.specialist import file_request


class RequestForm(forms.Form):
    creation_key = KeyField()
    needs = forms.CharField(
        label=_("What you need"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What the offer does, who buys it, which documents you have already and which you want to make together."
        ),
        error_messages={"required": _("Say what you need, so that the specialist can prepare.")},
    )

    def file(self, *, actor: User, offer: Offer) -> CloudSpecialistRequest:
        return file_request(actor=actor, offer=offer, **self.cleaned_data)
