"""What lies ahead of an offer, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from cosell.dates import date_format
from eligibility.figures import money, month_name
from eligibility.messages import words
from eligibility.messages.names import title
from eligibility.messages.sentences import message, next_step
from eligibility.outlook import efforts
from eligibility.outlook.fees import Saving
from eligibility.outlook.forecast import Course, Forecast
from eligibility.outlook.left import LATER, WAITING, Step
from eligibility.rules import Row
from eligibility.rules.rulebook import REVENUE_PAIR

EFFORTS: Final[Mapping[str, Promise]] = {
    efforts.MINUTES: pgettext_lazy("effort of a step", "a few minutes"),
    efforts.HOURS: pgettext_lazy("effort of a step", "a few hours"),
    efforts.ONE_DAY: pgettext_lazy("effort of a step", "a working day"),
    efforts.DAYS: pgettext_lazy("effort of a step", "several days"),
    efforts.WEEKS: pgettext_lazy("effort of a step", "several weeks"),
    efforts.SALES: pgettext_lazy("effort of a step", "depends on sales"),
    efforts.MICROSOFT: pgettext_lazy("effort of a step", "Microsoft's turn"),
}
DOLLAR: Final = Decimal(1)
SOCIAL: Final = "social_media_url"
CAUSES: Final = {
    "revenue": gettext_lazy("revenue falls below its threshold"),
    "gold_competency": gettext_lazy("the Gold competency ends"),
    "solutions_partner_designation": gettext_lazy("the solutions partner designation ends"),
    "isv_connect_enrolment": gettext_lazy("the ISV Connect enrolment ends"),
    "isv_connect_premium": gettext_lazy("the ISV Connect Premium enrolment ends"),
}


# --- What is left -----------------------------------------------------------------------------------------------------


def effort_words(step: Step) -> str:
    """ "a few minutes"."""
    return str(EFFORTS[step.effort])


def step_text(step: Step) -> str:
    """What to do, by the cheapest of several ways."""
    if step.option == SOCIAL:
        return _("Enter a social media channel.")
    if step.option:
        return _("Hand in: %(document)s.") % {"document": words.document(step.option)}
    if step.row.code in REVENUE_PAIR:
        short = str(step.row.evidence["short"])
        return _("%(short)s more is needed.") % {"short": words.usd(short)}
    return next_step(step.row)


def step_note(step: Step) -> str:
    """Why it cannot be done now, or what would do instead; empty where there is nothing to say."""
    if step.after:
        return _("The reviewer confirms it once this is there: %(requirement)s.") % {
            "requirement": title(step.after)
        }
    if step.when in (LATER, WAITING):
        return message(step.row)
    if step.alternatives:
        return _("Instead: %(others)s.") % {"others": words.one_of(map(_way, step.alternatives))}
    return ""


def _way(code: str) -> str:
    """A requirement, a kind of document, or the channel."""
    if code in REVENUE_PAIR:
        return title(code)
    return _("Social media channel") if code == SOCIAL else words.document(code)


# --- The forecast -----------------------------------------------------------------------------------------------------


def forecast_sentence(forecast: Forecast, figure: str, threshold: str, *, rolling: bool) -> str:
    """When the figure crosses its threshold; ``figure`` is its code, ``threshold`` USD as in evidence.

    ``rolling``: only the last months count, so that what is reached can be lost.
    """
    words_of = {"figure": title(figure), "threshold": words.usd(threshold)}
    if forecast.pace:
        words_of |= {"pace": money(forecast.pace.usd.quantize(DOLLAR, ROUND_FLOOR))}
    if forecast.month is not None:
        words_of |= {"month": month_name(first_day(forecast.month))}
    return FORECASTS[forecast.course, forecast.reached](rolling) % words_of


def _unknown(rolling: bool) -> str:
    return _("For a forecast, three months in a row must be entered, the newest of them recent.")


def _reaches(rolling: bool) -> str:
    return _(
        "At the pace of the last three months (%(pace)s a month), %(figure)s reaches %(threshold)s in %(month)s."
    )


def _not_at_this_pace(rolling: bool) -> str:
    return _(
        "Not at this pace: with %(pace)s a month, the mean of the last three, %(figure)s does not reach %(threshold)s "
        "within three years."
    )


def _falls(rolling: bool) -> str:
    return _(
        "At the pace of the last three months (%(pace)s a month), %(figure)s falls below %(threshold)s in %(month)s."
    )


def _holds(rolling: bool) -> str:
    if rolling:
        return _(
            "At the pace of the last three months (%(pace)s a month), %(figure)s stays above %(threshold)s."
        )
    return _("%(figure)s has reached %(threshold)s; every month since launch counts.")


FORECASTS: Final = {
    (Course.UNKNOWN, False): _unknown,
    (Course.UNKNOWN, True): _unknown,
    (Course.REACHES, False): _reaches,
    (Course.NOT_AT_THIS_PACE, False): _not_at_this_pace,
    (Course.FALLS, True): _falls,
    (Course.HOLDS, True): _holds,
}


def first_day(month: int) -> date:
    """Of a month as ``rules.months`` counts."""
    return date(month // 12, month % 12 + 1, 1)


# --- The fee ----------------------------------------------------------------------------------------------------------


def saving_sentence(saving: Saving) -> str:
    """ "About USD 6,430 a year …", and what it is reckoned from."""
    figures = {"usd": money(saving.usd), "billed": money(saving.billed), "count": saving.months}
    if saving.is_reckoned:
        return (
            ngettext(
                "About %(usd)s a year at today's sales: %(billed)s billed in %(count)s month, taken for a year.",
                "About %(usd)s a year at today's sales: %(billed)s billed in %(count)s months, taken for a year.",
                saving.months,
            )
            % figures
        )
    return _("About %(usd)s a year at today's sales: %(billed)s billed in the last 12 months.") % figures


def fee_day_sentence(day: date, *, holds: bool, today: date) -> str:
    """From which day the reduced fee runs."""
    named = {"day": date_format(day, "DATE_FORMAT")}
    if not holds:
        return _("Reached today, the reduced fee would run from %(day)s.") % named
    if day > today:
        return _("The reduced fee runs from %(day)s, if the status holds until then.") % named
    return _("The reduced fee has run since %(day)s, and does until the status is lost.") % named


# --- What could be lost -----------------------------------------------------------------------------------------------


def warning_sentence(status: str, day: date, cause: str, *, today: date) -> str:
    """ "Co-sell ready would be lost on 3 December 2026, in 25 days: …"; the status by its name."""
    days = (day - today).days
    return ngettext(
        "%(status)s would be lost on %(day)s, in %(count)s day: %(cause)s.",
        "%(status)s would be lost on %(day)s, in %(count)s days: %(cause)s.",
        days,
    ) % {"status": status, "day": date_format(day, "DATE_FORMAT"), "count": days, "cause": cause_name(cause)}


def cause_name(cause: str) -> str:
    return str(CAUSES[cause])


def keep_sentence(row: Row) -> str:
    """A requirement that time can undo, with its figure."""
    return words.labelled(title(row.code), message(row))
