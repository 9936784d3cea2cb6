"""What lists can be narrowed down by. Everything is optional, and a wrong value in an address filters nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from eligibility.services.assessing import today
from offers.models.choices import OfferType

LIVE_STATES = [
    ("live", gettext_lazy("Live")),
    ("draft", pgettext_lazy("state of an offer", "Not published")),
    ("stopped", pgettext_lazy("state of an offer", "No longer sold")),
]


class Filter(forms.Form):
    """``asked`` gives what was chosen; the fields that hold something wrong are left out."""

    use_required_attribute = False

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}


def _with_any(choices: Any, label: Any) -> list[tuple[str, Any]]:
    return [("", label), *choices]


class OfferFilter(Filter):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=120)
    status = forms.ChoiceField(label=gettext_lazy("Co-sell status"), required=False)
    type = forms.ChoiceField(
        label=gettext_lazy("Offer type"),
        required=False,
        choices=_with_any(OfferType.choices, gettext_lazy("All types")),
    )
    live = forms.ChoiceField(
        label=gettext_lazy("In the marketplace"),
        required=False,
        choices=_with_any(LIVE_STATES, gettext_lazy("All")),
    )

    def __init__(self, *args: Any, names: dict[str, str], **kwargs: Any) -> None:
        """``names`` are those of the statuses, by their codes."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["status"]
        field.choices = _with_any(names.items(), _("All statuses"))


class PartnerFilter(Filter):
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=120)


class TypeFilter(Filter):
    """Of the matrix of a rulebook: one offer type."""

    type = forms.ChoiceField(
        label=gettext_lazy("Offer type"),
        required=False,
        choices=_with_any(OfferType.choices, gettext_lazy("All types")),
    )


class ChangeFilter(Filter):
    """Of the offers that a rulebook would move."""

    MOVES = (
        ("gain", pgettext_lazy("what happens to an offer's status", "Rises")),
        ("lose", pgettext_lazy("what happens to an offer's status", "Falls")),
        ("keep", pgettext_lazy("what happens to an offer's status", "Kept for now")),
    )
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=120)
    partner = forms.CharField(label=gettext_lazy("Partner"), required=False, max_length=120)
    type = forms.ChoiceField(
        label=gettext_lazy("Offer type"),
        required=False,
        choices=_with_any(OfferType.choices, gettext_lazy("All types")),
    )
    move = forms.ChoiceField(
        label=pgettext_lazy("what happens to an offer's status", "Status"),
        required=False,
        choices=_with_any(MOVES, gettext_lazy("All")),
    )
    before = forms.ChoiceField(label=gettext_lazy("Today"), required=False)
    after = forms.ChoiceField(label=pgettext_lazy("after a change", "Then"), required=False)

    def __init__(
        self,
        *args: Any,
        names_before: dict[str, str],
        names_after: dict[str, str],
        is_done: bool = False,
        **kwargs: Any,
    ) -> None:
        """``is_done``: the changes were made, rather than previewed; the fields are named like the columns.

        A rulebook may give statuses other names than the one before it: those of each side, by their codes.
        """
        super().__init__(*args, **kwargs)
        if is_done:
            self.fields["before"].label, self.fields["after"].label = _("Before"), _("After")
        for name, names in (("before", names_before), ("after", names_after)):
            field: Any = self.fields[name]
            field.choices = _with_any(names.items(), _("All statuses"))


class DayFilter(Filter):
    """Of an offer's statuses: how it stood at the end of one day, which has come.

    ``day_to_come`` is a day that was refused because nothing has happened on it yet: the simulator answers for it.
    """

    on = forms.DateField(
        label=gettext_lazy("How it stood on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    day_to_come: date | None = None

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day and day > today():
            self.day_to_come = day
            raise forms.ValidationError(
                _("Choose today or an earlier day. For days to come, use “What if …?”.")
            )
        return day


class EventFilter(Filter):
    """Of an offer's history."""

    ABOUT = (
        ("status", gettext_lazy("Status")),
        ("offers", gettext_lazy("Offer and documents")),
        ("reviews", gettext_lazy("Reviews")),
    )
    about = forms.ChoiceField(
        label=pgettext_lazy("topic of an event", "About"),
        required=False,
        choices=_with_any(ABOUT, gettext_lazy("Everything")),
    )
    since = forms.DateField(
        label=gettext_lazy("Since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
