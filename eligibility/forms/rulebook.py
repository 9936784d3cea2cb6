"""The figures of a draft rulebook. Two admins may have it open at once: see ``cosell.concurrent_forms``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cosell.concurrent_forms import ConcurrentModelForm, plain
from cosell.forms import Picker
from cosell.locations import country_codes, country_name
from eligibility.figures import money, percent
from eligibility.forms.fields import FigureField
from eligibility.models import Rulebook
from eligibility.services import rulebooks
from eligibility.services.assessing import today
from eligibility.thresholds import PUT, REVENUE_MODES, thresholds_of

if TYPE_CHECKING:
    from datetime import date

    from django.db import models

    from cosell.accounts.models import User

MODES_OFFERED = ("any", "all")


def _usd(label: Any, help_text: Any) -> FigureField:
    return FigureField(
        label=label, help_text=help_text, min_value=Decimal(0), max_digits=14, decimal_places=2
    )


class ThresholdsForm(ConcurrentModelForm):
    """Name, day and figures of a draft. The figures lie in the rulebook's data, not in columns."""

    acr_usd = _usd(
        gettext_lazy("Azure Consumed Revenue, at least (USD)"),
        gettext_lazy("Of the organisation, over the months of the window."),
    )
    billed_usd = _usd(
        gettext_lazy("Marketplace billed revenue, at least (USD)"),
        gettext_lazy("Of the offer, over the months of the window."),
    )
    revenue_mode = forms.ChoiceField(label=gettext_lazy("Revenue conditions"), widget=forms.RadioSelect)
    azure_percent = FigureField(
        label=gettext_lazy("Infrastructure on Azure, more than (%)"),
        help_text=gettext_lazy("From 0 to 100. Exactly this share is not enough."),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
    )
    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Eligible countries"),
        help_text=gettext_lazy("An offer needs a sales contact for each of these in which it is sold."),
        widget=Picker,
        error_messages={"required": gettext_lazy("Choose at least one country.")},
    )

    class Meta:
        model = Rulebook
        fields: ClassVar = ["name", "effective_from"]
        widgets: ClassVar = {"effective_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    field_order = ("name", "effective_from", *PUT)

    def __init__(self, *args: Any, instance: Rulebook, **kwargs: Any) -> None:
        figures = thresholds_of(instance.data).as_dict()
        super().__init__(*args, instance=instance, initial=figures, **kwargs)
        self._lay_out(figures)
        self.fields["effective_from"].required = True

    def _lay_out(self, figures: Mapping[str, Any]) -> None:
        modes = dict.fromkeys((*MODES_OFFERED, figures["revenue_mode"]))
        self._choices("revenue_mode", [(mode, str(REVENUE_MODES[mode]).capitalize()) for mode in modes])
        named = sorted(((code, country_name(code)) for code in country_codes()), key=lambda each: each[1])
        self._choices("countries", named)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_effective_from(self) -> date:
        day: date = self.cleaned_data["effective_from"]
        if day < today():
            raise ValidationError(_("This day lies in the past. Choose today or a later day."))
        return day

    def clean_countries(self) -> list[str]:
        return sorted(self.cleaned_data["countries"])

    def write(self, *, actor: User, changes: Mapping[str, Any]) -> None:
        rulebooks.save_draft(actor=actor, rulebook=self.instance, changes=changes)

    def shown(self, name: str, value: Any) -> str:
        if name in {"acr_usd", "billed_usd"}:
            return money(Decimal(value))
        if name == "azure_percent":
            return percent(Decimal(value))
        if name == "countries":
            return ngettext("one country", "%(count)s countries", len(value)) % {"count": len(value)}
        return super().shown(name, value)

    # --- figures beside columns ---

    def _edited(self) -> list[str]:
        return [*super()._edited(), *(name for name in PUT if name in self.fields)]

    def _values_of(self, instance: models.Model) -> dict[str, Any]:
        figures = thresholds_of(instance.data).as_dict()  # type: ignore[attr-defined]  # always a Rulebook
        for name, value in figures.items():
            vars(instance)[name] = value  # where the merge looks for what others saved
        columns = {name: plain(getattr(instance, name)) for name in super()._edited()}
        return {**columns, **{name: plain(value) for name, value in figures.items()}}
