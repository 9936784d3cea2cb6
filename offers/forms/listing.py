"""The listing tab: what sellers find an offer by, and its links."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import User
from cosell.concurrent_forms import ConcurrentModelForm
from offers.forms.fields import LinkField, SolutionAreasField
from offers.models import Offer, Platform, Segment, SolutionType
from offers.services.offers import change_offer
from offers.solution_areas import area_name, sub_area_names


class ListingForm(ConcurrentModelForm):
    """Every field may be empty: it is a draft. What the rulebook asks for, the page says."""

    platforms = forms.MultipleChoiceField(
        label=_("Microsoft platforms"),
        choices=Platform.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-columns"}),
        help_text=_("What the solution runs on or works with."),
    )
    segments = forms.MultipleChoiceField(
        label=_("Market segments"),
        choices=Segment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The sizes of customer that it is made for."),
    )
    solution_type = forms.ChoiceField(
        label=_("Solution type"),
        choices=[("", _("Not chosen yet")), *SolutionType.choices],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices-columns"}),
        help_text=_("What customers get. IP is software of your own that is sold as it is."),
    )
    solution_areas = SolutionAreasField(
        label=_("Solution areas"),
        help_text=_("At most three areas, and in each at most two of its sub-areas."),
    )
    landing_page_url = LinkField(
        label=_("Solution landing page"),
        help_text=_("The page on which customers read about the solution and get in touch."),
    )
    social_media_url = LinkField(
        label=_("Social media channel"),
        help_text=_("For example your page on LinkedIn, YouTube or X."),
    )

    class Meta:
        model = Offer
        fields: ClassVar = [
            "platforms",
            "segments",
            "solution_type",
            "solution_areas",
            "landing_page_url",
            "social_media_url",
        ]

    def write(self, *, actor: User, changes: Mapping[str, Any]) -> None:
        change_offer(actor=actor, offer=self.instance, changes=changes)

    def shown(self, name: str, value: Any) -> str:
        """Areas with their sub-areas in words; everything else as usual."""
        if name != "solution_areas":
            return super().shown(name, value)
        return ", ".join(_area_in_words(each) for each in value or ())


def _area_in_words(area: Mapping[str, Any]) -> str:
    subs = ", ".join(sub_area_names(area["area"], area["sub_areas"]))
    return f"{area_name(area['area'])} ({subs})" if subs else area_name(area["area"])
