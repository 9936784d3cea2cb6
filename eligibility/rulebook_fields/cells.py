"""What each offer type is asked, as one field for each cell of the matrix: requirement × offer type.

A path and an incentive ask for lists of requirements; a type's entry in the data holds only how it differs from them.
So a new path or incentive brings what it asks along, and a cell that was set stays as it was set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eligibility.messages.names import REQUIREMENTS
from eligibility.models import Status
from eligibility.rulebook_fields import helps
from eligibility.rulebook_fields.field import DataField, reader, writer
from eligibility.rules.codes import NO_INCENTIVE
from eligibility.rules.rulebook_parsing import LISTED_KINDS, NOT_ASKED
from offers.models.choices import DocumentKind, OfferType

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Data = dict[str, Any]
STATUS_NAMES = dict(Status.choices)
TYPE_NAMES = dict(OfferType.choices)
KIND_NAMES = dict(DocumentKind.choices)
PATH_NAMES = {
    "materials": pgettext_lazy("path to co-sell ready", "Materials"),
    "cloud_specialist": pgettext_lazy("path to co-sell ready", "Cloud specialist"),
}
INCENTIVE_NAMES: dict[str, _StrOrPromise] = {
    NO_INCENTIVE: pgettext_lazy("incentive", "None"),
    "azure_ip_incentivized": pgettext_lazy("incentive", "Azure IP"),
    "business_applications_incentivized": pgettext_lazy("incentive", "Business Apps"),
}
LEVELS: Mapping[str, _StrOrPromise] = {
    "": pgettext_lazy("level of a requirement", "Not asked"),
    "ready": pgettext_lazy("level of a requirement", "Ready"),
    "incentive": pgettext_lazy("level of a requirement", "Incentive"),
    "both": pgettext_lazy("level of a requirement", "Ready and incentive"),
}
NEEDS: Mapping[str, _StrOrPromise] = {
    "required": pgettext_lazy("need of a document", "Required"),
    "supporting": pgettext_lazy("need of a document", "Supporting"),
    "optional": pgettext_lazy("need of a document", "Optional"),
    "": pgettext_lazy("need of a document", "Not asked for"),
}
MODES: Mapping[str, _StrOrPromise] = {
    "": pgettext_lazy("revenue conditions of an offer type", "As in general"),
    "any": pgettext_lazy("revenue conditions of an offer type", "Either one"),
    "all": pgettext_lazy("revenue conditions of an offer type", "Both"),
    "by_paid": pgettext_lazy("revenue conditions of an offer type", "Paid or free"),
}
ROWS: Mapping[str, Any] = {
    "option": _("Co-sell option"),
    "path": _("Path"),
    "incentive": _("Incentive"),
    "revenue": _("Revenue conditions"),
    **{f"asks_{code}": naming.title for code, naming in REQUIREMENTS.items()},
    **{f"kind_{code}": KIND_NAMES[code] for code in LISTED_KINDS},
}


def cell_name(offer_type: str, row: str) -> str:
    return f"type_{offer_type}_{row}"


def cell_fields() -> Iterator[DataField]:
    """Type by type; what brings other cells along comes before them, so that a cell set in the same moment counts."""
    for code in TYPE_NAMES:
        yield from _of_type(code)


def _of_type(code: str) -> Iterator[DataField]:
    at = ("offer_types", code)
    yield _cell(code, "option", "flag", reader(*at, "co_sell_option"), writer(*at, "co_sell_option"))
    yield _cell(code, "path", "choice", reader(*at, "path"), _put_choice(code, "path"), choices=PATH_NAMES)
    yield _cell(
        code,
        "incentive",
        "choice",
        reader(*at, "incentive"),
        _put_choice(code, "incentive"),
        choices=INCENTIVE_NAMES,
    )
    yield _cell(
        code,
        "revenue",
        "choice",
        reader(*at, "revenue_mode", default=""),
        writer(*at, "revenue_mode", drop_empty=True),
        choices=MODES,
        required=False,
    )
    for requirement in REQUIREMENTS:
        get, put = _level_reader(code, requirement), _level_writer(code, requirement)
        yield _cell(code, f"asks_{requirement}", "choice", get, put, choices=LEVELS, required=False)
    for kind in LISTED_KINDS:
        get, put = _need_reader(code, kind), _need_writer(code, kind)
        yield _cell(code, f"kind_{kind}", "choice", get, put, choices=NEEDS, required=False)


def _cell(
    code: str, row: str, kind: str, get: Callable[[Data], Any], put: Callable[[Data, Any], None], **more: Any
) -> DataField:
    return DataField(
        name=cell_name(code, row),
        label=ROWS[row],
        section="types",
        kind=kind,
        place=f"offer_types.{code}.{PLACES[row]}" if row in PLACES else "",
        group=TYPE_NAMES[code],
        help=helps.ROWS[row],
        row=row,
        column=code,
        get=get,
        put=put,
        **more,
    )


PLACES = {
    "option": "co_sell_option",
    "path": "path",
    "incentive": "incentive",
    "revenue": "revenue_mode",
}


# --- Which requirements -----------------------------------------------------------------------------------------------


def _listed(data: Data, code: str) -> dict[str, list[str]]:
    """What its path and its incentive ask at each level, before the type's own differences."""
    entry = data["offer_types"][code]
    return {
        "ready": [*data["publish"], *data["paths"].get(entry["path"], [])],
        "incentive": list(data["incentives"].get(entry["incentive"], [])),
    }


