"""One section of a draft rulebook. Two admins may have it open at once: see ``cosell.concurrent_forms``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cosell.concurrent_forms import ConcurrentModelForm, plain
from cosell.dates import date_format
from cosell.forms import DrawnSelect, Picker
from cosell.locations import country_codes, country_name
from eligibility.editions import sound_editions
from eligibility.figures import OLDEST_MONTH, latest_day
from eligibility.forms.fields import FigureField
from eligibility.messages import labelled
from eligibility.models import Rulebook
from eligibility.queries import language
from eligibility.rulebook_fields import FIELDS, DataField, fields_of, values_of
from eligibility.services import rulebooks
from eligibility.services.assessing import today
from offers.places import by_name

if TYPE_CHECKING:
    from datetime import date

    from django.db import models

    from cosell.accounts.models import User

COLUMNS = {"thresholds": ("name", "effective_from", "grace_days")}
HUNDRED = Decimal(100)


class SectionForm(ConcurrentModelForm):
    """A section, or one offer type in the matrix; choices and names are in the reader's language.

    The fields of a section lie in the rulebook's data; the first section has its columns too.
    """

    class Meta:
        model = Rulebook
        fields: ClassVar = ["name", "effective_from", "grace_days"]
        widgets: ClassVar = {
            "effective_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "grace_days": forms.NumberInput(attrs={"class": "numeric"}),
        }
        help_texts: ClassVar = {
            "name": gettext_lazy("People find it by this name, and every change of status names it."),
            "effective_from": gettext_lazy(
                "It comes into force at midnight UTC. Today: as soon as it is approved."
            ),
            "grace_days": gettext_lazy("So long do offers keep a status that this rulebook takes from them."),
        }

    def __init__(
        self, *args: Any, instance: Rulebook, section: str, offer_type: str = "", **kwargs: Any
    ) -> None:
        self.section = section
        self.data_fields = fields_of(section, offer_type)
        values = values_of(instance.data, self.data_fields)
        super().__init__(*args, instance=instance, initial=values, **kwargs)
        for name in self.Meta.fields:
            if name not in COLUMNS.get(section, ()):
                del self.fields[name]
        # Made for this form alone: fields of the class would be copied once more, three hundred of them.
        self.fields |= {name: form_field(field) for name, field in self.data_fields.items()}
        if "effective_from" in self.fields:
            self.fields["effective_from"].required = True

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # part of Django's Form, not of its stubs
        for name, field in self.data_fields.items():
            if field.kind in {"codes", "countries"} and name in self.cleaned_data:
                self.cleaned_data[name] = _in_order(field, self.cleaned_data[name])

    def clean_effective_from(self) -> date:
        day: date = self.cleaned_data["effective_from"]
        if day < today():
            raise ValidationError(_("This day lies in the past. Choose today or a later day."))
        if day > latest_day(today()):
            raise ValidationError(_("Choose a day within the next three years."))
        return day

    def save_or_say(self, actor: User) -> bool:
        """Save what I changed, or say each fault of the rulebook at its field."""
        try:
            return self.save_concurrently(actor)
        except rulebooks.UnsoundRulebook as refusal:
            for name, lines in refusal.by_field.items():
                self._say(name, lines)
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
        return False

    def _say(self, name: str | None, lines: list[str]) -> None:
        if name is None or name in self.fields:
            self.add_error(name, lines)
        else:
            self.add_error(None, [labelled(FIELDS[name].full_label, line) for line in lines])

    def write(self, *, actor: User, changes: Mapping[str, Any]) -> None:
        rulebooks.save_draft(actor=actor, rulebook=self.instance, changes=changes)

    def shown(self, name: str, value: Any) -> str:
        return self.data_fields[name].shown(value) if name in self.data_fields else super().shown(name, value)

    # --- fields of the data beside columns ---

    def _edited(self) -> list[str]:
        return [*super()._edited(), *self.data_fields]

    def _values_of(self, instance: models.Model) -> dict[str, Any]:
        values = values_of(instance.data, self.data_fields)  # type: ignore[attr-defined]  # always a Rulebook
        for name, value in values.items():
            vars(instance)[name] = value  # where the merge looks for what others saved
        columns = {name: plain(getattr(instance, name)) for name in super()._edited()}
        return {**columns, **{name: plain(value) for name, value in values.items()}}


def form_field(field: DataField) -> forms.Field:
    """The form field for a field of the data. Of a row of the matrix its page says once what the cells decide."""
    common = {
        "label": field.full_label if field.row else field.label,
        "help_text": "" if field.row else field.help,
        "required": field.required,
    }
    made: forms.Field = MAKERS[field.kind](field, common)
    if field.row:  # a cell of the matrix has no room for a label
        made.widget.attrs["aria-label"] = field.full_label
    return made


def _usd(field: DataField, common: dict[str, Any]) -> forms.Field:
    return FigureField(min_value=Decimal(0), max_digits=14, decimal_places=2, **common)


def _percent(field: DataField, common: dict[str, Any]) -> forms.Field:
    return FigureField(min_value=Decimal(0), max_value=HUNDRED, max_digits=5, decimal_places=2, **common)


def _months(field: DataField, common: dict[str, Any]) -> forms.Field:
    widget = forms.NumberInput(attrs={"class": "numeric"})
    return forms.IntegerField(min_value=0, max_value=120, widget=widget, **common)


def _flag(field: DataField, common: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(**{**common, "required": False})


def _choice(field: DataField, common: dict[str, Any]) -> forms.Field:
    widget = DrawnSelect if field.row else forms.Select
    return forms.ChoiceField(choices=list((field.choices or {}).items()), widget=widget, **common)


def _codes(field: DataField, common: dict[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=list((field.choices or {}).items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-columns"}),
        **common,
    )


def _countries(field: DataField, common: dict[str, Any]) -> forms.Field:
    named = sorted(((code, country_name(code)) for code in country_codes()), key=by_name)
    return forms.MultipleChoiceField(
        choices=named,
        widget=Picker,
        error_messages={"required": gettext_lazy("Choose at least one country.")},
        **common,
    )


def _text(field: DataField, common: dict[str, Any]) -> forms.Field:
    long = field.name.startswith("note_")
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return forms.CharField(max_length=600, widget=widget, **common)


MAKERS: dict[str, Any] = {
    "usd": _usd,
    "percent": _percent,
    "figure": _usd,
    "months": _months,
    "flag": _flag,
    "choice": _choice,
    "codes": _codes,
    "countries": _countries,
    "text": _text,
}


def _in_order(field: DataField, codes: list[str]) -> list[str]:
    known = list(field.choices or ())
    return sorted(codes, key=known.index) if known else sorted(codes)


class NewRulebookForm(forms.Form):
    """What a draft is made from: an edition that ships with the product, or any rulebook."""

    source = forms.ChoiceField(
        label=gettext_lazy("Made from"),
        help_text=gettext_lazy(
            "Its figures, requirements, words and countries are what the draft begins with."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Empty: “Draft of” and today's date. It can be changed later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.choices = [(_("Rulebooks"), self._rulebooks()), (_("Editions"), self._editions())]

    @staticmethod
    def _rulebooks() -> list[tuple[str, str]]:
        """The one in force first."""
        rows = sorted(Rulebook.objects.defer("data"), key=lambda row: row.state != "in_force")
        return [
            (f"rulebook:{row.public_id}", f"{row.shown_name} – {row.get_state_display()}") for row in rows
        ]

    @staticmethod
    def _editions() -> list[tuple[str, str]]:
        named = [(each.code, each.name.text(language())) for each in sound_editions()]
        return [(f"edition:{code}", f"{name} ({code})") for code, name in named]

    def save(self, actor: User) -> Rulebook:
        kind, _colon, key = self.cleaned_data["source"].partition(":")
        name = self.cleaned_data["name"]
        if kind == "edition":
            return rulebooks.draft_from_edition(actor=actor, code=key, name=name)
        source = Rulebook.objects.get(public_id=key)
        return rulebooks.draft_from(actor=actor, source=source, name=name)


class AsOfForm(forms.Form):
    """The day whose facts a preview reads: one that the product's figures can know of, or one soon to come."""

    as_of = forms.DateField(
        label=gettext_lazy("By the facts of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("That day is not a date. Write it like 2021-03-31.")},
        help_text=gettext_lazy(
            "Revenue, competencies and enrolments count as of this day, all else as it is now. Empty: today."
        ),
    )

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        first, last = OLDEST_MONTH, latest_day(today())
        if day and not first <= day <= last:
            shown = {
                "first": date_format(first, "DATE_FORMAT"),
                "last": date_format(last, "DATE_FORMAT"),
            }
            raise ValidationError(_("Choose a day from %(first)s to %(last)s."), params=shown)
        return day
