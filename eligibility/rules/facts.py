"""The facts that a status is computed from, as typed values, and back to their JSON shape.

``facts_parsing`` makes them from JSON with every check. Code that reads many offers from a database builds
them directly: nothing is checked again here, and ``Partner``, ``Revenue``, ``Documents`` and ``Contacts`` can
be shared between offers. No one changes facts once they are made; ``dataclasses.replace`` makes others of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Final, NamedTuple

from eligibility.rules.codes import (
    APPROVED,
    DOCUMENT_KINDS,
    DOCUMENT_STATES,
    SALES_ROLE,
    WAITING_STATES,
    WORLDWIDE,
)
from eligibility.rules.money import EXACT, ZERO
from eligibility.rules.months import last_ended_month, month_code, window_ending

NO_COUNTRIES: Final[frozenset[str]] = frozenset()
HANDED_IN_STATES: Final = frozenset({APPROVED, *WAITING_STATES})
PLACES: Final = {kind: place for place, kind in enumerate(DOCUMENT_KINDS)}
RANKS: Final = {state: rank for rank, state in enumerate(DOCUMENT_STATES)}

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
    """What the ``months`` months up to ``last`` add up to (see ``months``), also as text."""

    last: int
    months: int
    usd: Decimal
    text: str


NO_SUM: Final = Sum(0, 0, ZERO, str(ZERO))


class Revenue:
    """Amounts of distinct months, in their order: the months (see ``months``), and the USD of each.

    Of many amounts few are ever added up, so that they may be given as text and are read when they are needed. The
    newest sum is kept, since every offer of a partner asks for the same one. It is swapped as a whole, so that threads
    may share a ``Revenue``.
    """

    __slots__ = ("_given", "_newest", "months")

    def __init__(self, amounts: Iterable[MonthlyAmount] = ()) -> None:
        ordered = sorted(amounts)
        self.months = tuple(month for month, _usd in ordered)
        self._given: Sequence[Decimal | str] = [usd for _month, usd in ordered]
        self._newest = NO_SUM

    @classmethod
    def in_order(cls, months: tuple[int, ...], texts: Sequence[str]) -> "Revenue":
        """From months in their order, and their amounts as decimal strings."""
        revenue = cls.__new__(cls)
        revenue.months, revenue._given, revenue._newest = months, texts, NO_SUM
        return revenue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Revenue) and self.amounts == other.amounts

    __hash__ = None  # type: ignore[assignment]  # as of everything here that is compared by what it holds

    def __repr__(self) -> str:
        return f"Revenue({self.amounts!r})"

    @property
    def amounts(self) -> tuple[MonthlyAmount, ...]:
        return tuple(map(MonthlyAmount, self.months, map(Decimal, self._given)))

    def total(self, last: int, months: int) -> Decimal:
        """The sum of the ``months`` months up to ``last``, exact, with at least two decimals."""
        return self.sum(last, months).usd

    def sum(self, last: int, months: int) -> Sum:
        newest = self._newest
        if newest[0] != last or newest[1] != months:
            usd = self._add_up(last, months)
            newest = self._newest = Sum(last, months, usd, f"{usd:f}")
        return newest

    def _add_up(self, last: int, months: int) -> Decimal:
        window = window_ending(last, months)
        inside = self._given[bisect_left(self.months, window.first) : bisect_right(self.months, window.last)]
        return reduce(EXACT.add, map(Decimal, inside), ZERO)

    def to_json(self) -> list[Json]:
        return [
            {"month": month_code(month), "usd": usd if isinstance(usd, str) else f"{usd:f}"}
            for month, usd in zip(self.months, self._given, strict=True)
        ]


BestStates = tuple[str | None, ...]


@dataclass(slots=True)
class Documents:
    """``best`` holds the best state that each kind has reached, in the order of ``DOCUMENT_KINDS``.

    ``approved`` and ``handed_in`` hold kinds; the latter are approved or wait for Microsoft.
    """

    items: tuple[Document, ...] = ()
    best: BestStates = field(init=False, repr=False, compare=False)
    approved: frozenset[str] = field(init=False, repr=False, compare=False)
    handed_in: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        best: list[str | None] = [None] * len(DOCUMENT_KINDS)
        for kind, state in self.items:
            place = PLACES[kind]
            known = best[place]
            if known is None or RANKS[state] < RANKS[known]:
                best[place] = state
        self.best = tuple(best)
        self.approved = frozenset([kind for kind, state in self.items if state == APPROVED])
        self.handed_in = frozenset([kind for kind, state in self.items if state in HANDED_IN_STATES])

    def state_of(self, kind: str) -> str | None:
        """The best state that a document of this kind has reached, None where there is none."""
        return self.best[PLACES[kind]]

    def to_json(self) -> list[Json]:
        return [{"kind": kind, "state": state} for kind, state in self.items]


class Contacts:
    """``sales_countries`` holds every code that a sales contact covers, ``OOO`` among them.

    That is what the rules look at; the contacts themselves may wait until somebody asks for them.
    """

    __slots__ = ("_items", "_read", "sales_countries")
    _items: tuple[Contact, ...] | None
    _read: Callable[[], tuple[Contact, ...]]

    def __init__(self, items: Iterable[Contact] = ()) -> None:
        self._items = tuple(items)
        self.sales_countries = sales_countries_of(self._items)

    @classmethod
    def unread(cls, sales_countries: frozenset[str], read: Callable[[], tuple[Contact, ...]]) -> "Contacts":
        """``sales_countries`` are those of the contacts that ``read`` will give."""
        contacts = cls.__new__(cls)
        contacts.sales_countries, contacts._items, contacts._read = sales_countries, None, read
        return contacts

    @property
    def items(self) -> tuple[Contact, ...]:
        if self._items is None:
            self._items = self._read()
        return self._items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Contacts) and self.items == other.items

    __hash__ = None  # type: ignore[assignment]  # compared by what it holds

    def __repr__(self) -> str:
        return f"Contacts({self.items!r})"

    def uncovered(self, countries: frozenset[str]) -> frozenset[str]:
        """Those of the countries that no sales contact covers."""
        covered = self.sales_countries
        return NO_COUNTRIES if countries <= covered or WORLDWIDE in covered else countries - covered

    def to_json(self) -> list[Json]:
        return [contact.to_json() for contact in self.items]


def sales_countries_of(contacts: Iterable[Contact]) -> frozenset[str]:
    return NO_COUNTRIES.union(*[countries for role, countries in contacts if role == SALES_ROLE])


@dataclass(slots=True, kw_only=True)
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


@dataclass(slots=True, kw_only=True)
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


@dataclass(slots=True, kw_only=True)
class Facts:
    """``last_month`` is the newest that has ended."""

    as_of: date
    partner: Partner
    offer: Offer
    documents: Documents = field(default_factory=Documents)
    contacts: Contacts = field(default_factory=Contacts)
    cloud_specialist_request: str | None = None
    last_month: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.last_month = last_ended_month(self.as_of)

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
