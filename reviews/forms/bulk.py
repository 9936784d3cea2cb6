"""One act on several submissions at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from offers.models import DocumentKind
from reviews.models import ItemKind, Reason
from reviews.reasons import reasons_about


class SendBackForm(forms.Form):
    """One item of several submissions, and why it is sent back."""

    subject = forms.ChoiceField(label=_("Item to send back"), help_text=_("In every one of the rows chosen."))
    reason = forms.CharField(
        label=_("Note to the partner"),
        help_text=_("What to change, in your own words. Each partner reads it once you decide."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        parts = [choice for choice in ItemKind.choices if choice[0] != ItemKind.DOCUMENT]
        self._subject.choices = [("", _("Choose an item")), *parts, *DocumentKind.choices]
        reasons = [(reason.code, reason.sentence) for reason in Reason.objects.filter(is_active=True)]
        self.fields["reason_code"] = forms.ChoiceField(
            label=_("Reason"),
            required=False,
            choices=[("", _("Choose a reason")), *reasons],
            help_text=_("One that fits the item. Each partner reads the sentence in their own language."),
        )
        self.order_fields(["subject", "reason_code", "reason"])

    @property
    def _subject(self) -> forms.ChoiceField:
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        return field

    def clean(self) -> dict[str, Any]:
        """What the service would refuse for every row, said once at its field."""
        data = super().clean() or self.cleaned_data
        code, subject = data.get("reason_code"), data.get("subject")
        if not code and not data.get("reason", "").strip():
            self.add_error(
                "reason", _("Choose a reason or write a note, so that the partner knows what to do.")
            )
        if code and subject and code not in {reason.code for reason in reasons_about(subject)}:
            self.add_error("reason_code", _("This reason does not fit the item."))
        return data
