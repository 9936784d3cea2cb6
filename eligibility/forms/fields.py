"""Figures as people type them."""

from __future__ import annotations

from typing import Any

from django import forms


class FigureField(forms.DecimalField):
    """A decimal in the reader's way, with any kind of space between its thousands."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "numeric"})
        super().__init__(localize=True, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)
