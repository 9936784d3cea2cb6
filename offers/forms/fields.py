"""Form fields for what an offer is made of: one-line texts, countries, solution areas, links, and keys of forms."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cosell.forms import Picker
from cosell.locations import WORLDWIDE, country_name
from offers.checks import offer_countries, one_line, solution_areas, web_address
from offers.places import Choice, countries_by_region, states_by_country
from offers.solution_areas import AREAS

AREA_SEPARATOR = "/"


class OneLineField(forms.CharField):
    """A text on one line; line breaks and doubled blanks from pasting become one blank."""

    def clean(self, value: Any) -> Any:
        return super().clean(one_line(str(value or "")))


class CountriesField(forms.MultipleChoiceField):
    """The countries an offer is sold in, by region: a sorted list of codes."""

    widget = Picker

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Countries it is sold in"))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Choose at least one country.")})
        super().__init__(choices=countries_by_region, **kwargs)

    def clean(self, value: Any) -> list[str]:
        return offer_countries(super().clean(value))


class ContactCountriesField(forms.MultipleChoiceField):
    """A contact's countries: all of them, or some by region. What they mean together the form checks."""

    widget = Picker

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages", {"required": gettext_lazy("Choose at least one country, or all countries.")}
        )
        super().__init__(choices=_everywhere_or_by_region, **kwargs)


class StatesField(forms.MultipleChoiceField):
    """States of the US, Canada and Australia, by country."""

    widget = Picker

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=states_by_country, required=False, **kwargs)


class SolutionAreasField(forms.MultipleChoiceField):
    """Checkboxes ``area`` and ``area/sub_area``; the value is ``[{"area": code, "sub_areas": [code, …]}]``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_areas_with_subs, required=False, widget=Picker(bulk=False), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Stored areas as the checkboxes that stand for them; what was posted stays as it is."""
        if not isinstance(value, list):
            return value
        return [code for each in value for code in _codes_of(each)]

    def clean(self, value: Any) -> list[dict[str, object]]:
        chosen: dict[str, list[str]] = {}
        for code in super().clean(value):
            area, _separator, sub = code.partition(AREA_SEPARATOR)
            chosen.setdefault(area, []).extend([sub] if sub else [])
        return solution_areas({"area": area, "sub_areas": subs} for area, subs in chosen.items())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial or []), data)


class LinkField(forms.CharField):
    """An http or https address. Whether it answers is not asked."""

    widget = forms.URLInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, required=False, **kwargs)
        self.widget.attrs.setdefault("placeholder", "https://")

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return web_address(text) if text else ""


class KeyField(forms.UUIDField):
    """A hidden key that makes a form posted twice one act. Where it was lost a new one is made."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, initial=uuid.uuid4, **kwargs)

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()


def _everywhere_or_by_region() -> list[Any]:
    return [(WORLDWIDE, f"{country_name(WORLDWIDE)} ({WORLDWIDE})"), *countries_by_region()]


def _areas_with_subs() -> list[tuple[str, list[Choice]]]:
    groups = []
    for code, area in AREAS.items():
        subs = [(f"{code}{AREA_SEPARATOR}{sub}", str(name)) for sub, name in area.sub_areas.items()]
        groups.append((str(area.name), [(code, _("The area as a whole")), *subs]))
    return groups


def _codes_of(area: Any) -> list[str]:
    if not isinstance(area, dict):
        return [str(area)]
    subs = [f"{area['area']}{AREA_SEPARATOR}{sub}" for sub in area["sub_areas"]]
    return subs or [area["area"]]
