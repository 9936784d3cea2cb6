"""Forms of the review desk and of publishing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cosell.accounts.models import Partner
from offers.models.choices import OfferType
from reviews.models import Submission, SubmissionItem, Verdict
from reviews.reasons import reasons_about

OUT_OF_RANGE = _("A percentage lies between 0 and 100.")


class PublishForm(forms.ModelForm):
    """What goes along with the offer."""

    class Meta:
        model = Submission
        fields = ("note",)
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {"note": _("What should they know? They read it beside your documents.")}


class PercentField(forms.DecimalField):
    """A percentage with at most two decimals, typed as people do: 62.5, 62,5 or 62.5 %."""

    widget = forms.TextInput
    default_error_messages: ClassVar = {
        "invalid": _("Write a number such as 62.5."),
        "max_decimal_places": _("Write at most two decimals."),
        "required": _("Say how much of the infrastructure runs on Azure."),
    }

    def __init__(self, **kwargs: Any) -> None:
        in_range = [MinValueValidator(0, OUT_OF_RANGE), MaxValueValidator(100, OUT_OF_RANGE)]
        super().__init__(decimal_places=2, validators=in_range, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace("%", "").replace(",", ".").strip())

    def prepare_value(self, value: Any) -> Any:
        return number_format(value.normalize(), use_l10n=True) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class VerdictForm(forms.Form):
    """One verdict on one item. Here is what can be typed wrongly; the service asks for what belongs together."""

    verdict = forms.ChoiceField(choices=Verdict.choices, required=False, widget=forms.HiddenInput)
    azure_percent = PercentField(
        label=_("Share of the infrastructure on Azure (%)"),
        help_text=_("Read it from the diagram: 0 to 100, at most two decimals."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Note to the partner"),
        help_text=_("What to change, in your own words. The partner reads it once you decide."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, item: SubmissionItem, data: Mapping[str, Any] | None = None) -> None:
        kept = {name: getattr(item, name) for name in ("azure_percent", "reason_code", "reason")}
        super().__init__(data, initial=kept)
        reasons = [(reason.code, reason.sentence) for reason in reasons_about(item.subject)]
        choices = [("", _("Choose a reason")), *reasons]
        self.fields["reason_code"] = forms.ChoiceField(
            label=_("Reason"),
            required=False,
            choices=choices,
            help_text=_("The usual reasons, in the partner's own language."),
        )
        self.fields["azure_percent"].required = data is None or data.get("verdict") != Verdict.SENT_BACK
        if not item.is_diagram:
            del self.fields["azure_percent"]

    @property
    def sends_back(self) -> bool:
        """It was sent back, or somebody just tried to: the part with the reasons is to stand open."""
        if self.is_bound:
            return self.data.get("verdict") == Verdict.SENT_BACK
        return bool(self.initial["reason_code"] or self.initial["reason"])


class QueueFilter(forms.Form):
    """The filters of a queue, from the address. What is not valid filters nothing, and is said at the field."""

    q = forms.CharField(label=_("Offer or partner"), max_length=100, required=False)
    type = forms.ChoiceField(
        label=_("Offer type"),
        choices=[("", pgettext_lazy("every offer type", "All")), *OfferType.choices],
        required=False,
    )

    def __init__(self, data: Mapping[str, Any], *, partners: QuerySet[Partner]) -> None:
        super().__init__(data)
        self.fields["partner"] = forms.ModelChoiceField(
            label=_("Partner"),
            queryset=partners,
            to_field_name="public_id",
            required=False,
            empty_label=pgettext_lazy("every partner", "All"),
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
