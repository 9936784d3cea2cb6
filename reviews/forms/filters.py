"""The filters of the queues, from the address; and the form that keeps them under a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cosell.accounts.models import Language, Partner
from cosell.locations import country_name
from cosell.prepared import Prepared, sql_of
from offers.models.choices import OfferType, RequestWhy
from reviews.clock import working_calendar
from reviews.models import SavedFilter, Why

Countries = tuple[str, ...]  # their codes
ANY = ("", pgettext_lazy("every value of a filter", "All"))
LONGEST_QUERY = 1000
AGES = {"2": _("More than 2 days"), "7": _("More than a week"), "30": _("More than 30 days")}
DUES = {
    "overdue": pgettext_lazy("when a review is due", "Overdue"),
    "day": pgettext_lazy("when a review is due", "Within a working day"),
    "later": pgettext_lazy("when a review is due", "Later"),
}


def _due(which: str) -> Q:
    now = timezone.now()
    if which == "overdue":
        return Q(due_at__lt=now)
    soon = working_calendar().after(now, timedelta(days=1))
    return Q(due_at__gte=now, due_at__lt=soon) if which == "day" else Q(due_at__gte=soon)


def _text(text: str) -> Q:
    return Q(offer__name__icontains=text) | Q(offer__partner__name__icontains=text)


CONDITIONS: Mapping[str, Callable[[Any], Q]] = {
    "q": _text,
    "type": lambda offer_type: Q(offer__type=offer_type),
    "partner": lambda partner: Q(offer__partner=partner),
    "country": lambda code: Q(offer__partner__country=code),
    "language": lambda code: Q(submitted_by__language=code),
    "age": lambda days: Q(submitted_at__lt=timezone.now() - timedelta(days=int(days))),
    "due": _due,
    "why": lambda why: Q(why=why),
}


class OfferFilter(forms.Form):
    """What is not valid filters nothing, and is said at the field."""

    NAMES: ClassVar[tuple[str, ...]] = ("q", "type", "partner")  # in the order in which they are shown

    q = forms.CharField(label=_("Offer or partner"), max_length=100, required=False)
    type = forms.ChoiceField(label=_("Offer type"), choices=[ANY, *OfferType.choices], required=False)

    def __init__(self, data: Mapping[str, Any], _countries: Countries = ()) -> None:
        super().__init__(data)
        chosen = str(data.get("partner", ""))
        self.fields["partner"] = forms.ModelChoiceField(
            label=_("Partner"),
            queryset=Partner.objects.filter(public_id=chosen) if _is_uuid(chosen) else Partner.objects.none(),
            to_field_name="public_id",
            required=False,
            empty_label=pgettext_lazy("every partner", "All"),
        )

    @property
    def condition(self) -> Q:
        """What the filters ask of a row."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return Q(*(CONDITIONS[name](value) for name, value in asked.items()))

    @property
    def drawn(self) -> SafeString:
        """Its fields; the partner only where one was chosen, in the table."""
        shown = [name for name in self.NAMES if name != "partner" or self.data.get(name)]
        return mark_safe("".join(self[name].as_field_group() for name in shown))  # noqa: S308 - drawn by templates


class RequestFilter(OfferFilter):
    """Those of the queue of cloud-specialist requests."""

    NAMES: ClassVar[tuple[str, ...]] = (*OfferFilter.NAMES, "why", "due")

    why = forms.ChoiceField(label=_("Why it is here"), choices=[ANY, *RequestWhy.choices], required=False)
    due = forms.ChoiceField(label=_("Due"), choices=[ANY, *DUES.items()], required=False)


class QueueFilter(OfferFilter):
    """Those of the queue of submissions."""

    NAMES: ClassVar[tuple[str, ...]] = (*OfferFilter.NAMES, "why", "due", "age", "country", "language")

    why = forms.ChoiceField(label=_("Why it is here"), choices=[ANY, *Why.choices], required=False)
    due = forms.ChoiceField(label=_("Due"), choices=[ANY, *DUES.items()], required=False)
    age = forms.ChoiceField(label=_("Age"), choices=[ANY, *AGES.items()], required=False)
    language = forms.ChoiceField(
        label=_("Language of the partner"), choices=[ANY, *Language.choices], required=False
    )

    def __init__(self, data: Mapping[str, Any], countries: Countries = ()) -> None:
        super().__init__(data)
        named = [(code, country_name(code, get_language())) for code in countries]
        self.fields["country"] = forms.ChoiceField(
            label=_("Country of the partner"),
            choices=[ANY, *sorted(named, key=lambda row: row[1])],
            required=False,
        )


FILTERS: Mapping[str, type[OfferFilter]] = {"submissions": QueueFilter, "requests": RequestFilter}  # by desk


@dataclass(frozen=True, slots=True)
class Filters:
    """``condition`` is what they ask of a row, ``drawn`` their fields."""

    is_filtered: bool
    condition: Q
    drawn: SafeString


def filters_of(kind: type[OfferFilter], data: Mapping[str, Any]) -> Filters:
    """Those of an address. One query, for the countries that can be chosen."""
    countries = _codes() if issubclass(kind, QueueFilter) else ()
    if not any(data.get(name) for name in kind.NAMES):
        return Filters(False, Q(), _empty(kind, countries, get_language()))
    form = kind(data, countries)
    return Filters(True, form.condition, form.drawn)


def condition_of(kind: type[OfferFilter], data: Mapping[str, Any]) -> Q:
    """What the filters of an address ask of a row, where no fields are drawn."""
    if not any(data.get(name) for name in kind.NAMES):
        return Q()
    return kind(data, _codes() if issubclass(kind, QueueFilter) else ()).condition


def _codes() -> Countries:
    return tuple(code for (code,) in COUNTRIES.rows())


@lru_cache(maxsize=64)
def _empty(kind: type[OfferFilter], countries: Countries, _language: str | None) -> SafeString:
    """The fields while nothing is chosen are the same for everybody, and drawn once."""
    return kind({}, countries).drawn


def _countries() -> QuerySet[Partner, Any]:
    """Those in which any partner has its head office."""
    return Partner.objects.exclude(country="").order_by("country").values_list("country").distinct()


COUNTRIES = Prepared("countries_of_partners", lambda: sql_of(_countries()))


def _is_uuid(text: str) -> bool:
    try:
        forms.UUIDField().clean(text)
    except forms.ValidationError:
        return False
    return True


class SaveFilterForm(forms.ModelForm):
    """Keep the queue as it is filtered now."""

    query = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)

    class Meta:
        model = SavedFilter
        fields = ("name", "is_default", "query")
        help_texts: ClassVar = {
            "name": _("Saving under a name that you have already replaces it."),
            "is_default": _("It takes the place of the filter with which the queue opens now."),
        }
