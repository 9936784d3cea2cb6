"""Forms of cloud-specialist requests: filing one, handing documents in through it, closing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import User
from offers.forms.fields import KeyField
from reviews.forms.passing_on import HandOverForm


class RequestForm(forms.Form):
    """Asking for a cloud specialist."""

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


class ProvideForm(forms.Form):
    """What goes along with documents that are handed in."""

    note = forms.CharField(
        label=_("Note to the specialist"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What should they know? They read it beside your documents."),
    )


class OutcomeForm(forms.Form):
    """How a cloud-specialist request ended."""

    outcome = forms.CharField(
        label=_("Outcome"),
        help_text=_("The partner reads it: what was done together, or why the request is declined."),
        max_length=2000,
        error_messages={"required": _("Say how it ended, so that the partner knows what to do.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RequestHandOverForm(HandOverForm):
    """To whom a request goes, in the words of the specialists' desk."""

    def __init__(self, who_has_it: User | None, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(who_has_it, data)
        self.fields["to"].label = _("Cloud specialist")
        self.fields["note"].label = _("Note to the specialist")
        self.fields["note"].help_text = _(
            "What was agreed, and what is left? Only Microsoft's people read it."
        )
