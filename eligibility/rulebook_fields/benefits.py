"""What a status brings, as fields: whether it does, its figures, and words of the programme's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from eligibility.models import Status
from eligibility.rulebook_fields import helps
from eligibility.rulebook_fields.field import DataField, decimal_text
from eligibility.rules.codes import BENEFITS, CO_SELL_READY, INCENTIVES, LANGUAGES

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

NAMES: dict[str, _StrOrPromise] = {
    "shown_to_sellers": _("Shown to Microsoft's sellers"),
    "seller_incentives": _("Incentives for Microsoft's sellers"),
    "reduced_service_fee": _("Reduced marketplace service fee"),
    "csp_incentive": _("Incentive for CSP partners"),
    "azure_commitment": _("Counts towards Azure commitments"),
    "preferred_badge": _("Preferred solution badge"),
}
FIGURES: dict[str, _StrOrPromise] = {
    "from_percent": _("From (%)"),
    "to_percent": _("To (%)"),
    "held_business_days": _("Held for business days"),
    "percent": _("Percentage"),
}
TEXTS: dict[str, _StrOrPromise] = {"en": _("In other words (English)"), "fr": _("In other words (French)")}
Data = dict[str, Any]


def benefit_name(status: str, code: str) -> str:
    return f"benefit_{status}_{code}"


def benefit_fields() -> Iterator[DataField]:
    for status in (CO_SELL_READY, *INCENTIVES):
        for code in BENEFITS:
            yield from _fields(status, code)


def _fields(status: str, code: str) -> Iterator[DataField]:
    name, group = benefit_name(status, code), Status(status).label
    yield DataField(
        name=name,
        label=NAMES[code],
        section="words",
        kind="flag",
        place="",
        group=group,
        help=helps.BENEFITS[code],
        get=lambda data: _find(data, status, code) is not None,
        put=_switch(status, code),
    )
    for figure in BENEFITS[code]:
        kind = "percent" if figure.endswith("percent") else "figure"
        yield _part(name, status, code, figure, kind, format_lazy("{} – {}", NAMES[code], FIGURES[figure]))
    for language in LANGUAGES:
        yield _part(
            name, status, code, language, "text", format_lazy("{} – {}", NAMES[code], TEXTS[language])
        )


def _part(name: str, status: str, code: str, part: str, kind: str, label: _StrOrPromise) -> DataField:
    return DataField(
        name=f"{name}_{part}",
        label=label,
        section="words",
        kind=kind,
        place="",
        group=Status(status).label,
        help=helps.BENEFIT_PARTS[part],
        required=False,
        get=_part_reader(status, code, part, kind),
        put=_part_writer(status, code, part, kind),
    )


def _find(data: Data, status: str, code: str) -> Data | None:
    return next((each for each in data["benefits"] if (each["status"], each["code"]) == (status, code)), None)


def _switch(status: str, code: str) -> Callable[[Data, bool], None]:
    def put(data: Data, wanted: bool) -> None:
        there = _find(data, status, code)
        if wanted and there is None:
            data["benefits"].append({"status": status, "code": code})
        elif there is not None and not wanted:
            data["benefits"].remove(there)

    return put


def _part_reader(status: str, code: str, part: str, kind: str) -> Callable[[Data], Any]:
    def get(data: Data) -> Any:
        there = _find(data, status, code)
        if kind == "text":
            return (there or {}).get("text", {}).get(part, "")
        return Decimal(there[part]) if there and part in there else None

    return get


def _part_writer(status: str, code: str, part: str, kind: str) -> Callable[[Data, Any], None]:
    """Writes nothing where the status does not bring this benefit; a figure left out is the parser's to refuse."""

    def put(data: Data, value: Any) -> None:
        there = _find(data, status, code)
        if there is None:
            return
        if kind != "text":
            there.pop(part, None)
            if value is not None:
                there[part] = decimal_text(value)
            return
        texts = {**there.pop("text", {}), part: value}
        if kept := {language: text for language, text in texts.items() if text}:
            there["text"] = kept

    return put
