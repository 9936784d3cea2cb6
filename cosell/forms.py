"""How forms are drawn: one field template for the whole product, and the widgets that Django does not bring.

A form may carry ``conflicts``: {field name: Conflict}. Such a field shows the other person's value beside
what was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECTED = SafeString(" selected")


@dataclass(frozen=True)
class Conflict:
    """What another person saved into a field while this one was typing, and what this one typed (``mine``)."""

    theirs: str
    by: str = ""
    at: datetime | None = None
    mine: str = ""


class CosellBoundField(BoundField):
    """A field that knows of a concurrent edit and names all that describes it to a screen reader."""

    @property
    def conflict(self) -> Conflict | Mapping[str, Any] | None:
        """Return the other person's value of this field, or None."""
        return getattr(self.form, "conflicts", {}).get(self.name)

    @property
    def merged(self) -> Any:
        """Return who alone changed this field meanwhile and to what, or None; ``cosell.concurrent_forms`` says it."""
        return getattr(self.form, "merged", {}).get(self.name)

    @property
    def aria_describedby(self) -> str | None:
        """Return the ids of help, errors and conflict, in reading order."""
        described = super().aria_describedby
        if described is None or not self.conflict or not self.auto_id:
            return described
        return f"{described} {self.auto_id}_conflict".strip()

    @property
    def is_choice_group(self) -> bool:
        """Return whether the widget draws several controls, so that the field needs a fieldset and a legend."""
        return self.use_fieldset

    @property
    def is_checkbox(self) -> bool:
        """Return whether the field is one checkbox, whose label stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class CosellRenderer(TemplatesSetting):
    """Draws forms with templates/django/forms; widgets not overridden there are Django's own."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = CosellBoundField


class DrawnSelect(forms.Select):
    """A plain list of choices, drawn without a template: for pages with hundreds of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw what Django's template draws; choices have no groups and no attributes of their own."""
        choices = tuple((str(code), str(label)) for code, label in self.choices)
        options = _options(choices, self.format_value(value)[0])
        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, attributes, options)


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((code, SELECTED if code == chosen else "", label) for code, label in choices),
    )


class RadioCards(forms.RadioSelect):
    """Radio buttons as cards; ``hints`` ({value: sentence}) explain each choice."""

    template_name = "django/forms/widgets/radio_cards.html"

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the choice's hint to Django's option."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class Picker(forms.CheckboxSelectMultiple):
    """Many checkboxes (246 countries) with a filter and a count; plain checkboxes without JavaScript.

    ``bulk``: with "select all", of everything or of one group; leave it out where few may be chosen.
    """

    template_name = "django/forms/widgets/picker.html"

    def __init__(self, *args: Any, bulk: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bulk = bulk

    def get_context(self, *args: Any) -> dict[str, Any]:
        """Tell the template whether many may be chosen at once."""
        context = super().get_context(*args)
        context["widget"]["bulk"] = self.bulk
        return context
