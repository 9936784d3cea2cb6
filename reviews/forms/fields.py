"""The field that more than one form has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

OUT_OF_RANGE = _("A percentage lies between 0 and 100.")


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
