"""Figures as people type them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format

COMMA_AS_DECIMAL_MARK = re.compile(r"[+-]?\d+,\d{1,2}")
GROUPED_OR_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.))(?:\.\d*)?")


class FigureField(forms.DecimalField):
    """A decimal in the reader's way, with any kind of space between its thousands."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "numeric"})
        super().__init__(localize=True, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self._unspaced(value) if isinstance(value, str) else value)

    def _unspaced(self, value: str) -> str:
        """Django takes every English comma away, so that "1234,56" would be a hundred times too much."""
        text = "".join(value.split())
        if get_format("THOUSAND_SEPARATOR") != "," or "," not in text:
            return text
        if COMMA_AS_DECIMAL_MARK.fullmatch(text):
            return text.replace(",", ".")
        if not GROUPED_OR_PLAIN.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text
