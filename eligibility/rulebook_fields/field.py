"""One field of a rulebook's data: where it lies, how it is read, written and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from cosell.locations import country_codes
from eligibility import figures
from eligibility.messages import labelled
from eligibility.rules.months import EVERY_MONTH
from eligibility.rules.rulebook_parsing import EVERY_COUNTRY

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Data = dict[str, Any]
REVENUE_MODES = {
    "any": pgettext_lazy("revenue conditions", "either one is enough"),
    "all": pgettext_lazy("revenue conditions", "both are needed"),
    "by_paid": pgettext_lazy(
        "revenue conditions", "billed revenue for paid offers, Azure Consumed Revenue for free ones"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataField:
    """``place`` is that of the rules' faults. ``get`` gives a plain value: Decimal, int, bool, str or a sorted list.

    ``kind`` is one of usd, percent, months, flag, choice, codes, countries, text. ``choices`` names the codes.
    ``group`` is the heading under which it stands, where several fields belong together. A cell of the matrix has its
    ``row`` (a code of ``cells.ROWS``) and its ``column`` (an offer type).
    """

    name: str
    label: _StrOrPromise
    section: str
    kind: str
    place: str
    get: Callable[[Data], Any]
    put: Callable[[Data, Any], None]
    choices: Mapping[str, _StrOrPromise] | None = None
    group: _StrOrPromise = ""
    help: _StrOrPromise = ""
    required: bool = True
    row: str = ""
    column: str = ""

    def shown(self, value: Any) -> str:
        """The value as a person reads it, in the active language; an empty text for nothing."""
        return SHOWN[self.kind](self, value)

    @property
    def full_label(self) -> str:
        return labelled(str(self.group), str(self.label)) if self.group else str(self.label)


def values_of(data: Mapping[str, Any], fields: Mapping[str, DataField]) -> dict[str, Any]:
    """Each field's value by its name. ``data`` is a sound rulebook's."""
    return {name: field.get(dict(data)) for name, field in fields.items()}


def with_values(data: Mapping[str, Any], changes: Mapping[str, Any], fields: Mapping[str, DataField]) -> Data:
    """A copy of the data with some of the fields changed, in the order of the catalogue."""
    changed = deepcopy(dict(data))
    for name, field in fields.items():
        if name in changes:
            field.put(changed, changes[name])
    return changed


# --- Where a value lies -----------------------------------------------------------------------------------------------


def reader(
    *path: str, default: Any = None, convert: Callable[[Any], Any] = lambda value: value
) -> Callable[[Data], Any]:
    """A ``get`` for a value at this path; ``default`` where nothing lies."""

    def get(data: Data) -> Any:
        value: Any = data
        for name in path:
            if not isinstance(value, dict) or name not in value:
                return deepcopy(default)
            value = value[name]
        return convert(value)

    return get


def writer(
    *path: str, convert: Callable[[Any], Any] = lambda value: value, drop_empty: bool = False
) -> Callable[[Data, Any], None]:
    """A ``put`` for a value at this path. ``drop_empty``: nothing is written as nothing, and empty parts go too."""

    def put(data: Data, value: Any) -> None:
        if drop_empty and value in (None, "", []):
            _drop(data, path)
            return
        target = data
        for name in path[:-1]:
            target = target.setdefault(name, {})
        target[path[-1]] = convert(value)

    return put


def _drop(data: Data, path: Sequence[str]) -> None:
    target = data.get(path[0])
    if len(path) == 1:
        data.pop(path[0], None)
    elif isinstance(target, dict):
        _drop(target, path[1:])
        if not target:
            del data[path[0]]


def decimal_text(value: Decimal) -> str:
    return f"{value:f}"


# --- How a value is shown ---------------------------------------------------------------------------------------------


def _money(field: DataField, value: Any) -> str:
    return "" if value is None else figures.money(Decimal(value))


def _percent(field: DataField, value: Any) -> str:
    return "" if value is None else figures.percent(Decimal(value))


def _months(field: DataField, value: Any) -> str:
    if value == EVERY_MONTH:
        return _("since launch")
    return ngettext("last month", "last %(count)s months", value) % {"count": value}


def _flag(field: DataField, value: Any) -> str:
    return _("Yes") if value else _("No")


def _choice(field: DataField, value: Any) -> str:
    return str((field.choices or {}).get(str(value), value))


def _codes(field: DataField, value: Any) -> str:
    return ", ".join(_choice(field, each) for each in value)


def _countries(field: DataField, value: Any) -> str:
    count, total = len(value), len(country_codes())
    if count == total:
        return _("all %(count)s") % {"count": total}
    return _("%(count)s of %(all)s") % {"count": count, "all": total}


def _text(field: DataField, value: Any) -> str:
    return str(value or "")


SHOWN: dict[str, Callable[[DataField, Any], str]] = {
    "usd": _money,
    "percent": _percent,
    "figure": lambda field, value: "" if value is None else f"{Decimal(value):f}",
    "months": _months,
    "flag": _flag,
    "choice": _choice,
    "codes": _codes,
    "countries": _countries,
    "text": _text,
}


def countries_of(data: Data) -> list[str]:
    """Every one of them by name, also where the data says "all"."""
    chosen = data["eligible_countries"]
    return sorted(country_codes() if chosen == EVERY_COUNTRY else chosen)


def put_countries(data: Data, countries: Sequence[str]) -> None:
    """All that there are are "all", also when another country appears."""
    chosen = frozenset(countries)
    data["eligible_countries"] = EVERY_COUNTRY if chosen == country_codes() else sorted(chosen)