def _level_reader(code: str, requirement: str) -> Callable[[Data], str]:
    def get(data: Data) -> str:
        entry, listed = data["offer_types"][code], _listed(data, code)
        levels = [
            level
            for level, codes in listed.items()
            if requirement
            in {*codes, *entry.get(f"extra_{level}", [])} - {*entry.get(f"without_{level}", [])}
        ]
        return "both" if len(levels) > 1 else "".join(levels)

    return get


def _level_writer(code: str, requirement: str) -> Callable[[Data, str], None]:
    def put(data: Data, wanted: str) -> None:
        entry = data["offer_types"][code]
        for level, codes in _listed(data, code).items():
            asked, listed = wanted in {level, "both"}, requirement in codes
            _set_in(entry, f"extra_{level}", requirement, there=asked and not listed)
            _set_in(entry, f"without_{level}", requirement, there=listed and not asked)

    return put


def _set_in(entry: Data, name: str, code: str, *, there: bool) -> None:
    """The list with or without this code, in the order of the contract; an empty list is left out."""
    codes = {*entry.get(name, [])} - {code} | ({code} if there else set())
    if codes:
        entry[name] = [each for each in REQUIREMENTS if each in codes]
    else:
        entry.pop(name, None)


def _put_choice(code: str, name: str) -> Callable[[Data, str], None]:
    """Another path or incentive brings what it asks; differences that mean nothing beside it go."""

    def put(data: Data, value: str) -> None:
        entry = data["offer_types"][code]
        entry[name] = value
        for level, listed in _listed(data, code).items():
            for each in list(entry.get(f"extra_{level}", [])):
                nothing = level == "incentive" and entry["incentive"] == NO_INCENTIVE
                _set_in(entry, f"extra_{level}", each, there=not nothing and each not in listed)
            for each in list(entry.get(f"without_{level}", [])):
                _set_in(entry, f"without_{level}", each, there=each in listed)

    return put


# --- Which documents --------------------------------------------------------------------------------------------------


def need_in_general(data: Data, kind: str) -> str:
    """How a kind of document is needed unless an offer type differs; empty for not at all."""
    return next((need for need in NEEDS if need and kind in data["documents"].get(need, [])), "")


def forget_same_needs(data: Data, kind: str) -> None:
    """An offer type that needs a kind as all others do differs no longer."""
    for entry in data["offer_types"].values():
        own = entry.get("documents", {})
        if own.get(kind) == (need_in_general(data, kind) or NOT_ASKED):
            del own[kind]
            if not own:
                del entry["documents"]


def _need_reader(code: str, kind: str) -> Callable[[Data], str]:
    def get(data: Data) -> str:
        own = data["offer_types"][code].get("documents", {}).get(kind)
        if own is None:
            return need_in_general(data, kind)
        return "" if own == NOT_ASKED else str(own)

    return get


def _need_writer(code: str, kind: str) -> Callable[[Data, str], None]:
    def put(data: Data, need: str) -> None:
        entry = data["offer_types"][code]
        own = {**entry.pop("documents", {}), kind: need or NOT_ASKED}
        if need == need_in_general(data, kind):
            del own[kind]
        if own:
            entry["documents"] = {each: own[each] for each in LISTED_KINDS if each in own}

    return put
