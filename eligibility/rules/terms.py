"""What a rulebook asks of one offer type, in the form that the requirements read."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Threshold:
    """At least ``usd`` over the last ``months`` ended months; ``months.EVERY_MONTH`` means cumulative."""

    usd: Decimal
    months: int


@dataclass(frozen=True, slots=True)
class Terms:
    """``eligible_countries`` is None where every country takes part."""

    eligible_countries: frozenset[str] | None
    required_kinds: frozenset[str]
    supporting_kinds: frozenset[str]
    social_media_url_counts: bool
    revenue_mode: str
    billed_only_if_transactable: bool
    azure_consumed_revenue: Threshold
    billed_revenue: Threshold
    azure_more_than_percent: Decimal
    validation_passes_unseen_if_transactable: bool
