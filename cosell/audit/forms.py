"""What the audit log can be narrowed down by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROOMS = [
    ("", pgettext_lazy("part of the product", "All parts")),
    ("account", _("Accounts")),
    ("organisation", _("Organisations")),
    ("offers", _("Offers and documents")),
    ("reviews", _("Reviews")),
    ("eligibility", _("Statuses and rulebooks")),
    ("mail", _("Mails")),
]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LogFilter(forms.Form):
    use_required_attribute = False
    q = forms.CharField(label=_("Search"), required=False, max_length=120)
    room = forms.ChoiceField(
        label=pgettext_lazy("part of the product", "Part"), required=False, choices=ROOMS
    )
    since = _day(pgettext_lazy("first day of a period", "From"))
    until = _day(pgettext_lazy("last day of a period", "Until"))

    @property
    def asked(self) -> dict[str, Any]:
        """What was chosen, without the fields that hold something wrong."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
