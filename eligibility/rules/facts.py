"""The facts that a status is computed from, as typed values, and back to their JSON shape.

``facts_parsing`` makes them from JSON with every check. Code that reads many offers from a database builds
them directly: nothing is checked again here, and ``Partner``, ``Revenue``, ``Documents`` and ``Contacts`` can
be shared between offers. What the requirements ask most is sorted out once, on construction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from eligibility.rules.codes import APPROVED, DOCUMENT_STATES, SALES_ROLE, WAITING_STATES, WORLDWIDE
from eligibility.rules.money import EXACT, ZERO
from eligibility.rules.months import Window, last_ended_month, month_code, window_ending

NO_COUNTRIES: Final[frozenset[str]] = frozenset()

Json = dict[str, object]


class Period(NamedTuple):
    """Both days included; no ``end``: still running."""

    start: date
    end: date | None

    def includes(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def to_json(self) -> Json:
        return {"start": self.start.isoformat(), "end": self.end.isoformat() if self.end else None}


class Competency(NamedTuple):
    area: str
    level: str
    period: Period

    def to_json(self) -> Json:
        return {"area": self.area, "level": self.level, **self.period.to_json()}


class Designation(NamedTuple):
    area: str
    period: Period

    def to_json(self) -> Json:
        return {"area": self.area, **self.period.to_json()}


class Enrolment(NamedTuple):
    """In ISV Connect."""

    tier: str
    period: Period

    def to_json(self) -> Json:
        return {"tier": self.tier, **self.period.to_json()}


class MonthlyAmount(NamedTuple):
    """``month`` as ``months.month_number`` counts; ``usd`` is negative when refunds outweigh sales."""

    month: int
    usd: Decimal


class Document(NamedTuple):
    kind: str
    state: str


class Contact(NamedTuple):
    role: str
    countries: frozenset[str]

    def to_json(self) -> Json:
        return {"role": self.role, "countries": sorted(self.countries)}


class Sum(NamedTuple):
    """What the ``months`` months up to ``last`` add up to (see ``months``)."""

    last: int
    months: int
    usd: Decimal


@dataclass(slots=True)
class Revenue:
    """Amounts of distinct months, in their order.

    The newest sum is kept, since every offer of a partner asks for the same one. It is swapped as a whole, so that
    threads may share a ``Revenue``.
    """

    amounts: tuple[MonthlyAmount, ...] = ()
    _newest: Sum = field(init=False, repr=False, compare=False, default=Sum(0, 0, ZERO))

    def __post_init__(self) -> None:
        self.amounts = tuple(sorted(self.amounts))

    def total(self, last: int, months: int) -> Decimal:
        """The sum of the ``months`` months up to ``last``, exact, with at least two decimals."""
        newest = self._newest
        if newest[0] != last or newest[1] != months:
            newest = self._newest = Sum(last, months, self._add_up(window_ending(last, months)))
        return newest[2]

    def _add_up(self, window: Window) -> Decimal:
        total = ZERO
        for month, usd in self.amounts:
            if window.first <= month <= window.last:
                total = EXACT.add(total, usd)
        return total

    def to_json(self) -> list[Json]:
        return [{"month": month_code(month), "usd": f"{usd:f}"} for month, usd in self.amounts]


@dataclass(frozen=True, slots=True)
class Documents:
    """``approved`` and ``handed_in`` hold kinds; the latter are approved or wait for Microsoft."""

    items: tuple[Document, ...] = ()
    approved: frozenset[str] = field(init=False, repr=False, compare=False)
    handed_in: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        approved = frozenset(kind for kind, state in self.items if state == APPROVED)
        waiting = frozenset(kind for kind, state in self.items if state in WAITING_STATES)
        object.__setattr__(self, "approved", approved)
        object.__setattr__(self, "handed_in", approved | waiting)

    def state_of(self, kind: str) -> str | None:
        """The best state that a document of this kind has reached, None where there is none."""
        found = [state for its_kind, state in self.items if its_kind == kind]
        return min(found, key=DOCUMENT_STATES.index, default=None)

    def to_json(self) -> list[Json]:
        return [{"kind": kind, "state": state} for kind, state in self.items]


@dataclass(frozen=True, slots=True)
class Contacts:
    """``sales_countries`` holds every code that a sales contact covers, ``OOO`` among them."""

    items: tuple[Contact, ...] = ()
    sales_countries: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        covered = (contact.countries for contact in self.items if contact.role == SALES_ROLE)
        object.__setattr__(self, "sales_countries", frozenset().union(*covered))

    def to_json(self) -> list[Json]:
        return [contact.to_json() for contact in self.items]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    business_profile_complete: bool
    competencies: tuple[Competency, ...] = ()
    designations: tuple[Designation, ...] = ()
    isv_connect: Enrolment | None = None
    azure_consumed_revenue: Revenue = field(default_factory=Revenue)

    def to_json(self) -> Json:
        return {
            "business_profile_complete": self.business_profile_complete,
            "competencies": _all_json(self.competencies),
            "designations": _all_json(self.designations),
            "isv_connect": self.isv_connect.to_json() if self.isv_connect else None,
            "azure_consumed_revenue": self.azure_consumed_revenue.to_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    type: str
    published: bool
    paid: bool
    transactable: bool
    solution_type: str | None = None
    countries: frozenset[str] = frozenset()
    landing_page_url: str | None = None
    social_media_url: str | None = None
    platforms: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    solution_areas: tuple[str, ...] = ()
    billed_revenue: Revenue = field(default_factory=Revenue)
    azure_infrastructure_percent: Decimal | None = None
    technical_validation_passed: bool | None = None

    def to_json(self) -> Json:
        percent = self.azure_infrastructure_percent
        return {
            "type": self.type,
            "solution_type": self.solution_type,
            "published": self.published,
            "paid": self.paid,
            "transactable": self.transactable,
            "countries": sorted(self.countries),
            "landing_page_url": self.landing_page_url,
            "social_media_url": self.social_media_url,
            "platforms": list(self.platforms),
            "segments": list(self.segments),
            "solution_areas": list(self.solution_areas),
            "billed_revenue": self.billed_revenue.to_json(),
            "azure_infrastructure_percent": None if percent is None else f"{percent:f}",
            "technical_validation_passed": self.technical_validation_passed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """``last_month`` is the newest that has ended; ``uncovered_countries`` have no sales contact."""

    as_of: date
    partner: Partner
    offer: Offer
    documents: Documents = Documents()
    contacts: Contacts = Contacts()
    cloud_specialist_request: str | None = None
    last_month: int = field(init=False, repr=False, compare=False)
    uncovered_countries: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        covering = self.contacts.sales_countries
        uncovered = (WORLDWIDE not in covering and self.offer.countries - covering) or NO_COUNTRIES
        object.__setattr__(self, "last_month", last_ended_month(self.as_of))
        object.__setattr__(self, "uncovered_countries", uncovered)

    def to_json(self) -> Json:
        """The shape of the contract, whole: ``parse_facts`` of it gives equal facts."""
        return {
            "as_of": self.as_of.isoformat(),
            "partner": self.partner.to_json(),
            "offer": self.offer.to_json(),
            "documents": self.documents.to_json(),
            "contacts": self.contacts.to_json(),
            "cloud_specialist_request": self.cloud_specialist_request,
        }


def _all_json(items: Iterable[Competency | Designation]) -> list[Json]:
    return [item.to_json() for item in items]
