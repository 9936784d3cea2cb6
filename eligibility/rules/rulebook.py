"""The programme's parameters, frozen: which offer type is asked for what, and with which figures.

``rulebook_parsing`` makes a ``Rulebook`` from plain data. For each offer type the checks are put together once, so
that evaluating an offer is one pass over a ready tuple.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from eligibility.rules.codes import ALL, CO_SELL_READY, DONE_STATES, NO_INCENTIVE, NOT_READY
from eligibility.rules.digests import digest, text_of
from eligibility.rules.requirements import REQUIREMENTS, Finding, Judge, Requirement
from eligibility.rules.terms import Terms

Data = dict[str, object]
REVENUE_PAIR = frozenset({"azure_consumed_revenue", "billed_revenue"})


class Bilingual(NamedTuple):
    """A text of the programme itself, which an edition brings in both languages."""

    en: str
    fr: str

    def text(self, language: str) -> str:
        return self.fr if language.startswith("fr") else self.en


class Source(NamedTuple):
    """``language`` is that of the title; a rulebook stored before editions said it has none."""

    title: str
    date: date
    language: str | None = None


class Benefit(NamedTuple):
    """Something that ``status`` brings; ``figures`` are those of ``codes.BENEFITS``.

    ``text``: the programme's own words for it, instead of those that the product has for the code.
    """

    status: str
    code: str
    figures: Mapping[str, Decimal]
    text: Bilingual | None = None


class DocumentLists(NamedTuple):
    """Kinds of documents that the materials path asks for, allows, and takes as supporting material."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    supporting: tuple[str, ...]


class Check(NamedTuple):
    """A requirement in its place: ``level`` is the status that it gates."""

    code: str
    level: str
    requirement: Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTypeRules:
    """``co_sell_option``: whether Partner Center has the *Co-sell with Microsoft* tab for this type.

    ``incentive`` is the status beyond *Co-sell ready* that the type can reach, if any. ``judges`` are the checks as
    the engine runs them, told what is asked; ``texts`` what makes a text of each finding. ``identity`` names it all.
    """

    co_sell_option: bool
    path: str
    incentive: str | None
    checks: tuple[Check, ...]
    documents: DocumentLists
    terms: Terms
    judges: tuple[Judge, ...] = field(init=False, repr=False, compare=False)
    texts: tuple[Callable[[Finding], str], ...] = field(init=False, repr=False, compare=False)
    _gating_ready: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _gating_more: tuple[int, ...] = field(init=False, repr=False, compare=False)
    identity: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, value in (
            ("judges", tuple(check.requirement.judging(self.terms) for check in self.checks)),
            ("texts", tuple(check.requirement.text for check in self.checks)),
            ("_gating_ready", self._places(lambda level: level == CO_SELL_READY)),
            ("_gating_more", self._places(lambda level: level != CO_SELL_READY)),
            ("identity", self._identity()),
        ):
            object.__setattr__(self, name, value)

    def _places(self, is_meant: Callable[[str], bool]) -> tuple[int, ...]:
        return tuple(place for place, check in enumerate(self.checks) if is_meant(check.level))

    def _identity(self) -> str:
        """The same for two editions only if they ask the same of this offer type."""
        asked = [(check.code, check.level) for check in self.checks]
        return digest(text_of([self.incentive, asked, asdict(self.terms)]))

    def status_by(self, findings: Sequence[Finding]) -> str:
        """What findings of every check, in their order, come to."""
        for place in self._gating_ready:
            if findings[place][0] not in DONE_STATES:
                return NOT_READY
        if self.incentive is None:
            return CO_SELL_READY
        for place in self._gating_more:
            if findings[place][0] not in DONE_STATES:
                return CO_SELL_READY
        return self.incentive

    def levels(self) -> tuple[str, ...]:
        """The ladder that an offer of this type can climb, from *Not ready* up."""
        return (NOT_READY, CO_SELL_READY, *([self.incentive] if self.incentive else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """``eligible_countries`` is None where every country takes part; ``publish`` lists the codes of step 1."""

    code: str
    name: Bilingual
    source: Source
    status_names: Mapping[str, Bilingual]
    publish: tuple[str, ...]
    offer_types: Mapping[str, OfferTypeRules]
    eligible_countries: frozenset[str] | None
    documents: DocumentLists
    benefits: tuple[Benefit, ...]
    notes: Mapping[str, Bilingual]
    data: Data

    def to_data(self) -> Data:
        """Plain data to store or to edit; ``parse_rulebook`` makes an equal rulebook of it."""
        return deepcopy(self.data)

    def status_name(self, status: str, language: str, *, step_1_met: bool = True) -> str:
        """How this edition shows a status: some call an offer that is not ready otherwise before it is published."""
        if status == NOT_READY and not step_1_met and "not_published" in self.status_names:
            return self.status_names["not_published"].text(language)
        return self.status_names[status].text(language)

    def benefits_of(self, status: str) -> tuple[Benefit, ...]:
        return tuple(benefit for benefit in self.benefits if benefit.status == status)


def offer_type_rules(
    *,
    co_sell_option: bool,
    path: str,
    incentive: str,
    ready: Collection[str],
    more: Collection[str],
    documents: DocumentLists,
    terms: Terms,
) -> OfferTypeRules:
    """Puts the checks of one offer type together: ``ready`` gates *Co-sell ready*, ``more`` the incentive."""
    asked = {*ready, *more}
    if not asked >= REVENUE_PAIR:  # neither figure can excuse the other where only one is asked
        terms = replace(terms, revenue_mode=ALL, billed_only_if_transactable=False)
    return OfferTypeRules(
        co_sell_option=co_sell_option,
        path=path,
        incentive=None if incentive == NO_INCENTIVE else incentive,
        checks=tuple(_checks(ready, more, incentive)),
        documents=documents,
        terms=terms,
    )


def _checks(ready: Collection[str], more: Collection[str], incentive: str) -> Iterator[Check]:
    """In the contract's order; a requirement of both levels stands once for each."""
    for code, requirement in REQUIREMENTS.items():
        if code in ready:
            yield Check(code, CO_SELL_READY, requirement)
        if code in more:
            yield Check(code, incentive, requirement)
