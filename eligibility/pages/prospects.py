"""What lies ahead of one offer, as its overview shows it: what is left, the forecast, what could be lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from eligibility.facts.revenue import Revenues, revenues_of
from eligibility.messages import benefit_text, title
from eligibility.messages.outlook import (
    effort_words,
    fee_day_sentence,
    forecast_sentence,
    keep_sentence,
    saving_sentence,
    step_note,
    step_text,
)
from eligibility.outlook.fees import fee_runs_from, yearly_saving
from eligibility.outlook.forecast import Forecast, forecast
from eligibility.outlook.left import NOW, Left, Step, what_is_left
from eligibility.pages.charting import forecast_chart
from eligibility.pages.expected import Expected, expected_of
from eligibility.pages.places import LISTING, PLACES
from eligibility.queries import held_since, language, row_of, rules_of, status_name
from eligibility.rules.months import EVERY_MONTH, last_ended_month
from eligibility.rules.rulebook import REVENUE_PAIR
from eligibility.services.assessing import today

if TYPE_CHECKING:
    from datetime import date

    from cosell.charts import BarChart
    from eligibility.models import OfferStatus, Rulebook
    from eligibility.rules import Row
    from eligibility.rules import Rulebook as Rules
    from eligibility.rules.rulebook import Benefit
    from eligibility.rules.terms import Terms, Threshold
    from offers.models import Offer

FEE = "reduced_service_fee"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as a person reads it. ``link`` is empty where they cannot do it, or not now."""

    title: str
    effort: str
    text: str
    note: str
    link: str
    link_label: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class LeftCard:
    """``status`` is the name of the next status, empty at the top. ``keep`` are sentences."""

    status: str
    to_do: Sequence[StepLine]
    waiting: Sequence[StepLine]
    keep: Sequence[str]


@dataclass(frozen=True, slots=True)
class ForecastCard:
    """The figure that is nearest, drawn, and a sentence for each figure that is asked for."""

    sentences: Sequence[str]
    chart: BarChart


@dataclass(frozen=True, slots=True)
class BenefitLine:
    text: str
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Brings:
    """What a status brings; ``holds`` says whether the offer has that status or a higher one."""

    name: str
    holds: bool
    lines: Sequence[BenefitLine]


@dataclass(frozen=True, slots=True)
class Prospects:
    expected: Sequence[Expected]
    left: LeftCard | None
    forecast: ForecastCard | None
    brings: Sequence[Brings]


def prospects_of(offer: Offer, standing: OfferStatus, rulebook: Rulebook, *, may_edit: bool) -> Prospects:
    """Everything ahead of the offer. Three queries: the months of both revenue figures, and the warnings."""
    rows = [row_of(each) for each in standing.assessment.requirements] if standing.assessment else []
    reader = _Reader(offer, rulebook, standing, revenues_of(offer), today(), may_edit)
    forecasts = reader.forecasts(rows)
    left = what_is_left(
        rows, {code: reader.months_to(each) for code, each in forecasts.items() if each.month}
    )
    return Prospects(
        expected=expected_of(offer, rulebook),
        left=reader.left_card(left) if rows else None,
        forecast=reader.forecast_card(left, forecasts) if forecasts else None,
        brings=reader.brings(),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    offer: Offer
    rulebook: Rulebook
    standing: OfferStatus
    revenues: Revenues
    day: date
    may_edit: bool

    @property
    def rules(self) -> Rules:
        return rules_of(self.rulebook)

    @property
    def terms(self) -> Terms:
        return self.rules.offer_types[self.offer.type].terms

    @property
    def last_month(self) -> int:
        return last_ended_month(self.day)

    # --- What is left -------------------------------------------------------------------------------------------------

    def left_card(self, left: Left) -> LeftCard:
        return LeftCard(
            status=status_name(left.level, self.rulebook) if left.level else "",
            to_do=[self._line(step) for step in left.to_do],
            waiting=[self._line(step) for step in left.waiting],
            keep=[keep_sentence(row) for row in left.keep],
        )

    def _line(self, step: Step) -> StepLine:
        place = LISTING if step.option == "social_media_url" else PLACES[step.row.code]
        is_open = step.when == NOW
        return StepLine(
            title=title(step.row.code),
            effort=effort_words(step),
            text=step_text(step) if is_open else "",
            note=step_note(step),
            link=place.address(self.offer) if is_open and self.may_edit else "",
            link_label=str(place.label),
            is_open=is_open,
        )

    # --- The forecast -------------------------------------------------------------------------------------------------

    def forecasts(self, rows: Sequence[Row]) -> Mapping[str, Forecast]:
        """For each revenue figure that is asked for and not excused."""
        codes = [row.code for row in rows if row.code in REVENUE_PAIR and row.state != "not_applicable"]
        return {
            code: forecast(self.revenues.of(code), self._threshold(code), self.last_month) for code in codes
        }

    def months_to(self, each: Forecast) -> int:
        return (each.month or 0) - self.last_month

    def _threshold(self, code: str) -> Threshold:
        figures = {
            "azure_consumed_revenue": self.terms.azure_consumed_revenue,
            "billed_revenue": self.terms.billed_revenue,
        }
        return figures[code]

    def forecast_card(self, left: Left, forecasts: Mapping[str, Forecast]) -> ForecastCard:
        proposed = [step.row.code for step in left.steps if step.row.code in forecasts]
        shown = proposed[0] if proposed else next(iter(forecasts))
        return ForecastCard(
            sentences=self._sentences(forecasts),
            chart=forecast_chart(shown, self.revenues.of(shown), forecasts[shown], self.day),
        )

    def _sentences(self, forecasts: Mapping[str, Forecast]) -> list[str]:
        """The same sentence is said once: two figures may both be unknown."""
        return list(dict.fromkeys(self._sentence(code, each) for code, each in forecasts.items()))

    def _sentence(self, code: str, each: Forecast) -> str:
        threshold = self._threshold(code)
        return forecast_sentence(each, code, f"{threshold.usd:f}", rolling=threshold.months != EVERY_MONTH)

    # --- What a status brings -----------------------------------------------------------------------------------------

    def brings(self) -> list[Brings]:
        levels = self.rules.offer_types[self.offer.type].levels()
        reached = levels.index(self.standing.shown_status) if self.standing.shown_status in levels else 0
        return [
            Brings(
                self.rules.status_name(level, language()),
                index <= reached,
                [self._benefit(benefit, holds=index <= reached) for benefit in benefits],
            )
            for index, level in enumerate(levels)
            if (benefits := self.rules.benefits_of(level))
        ]

    def _benefit(self, benefit: Benefit, *, holds: bool) -> BenefitLine:
        if benefit.code != FEE:
            return BenefitLine(benefit_text(benefit))
        return BenefitLine(
            benefit_text(benefit), [*self._saving(benefit), self._fee_day(benefit, holds=holds)]
        )

    def _saving(self, benefit: Benefit) -> list[str]:
        saving = yearly_saving(
            self.revenues.of("billed_revenue"),
            self.last_month,
            from_percent=Decimal(benefit.figures["from_percent"]),
            to_percent=Decimal(benefit.figures["to_percent"]),
        )
        if saving is None:
            return [_("What it saves is told here once the offer has been sold for three months.")]
        return [saving_sentence(saving)]

    def _fee_day(self, benefit: Benefit, *, holds: bool) -> str:
        since = held_since(self.standing) if holds else self.day
        starts = fee_runs_from(since, int(benefit.figures["held_business_days"]))
        return fee_day_sentence(starts, holds=holds, today=self.day)
