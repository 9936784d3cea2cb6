"""A rulebook as it was read, not yet put together: what its parts are, and what they come to for one offer type."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

from eligibility.rules.codes import DOCUMENT_KINDS
from eligibility.rules.rulebook import Benefit, Bilingual, DocumentLists, Source
from eligibility.rules.terms import Threshold


class OfferTypeParts(NamedTuple):
    """``extra_…`` and ``without_…`` say how a type differs from what its path and its incentive ask."""

    co_sell_option: bool
    path: str
    incentive: str
    extra_ready: tuple[str, ...]
    extra_incentive: tuple[str, ...]
    without_ready: tuple[str, ...]
    without_incentive: tuple[str, ...]
    revenue_mode: str | None
    document_needs: Mapping[str, str]


class DocumentParts(NamedTuple):
    lists: DocumentLists
    social_media_url_counts: bool


class RevenueParts(NamedTuple):
    mode: str
    billed_counts: str
    azure_consumed_revenue: Threshold
    billed_revenue: Threshold


class Parts(NamedTuple):
    """A rulebook as it was read, not yet put together."""

    code: str
    name: Bilingual
    source: Source
    status_names: Mapping[str, Bilingual]
    eligible_countries: frozenset[str] | None
    publish: tuple[str, ...]
    paths: Mapping[str, tuple[str, ...]]
    incentives: Mapping[str, tuple[str, ...]]
    offer_types: Mapping[str, OfferTypeParts]
    documents: DocumentParts
    revenue: RevenueParts
    azure_more_than_percent: Decimal
    passes_unseen: tuple[str, ...]
    benefits: tuple[Benefit, ...]
    notes: Mapping[str, Bilingual]


def listed_for(offer_type: OfferTypeParts, parts: Parts) -> tuple[set[str], set[str]]:
    """What its path and its incentive ask, before the type's own differences."""
    return (
        {*parts.publish, *parts.paths[offer_type.path]},
        set(parts.incentives.get(offer_type.incentive, ())),
    )


def asked_of(offer_type: OfferTypeParts, parts: Parts) -> tuple[set[str], set[str]]:
    """What gates *Co-sell ready*, and what gates the incentive."""
    ready, more = listed_for(offer_type, parts)
    return (
        (ready | set(offer_type.extra_ready)) - set(offer_type.without_ready),
        (more | set(offer_type.extra_incentive)) - set(offer_type.without_incentive),
    )


def lists_of(offer_type: OfferTypeParts, parts: Parts) -> DocumentLists:
    """The rulebook's lists of documents, with those kinds moved that this type needs otherwise."""
    lists, needs = parts.documents.lists._asdict(), offer_type.document_needs
    return DocumentLists(
        **{
            name: in_order([*(k for k in kinds if k not in needs), *(k for k in needs if needs[k] == name)])
            for name, kinds in lists.items()
        }
    )


def in_order(kinds: Collection[str]) -> tuple[str, ...]:
    """As the contract names them."""
    return tuple(kind for kind in DOCUMENT_KINDS if kind in kinds)
