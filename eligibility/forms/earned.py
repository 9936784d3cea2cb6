"""Forms of what a partner has earned: things with a beginning and an end, and a grid of months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cosell.concurrent_forms import plain
from eligibility.figures import money, month_name
from eligibility.forms.fields import FigureField
from eligibility.models import CompetencyLevel, Tier
from eligibility.services import earned

if TYPE_CHECKING:
    from cosell.accounts.models import Partner, User
    from eligibility.services.earned import Months, Move

SALT = "eligibility.months"


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


class PeriodForm(forms.Form):
    """``save`` enters a new one for the partner, or changes ``row``."""

    start = _day(gettext_lazy("From"), help_text=gettext_lazy("The first day on which it counts."))
    end = _day(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The last day. Leave it empty if it goes on."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("It cannot end before it starts."))
        return cleaned

    def save(self, *, actor: User, partner: Partner, row: Any = None) -> list[Move]:
        raise NotImplementedError


def _area() -> forms.CharField:
    help_text = gettext_lazy("As Partner Center names it, such as Cloud Platform. Any area counts.")
    return forms.CharField(label=gettext_lazy("Area"), max_length=80, help_text=help_text)


class CompetencyForm(PeriodForm):
    area = _area()
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=CompetencyLevel.choices,
        initial="gold",
        help_text=gettext_lazy("Only Gold counts for consulting services."),
    )
    field_order = ("area", "level", "start", "end")

    def save(self, *, actor: User, partner: Partner, row: Any = None) -> list[Move]:
        return earned.save_competency(actor=actor, partner=partner, row=row, **self.cleaned_data)


class DesignationForm(PeriodForm):
    area = _area()
    field_order = ("area", "start", "end")

    def save(self, *, actor: User, partner: Partner, row: Any = None) -> list[Move]:
        return earned.save_designation(actor=actor, partner=partner, row=row, **self.cleaned_data)


class EnrolmentForm(PeriodForm):
    tier = forms.ChoiceField(
        label=gettext_lazy("Tier"),
        choices=Tier.choices,
        initial="premium",
        help_text=gettext_lazy("Of the ISV Connect program. Which tier counts is the rulebook's."),
    )
    field_order = ("tier", "start", "end")

    def save(self, *, actor: User, partner: Partner, row: Any = None) -> list[Move]:
        return earned.save_enrolment(actor=actor, partner=partner, row=row, **self.cleaned_data)


FORMS: dict[str, type[PeriodForm]] = {
    "competencies": CompetencyForm,
    "designations": DesignationForm,
    "enrolments": EnrolmentForm,
}


class MonthsForm(forms.Form):
    """One field a month. ``stored`` holds what stands now, by the first day of the month.

    The page carries what it showed, signed. Only cells that the person changed are written; one that somebody else
    changed meanwhile is shown with both figures, and nothing is written until it is saved again.
    """

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, months: list[date], stored: Mapping[date, Decimal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = months
        self.stored = {month: stored.get(month) for month in months}
        self.initial["base"] = self._signed()
        for month in months:
            self.fields[_name(month)] = _month_field(month)
            self.initial[_name(month)] = self.stored[month]

    @property
    def cells(self) -> list[forms.BoundField]:
        """The fields of the months, the newest first."""
        return [self[_name(month)] for month in reversed(self.months)]

    @property
    def changes(self) -> Months:
        """What the person changed; None takes a figure away."""
        base = self._posted_base()
        return {
            month: self.cleaned_data[_name(month)]
            for month in self.months
            if plain(self.cleaned_data[_name(month)]) != base.get(_name(month))
            and self.cleaned_data[_name(month)] != self.stored[month]
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        base = self._posted_base()
        for month in self.months:
            name = _name(month)
            mine, theirs, was = plain(cleaned.get(name)), plain(self.stored[month]), base.get(name)
            if name in cleaned and mine not in {was, theirs} and theirs != was:
                self.add_error(name, _clash(self.stored[month]))
        if self.errors:
            renewed: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            renewed["base"] = self._signed()
            self.data = renewed
        return cleaned

    def _signed(self) -> str:
        values = {_name(month): plain(usd) for month, usd in self.stored.items()}
        return signing.dumps(values, salt=SALT, compress=True)

    def _posted_base(self) -> dict[str, Any]:
        """Without a base of ours no figure was seen: stored ones are not overwritten."""
        try:
            base: dict[str, Any] = signing.loads(self.data.get("base", ""), salt=SALT)
        except signing.BadSignature:
            return {}
        return base


def _name(month: date) -> str:
    return f"m{month:%Y_%m}"


def _month_field(month: date) -> FigureField:
    label = month_name(month).capitalize()
    return FigureField(label=label, required=False, max_digits=14, decimal_places=2)


def _clash(theirs: Decimal | None) -> str:
    if theirs is None:
        return _("Somebody removed this month's figure meanwhile. Save again to keep yours.")
    return _("Somebody entered %(usd)s meanwhile. Save again to keep yours.") % {"usd": money(theirs)}
