"""The facts of an offer as two short texts, which are stored beside its status, and the rules' ``Facts`` made of them.

One value a line, in a fixed order. A list is one value: most are the same for many offers, so that each is read once.
They hold no day, so that a text changes only where a fact does.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from eligibility.facts.joining import SEPARATOR
from eligibility.rules import facts as rules
from eligibility.rules.facts import Contacts, Facts, Period
from eligibility.rules.months import month_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

END: Final = "\n"  # of a line
KEPT: Final = 16_384  # of each kind of piece
PARTNERS_KEPT: Final = 1_024  # offers of a partner mostly follow each other


class Packed(NamedTuple):
    """The offer's own facts, and those of its partner. Equal texts, equal facts."""

    offer: str
    partner: str


class RevenueTexts(NamedTuple):
    """Months, ``YYYY-MM``, in their order, and the USD of each."""

    months: str = ""
    usd: str = ""


_read: Final = json.JSONDecoder().decode
_write: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
MARKS: Final = {True: "+", False: "-", None: "?"}
MEANINGS: Final = {mark: value for value, mark in MARKS.items()}


def pack_offer(texts: Iterable[str | None], contacts: str, marks: Iterable[bool | None]) -> str:
    """``marks``, ``texts`` and ``contacts`` are what ``unpack`` takes apart.

    The countries that sales contacts cover stand beside the contacts: they are all that the rules ask of them.
    """
    covered = " ".join(sorted(rules.sales_countries_of(_contacts(contacts))))
    lines = ["".join([MARKS[mark] for mark in marks]), covered, contacts, *(text or "" for text in texts)]
    return END.join([line.replace(END, " ") for line in lines])


def pack_partner(values: Sequence[object], revenue: RevenueTexts) -> str:
    """``values`` are JSON-shaped: whether the profile is complete, competencies, designations and enrolments."""
    return END.join((_write(values), *revenue))


def unpack(packed: Packed, as_of: date) -> Facts:
    """The facts on a day. Raises ValueError for texts that ``eligibility.facts`` did not write."""
    (
        marks,
        covered,
        contacts,
        kind,
        solution_type,
        landing_page_url,
        social_media_url,
        countries,
        platforms,
        segments,
        areas,
        documents,
        percent,
        request,
        months,
        usd,
    ) = packed.offer.split(END)
    paid, transactable, validated, published = _marks(marks)
    return Facts(
        as_of=as_of,
        partner=_partner(packed.partner, as_of),
        offer=rules.Offer(
            type=kind,
            solution_type=solution_type or None,
            published=bool(published),
            paid=bool(paid),
            transactable=bool(transactable),
            landing_page_url=landing_page_url or None,
            social_media_url=social_media_url or None,
            technical_validation_passed=validated,
            countries=_code_set(countries),
            platforms=_codes(platforms),
            segments=_codes(segments),
            solution_areas=_areas(areas),
            billed_revenue=_revenue(months, usd),
            azure_infrastructure_percent=Decimal(percent) if percent else None,
        ),
        documents=_documents(documents),
        contacts=Contacts.unread(_spaced(covered), partial(_contacts, contacts)),
        cloud_specialist_request=request or None,
    )


@lru_cache(KEPT)
def _marks(text: str) -> list[bool | None]:
    return [MEANINGS[mark] for mark in text]


@lru_cache(PARTNERS_KEPT)
def _partner(text: str, as_of: date) -> rules.Partner:
    values, months, usd = text.split(END)
    complete, competencies, designations, enrolments = _read(values)
    return rules.Partner(
        business_profile_complete=complete,
        competencies=tuple(
            rules.Competency(area, level, _period(start, end)) for area, level, start, end in competencies
        ),
        designations=tuple(rules.Designation(area, _period(start, end)) for area, start, end in designations),
        isv_connect=_enrolment(
            [rules.Enrolment(tier, _period(start, end)) for tier, start, end in enrolments], as_of
        ),
        azure_consumed_revenue=_revenue(months, usd),
    )


def _period(start: str, end: str | None) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)


def _enrolment(in_order: Sequence[rules.Enrolment], as_of: date) -> rules.Enrolment | None:
    """Of several, the one that started last on or before the day; else the next one to start."""
    started = [each for each in in_order if each.period.start <= as_of]
    return started[-1] if started else next(iter(in_order), None)


@lru_cache(KEPT)
def _code_set(text: str) -> frozenset[str]:
    return frozenset(_read(text))


@lru_cache(KEPT)
def _codes(text: str) -> tuple[str, ...]:
    return tuple(_read(text))


@lru_cache(KEPT)
def _areas(text: str) -> tuple[str, ...]:
    return tuple(area["area"] for area in _read(text))


@lru_cache(KEPT)
def _documents(text: str) -> rules.Documents:
    return rules.Documents(tuple(map(_document, text.split(SEPARATOR))) if text else ())


@lru_cache(KEPT)
def _document(text: str) -> rules.Document:
    kind, state = text.split(" ")
    return rules.Document(kind, state)


@lru_cache(KEPT)
def _spaced(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _contacts(text: str) -> tuple[rules.Contact, ...]:
    return tuple(map(_contact, text.split(SEPARATOR))) if text else ()


@lru_cache(KEPT)
def _contact(text: str) -> rules.Contact:
    role, _space, countries = text.partition(" ")
    return rules.Contact(role, _code_set(countries))


def _revenue(months: str, usd: str) -> rules.Revenue:
    return rules.Revenue.in_order(_months(months), usd.split(SEPARATOR)) if usd else NO_REVENUE


@lru_cache(KEPT)
def _months(text: str) -> tuple[int, ...]:
    return tuple(month_number(int(code[:4]), int(code[5:7])) for code in text.split(SEPARATOR))


NO_REVENUE: Final = rules.Revenue()
