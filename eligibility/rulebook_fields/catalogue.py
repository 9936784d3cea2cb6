"""Every field of a rulebook, by section. Offer types, statuses, documents and benefits come from the rules' codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from eligibility.rulebook_fields import helps
from eligibility.rulebook_fields.benefits import benefit_fields
from eligibility.rulebook_fields.cells import (
    KIND_NAMES,
    NEEDS,
    STATUS_NAMES,
    TYPE_NAMES,
    cell_fields,
    forget_same_needs,
    need_in_general,
)
from eligibility.rulebook_fields.field import (
    REVENUE_MODES,
    DataField,
    countries_of,
    decimal_text,
    put_countries,
    reader,
    writer,
)
from eligibility.rules.codes import LANGUAGES
from eligibility.rules.rulebook_parsing import LISTED_KINDS, NOT_PUBLISHED

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

SECTIONS: Mapping[str, _StrOrPromise] = {
    "thresholds": _("Thresholds"),
    "types": _("Offer types"),
    "documents": _("Documents"),
    "words": _("Words and benefits"),
    "countries": _("Countries"),
}
BILLED_COUNTS = {
    "always": _("For every offer"),
    "if_transactable": _("For offers sold through the marketplace only"),
}
LANGUAGE_NAMES = {"en": _("English"), "fr": _("French")}


def _as_it_is(value: Any) -> Any:
    return value


def _simple(name: str, label: _StrOrPromise, section: str, kind: str, *path: str, **more: Any) -> DataField:
    """A field whose value lies as it is at one path."""
    amount = kind in {"usd", "percent"}
    return DataField(
        name=name,
        label=label,
        section=section,
        kind=kind,
        place=".".join(path),
        get=reader(*path, convert=Decimal if amount else _as_it_is, default=more.pop("default", None)),
        put=writer(
            *path,
            convert=decimal_text if amount else _as_it_is,
            drop_empty=not more.get("required", True),
        ),
        **more,
    )


def _codes(name: str, label: _StrOrPromise, section: str, *path: str, **more: Any) -> DataField:
    """A list of codes, kept in the order of their choices."""
    choices = more.pop("choices")
    required, drop_empty = more.pop("required", True), more.pop("drop_empty", False)
    return DataField(
        name=name,
        label=label,
        section=section,
        kind="codes",
        place=".".join(path),
        choices=choices,
        required=required,
        get=reader(*path, default=[], convert=lambda codes: sorted(codes, key=list(choices).index)),
        put=writer(*path, drop_empty=drop_empty),
        **more,
    )


def _thresholds() -> Iterator[DataField]:
    yield from _figure("acr", _("Azure Consumed Revenue"), "azure_consumed_revenue")
    yield from _figure("billed", _("Marketplace billed revenue"), "billed_revenue")
    yield from _conditions()
    yield _simple(
        "azure_percent",
        _("Infrastructure on Azure, more than (%)"),
        "thresholds",
        "percent",
        "azure_infrastructure",
        "more_than_percent",
        help=helps.THRESHOLDS["azure_percent"],
    )
    yield _codes(
        "passes_unseen",
        _("Technical validation passes without a reviewer if sold through the marketplace"),
        "thresholds",
        "technical_validation",
        "passes_unseen_if_transactable",
        choices=TYPE_NAMES,
        required=False,
        help=helps.THRESHOLDS["passes_unseen"],
    )
    yield from _both_languages(
        "note_revenue",
        _("Note on the revenue conditions"),
        "thresholds",
        ("notes", "revenue"),
        required=False,
        help=helps.THRESHOLDS["note_revenue"],
    )


def _figure(name: str, group: _StrOrPromise, code: str) -> Iterator[DataField]:
    """How much of a revenue, in which months."""
    for part, label in (("usd", _("At least (USD)")), ("months", _("Months"))):
        each, said = f"{name}_{part}", helps.THRESHOLDS[f"{name}_{part}"]
        yield _simple(each, label, "thresholds", part, "revenue", code, part, group=group, help=said)


def _conditions() -> Iterator[DataField]:
    for name, label, key, choices in (
        ("revenue_mode", _("Revenue conditions"), "mode", REVENUE_MODES),
        ("billed_counts", _("Billed revenue counts"), "billed_counts", BILLED_COUNTS),
    ):
        said = helps.THRESHOLDS[name]
        yield _simple(name, label, "thresholds", "choice", "revenue", key, choices=choices, help=said)


def _both_languages(
    name: str, label: _StrOrPromise, section: str, path: tuple[str, ...], **more: Any
) -> Iterator[DataField]:
    for language in LANGUAGES:
        yield _simple(
            f"{name}_{language}",
            format_lazy("{} ({})", label, LANGUAGE_NAMES[language]),
            section,
            "text",
            *path,
            language,
            default="",
            **more,
        )


def _documents() -> Iterator[DataField]:
    for kind in LISTED_KINDS:
        yield DataField(
            name=f"document_{kind}",
            label=KIND_NAMES[kind],
            section="documents",
            kind="choice",
            place="",
            choices=NEEDS,
            help=helps.KINDS[kind],
            required=False,
            get=partial(need_in_general, kind=kind),
            put=_need_writer(kind),
        )
    yield _simple(
        "social_media",
        _("A social media channel counts as supporting material"),
        "documents",
        "flag",
        "documents",
        "social_media_url_counts",
        help=_("If so, an offer with such a link needs no other supporting material."),
    )


def _need_writer(kind: str) -> Any:
    def put(data: dict[str, Any], need: str) -> None:
        lists = data["documents"]
        for name in filter(None, NEEDS):
            if kind in lists.get(name, []):
                lists[name].remove(kind)
        if need:
            lists.setdefault(need, []).append(kind)
        forget_same_needs(data, kind)

    return put


def _words() -> Iterator[DataField]:
    for status, label in STATUS_NAMES.items():
        yield from _both_languages(
            f"name_{status}", label, "words", ("status_names", status), help=helps.STATUSES[status]
        )
    yield from _both_languages(
        "name_not_published",
        _("Not ready, before it is published"),
        "words",
        ("status_names", NOT_PUBLISHED),
        required=False,
        help=helps.STATUSES[NOT_PUBLISHED],
    )
    yield from benefit_fields()


def _countries() -> Iterator[DataField]:
    yield DataField(
        name="countries",
        label=_("Eligible countries"),
        section="countries",
        kind="countries",
        place="eligible_countries",
        get=countries_of,
        put=put_countries,
        help=_("An offer needs a sales contact for each of these in which it is sold."),
    )


FIELDS: Mapping[str, DataField] = {
    field.name: field
    for part in (_thresholds(), _documents(), cell_fields(), _words(), _countries())
    for field in part
}


def fields_of(section: str, offer_type: str = "") -> dict[str, DataField]:
    """Of the matrix those of one offer type, if one is named."""
    return {
        name: field
        for name, field in FIELDS.items()
        if field.section == section and offer_type in ("", field.column)
    }
