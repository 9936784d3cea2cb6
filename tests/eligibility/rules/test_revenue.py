"""Step 3: the two revenue figures, their windows to the day and the cent, and what excuses them."""

from typing import Any

import pytest

from eligibility.rules import Rulebook
from tests.eligibility.rules.samples import (
    SEED,
    answer_of,
    complete,
    edited,
    evidence_of,
    months,
    row_of,
    state_of,
)

ACR = "azure_consumed_revenue"
BILLED = "billed_revenue"
ENOUGH = months(m2020_10="100000")
TOO_LITTLE = months(m2020_10="99999.99")


def both(consumed: object, billed: object, **changes: Any) -> dict[str, Any]:
    return complete(partner__azure_consumed_revenue=consumed, offer__billed_revenue=billed, **changes)


def states_of(facts: dict[str, Any], edition: str | Rulebook) -> tuple[str, str]:
    answer = answer_of(facts, edition)
    return row_of(answer, ACR).state, row_of(answer, BILLED).state


BY_MODE = [
    # mode, ACR reached, billed reached, states, status
    ("any", True, True, ("met", "met"), "azure_ip_incentivized"),
    ("any", True, False, ("met", "not_applicable"), "azure_ip_incentivized"),
    ("any", False, True, ("not_applicable", "met"), "azure_ip_incentivized"),
    ("any", False, False, ("unmet", "unmet"), "co_sell_ready"),
    ("all", True, True, ("met", "met"), "azure_ip_incentivized"),
    ("all", True, False, ("met", "unmet"), "co_sell_ready"),
    ("all", False, True, ("unmet", "met"), "co_sell_ready"),
    ("all", False, False, ("unmet", "unmet"), "co_sell_ready"),
]


@pytest.mark.parametrize(("mode", "consumed", "billed", "states", "status"), BY_MODE)
def test_either_or_both_by_the_rulebooks_switch(
    mode: str, consumed: bool, billed: bool, states: tuple[str, str], status: str
) -> None:
    facts = both(ENOUGH if consumed else TOO_LITTLE, ENOUGH if billed else TOO_LITTLE)
    rulebook = edited(revenue__mode=mode)
    assert states_of(facts, rulebook) == states
    assert answer_of(facts, rulebook).status == status


@pytest.mark.parametrize(
    ("paid", "consumed", "billed", "states", "status"),
    [
        (True, True, True, ("not_applicable", "met"), "azure_ip_incentivized"),
        (True, True, False, ("not_applicable", "unmet"), "co_sell_ready"),
        (True, False, True, ("not_applicable", "met"), "azure_ip_incentivized"),
        (False, True, True, ("met", "not_applicable"), "azure_ip_incentivized"),
        (False, False, True, ("unmet", "not_applicable"), "co_sell_ready"),
        (False, True, False, ("met", "not_applicable"), "azure_ip_incentivized"),
    ],
)
def test_early_september_2020_goes_by_paid_or_free(
    paid: bool, consumed: bool, billed: bool, states: tuple[str, str], status: str
) -> None:
    facts = both(ENOUGH if consumed else [], ENOUGH if billed else [], offer__paid=paid)
    assert states_of(facts, "2020-09-02") == states
    assert answer_of(facts, "2020-09-02").status == status


@pytest.mark.parametrize("edition", ["2021-02-24", "2023-08-24"])
@pytest.mark.parametrize(
    ("transactable", "consumed", "billed", "states"),
    [
        (True, False, True, ("not_applicable", "met")),
        (True, True, False, ("met", "not_applicable")),
        (True, True, True, ("met", "met")),
        (True, False, False, ("unmet", "unmet")),
        (False, True, True, ("met", "not_applicable")),
        (False, True, False, ("met", "not_applicable")),
        (False, False, True, ("unmet", "not_applicable")),
        (False, False, False, ("unmet", "not_applicable")),
    ],
)
def test_later_editions_count_billed_revenue_of_transactable_offers_alone(
    edition: str, transactable: bool, consumed: bool, billed: bool, states: tuple[str, str]
) -> None:
    facts = both(ENOUGH if consumed else [], ENOUGH if billed else [], offer__transactable=transactable)
    assert states_of(facts, edition) == states


@pytest.mark.parametrize("edition", ["2020-09-02", SEED, "2020-12-02"])
def test_earlier_editions_do_not_ask_whether_an_offer_is_transactable(edition: str) -> None:
    assert state_of(both([], ENOUGH, offer__transactable=False), BILLED, edition) == "met"


@pytest.mark.parametrize(
    ("paid", "transactable", "states"),
    [
        (True, True, ("not_applicable", "met")),
        (
            True,
            False,
            ("met", "not_applicable"),
        ),  # its billed revenue does not count, so its consumed one does
        (False, True, ("met", "not_applicable")),
        (False, False, ("met", "not_applicable")),
    ],
)
def test_by_paid_and_if_transactable_together_always_ask_for_one(
    paid: bool, transactable: bool, states: tuple[str, str]
) -> None:
    rulebook = edited(revenue__mode="by_paid", revenue__billed_counts="if_transactable")
    assert (
        states_of(both(ENOUGH, ENOUGH, offer__paid=paid, offer__transactable=transactable), rulebook)
        == states
    )


@pytest.mark.parametrize("mode", ["any", "all", "by_paid"])
def test_a_figure_that_is_asked_alone_is_excused_by_nothing(mode: str) -> None:
    alone = edited(incentives__azure_ip_incentivized=[ACR], revenue__mode=mode)
    assert state_of(both([], ENOUGH), ACR, alone) == "unmet"
    assert state_of(both(ENOUGH, []), ACR, alone) == "met"


# --- To the cent ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "state", "usd", "short"),
    [
        (months(m2020_10="100000"), "met", "100000.00", "0.00"),
        (months(m2020_10="99999.99"), "unmet", "99999.99", "0.01"),
        (months(m2020_10="99999.995"), "unmet", "99999.995", "0.005"),
        (months(m2020_09="60000.50", m2020_10="39999.50"), "met", "100000.00", "0.00"),
        (months(m2020_09="120000", m2020_10="-20000.01"), "unmet", "99999.99", "0.01"),
        (months(m2020_09="-5", m2020_10="-5.5"), "unmet", "-10.50", "100010.50"),
        (months(m2020_10="-0"), "unmet", "0.00", "100000.00"),
        ([], "unmet", "0.00", "100000.00"),
        (
            months(
                m2020_09="100000000000000000000000000000000000000.01",
                m2020_10="-99999999999999999999999999999999900000.02",
            ),
            "unmet",
            "99999.99",
            "0.01",
        ),
    ],
)
@pytest.mark.parametrize("code", [ACR, BILLED])
def test_the_threshold_is_reached_to_the_cent(
    code: str, amounts: list[dict[str, str]], state: str, usd: str, short: str
) -> None:
    facts = both(amounts, []) if code == ACR else both([], amounts)
    row = row_of(answer_of(facts), code)
    assert (row.state, row.evidence["usd"], row.evidence["short"]) == (state, usd, short)


# --- To the day -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        ("2020-11-15", "2019-11", "2020-10"),
        ("2020-11-01", "2019-11", "2020-10"),
        ("2020-10-31", "2019-11", "2020-10"),  # October ends on this very day
        ("2020-10-30", "2019-10", "2020-09"),
        ("2020-12-31", "2020-01", "2020-12"),
        ("2021-01-01", "2020-01", "2020-12"),
        ("2020-02-28", "2019-02", "2020-01"),  # a leap year: February has one day left
        ("2020-02-29", "2019-03", "2020-02"),
        ("2021-02-28", "2020-03", "2021-02"),
        ("9999-12-31", "9999-01", "9999-12"),
    ],
)
def test_the_last_12_months_are_those_that_have_ended(as_of: str, first: str, last: str) -> None:
    evidence = evidence_of(complete(as_of=as_of), ACR)
    assert (evidence["months_from"], evidence["months_to"]) == (first, last)


@pytest.mark.parametrize(
    ("month", "state"),
    [
        ("2019-10", "unmet"),
        ("2019-11", "met"),
        ("2020-10", "met"),
        ("2020-11", "unmet"),
        ("2021-01", "unmet"),
    ],
)
def test_consumed_revenue_counts_inside_its_12_months(month: str, state: str) -> None:
    assert state_of(both([{"month": month, "usd": "100000"}], []), ACR) == state


@pytest.mark.parametrize(
    ("month", "state"),
    [
        ("1999-01", "met"),
        ("2019-10", "met"),
        ("2020-10", "met"),
        ("2020-11", "unmet"),
    ],
)
def test_billed_revenue_counts_from_launch_until_the_last_month_that_has_ended(
    month: str, state: str
) -> None:
    assert state_of(both([], [{"month": month, "usd": "100000"}]), BILLED) == state


@pytest.mark.parametrize(("month", "state"), [("2019-10", "unmet"), ("2019-11", "met"), ("2020-11", "unmet")])
def test_in_2023_billed_revenue_counts_over_12_months(month: str, state: str) -> None:
    assert state_of(both([], [{"month": month, "usd": "100000"}]), BILLED, "2023-08-24") == state


def test_a_month_that_ends_today_counts() -> None:
    facts = both(months(m2020_11="100000"), [], as_of="2020-11-30")
    assert state_of(facts, ACR) == "met"
    assert state_of({**facts, "as_of": "2020-11-29"}, ACR) == "unmet"


def test_the_first_days_of_the_calendar_have_no_revenue() -> None:
    assert state_of(complete(as_of="0001-01-01"), ACR) == "unmet"


# --- What the evidence says -----------------------------------------------------------------------------------


def test_an_excused_figure_stays_in_the_evidence() -> None:
    answer = answer_of(both(months(m2020_10="82450"), ENOUGH))
    assert row_of(answer, ACR).evidence == {
        "usd": "82450.00",
        "threshold": "100000.00",
        "short": "17550.00",
        "months_from": "2019-11",
        "months_to": "2020-10",
        "alternative": "billed_revenue",
        "excused_by": "any",
    }
    assert row_of(answer, BILLED).evidence == {
        "usd": "100000.00",
        "threshold": "100000.00",
        "short": "0.00",
        "months_from": None,
        "months_to": "2020-10",
        "alternative": None,
        "excused_by": None,
    }


@pytest.mark.parametrize(
    ("edition", "changes", "code", "reason"),
    [
        (SEED, {"offer__billed_revenue": []}, BILLED, "any"),
        ("2020-09-02", {"offer__paid": True}, ACR, "paid"),
        ("2020-09-02", {"offer__paid": False}, BILLED, "paid"),
        ("2021-02-24", {"offer__transactable": False}, BILLED, "transactable"),
        (SEED, {}, BILLED, None),
    ],
)
def test_the_evidence_says_what_excuses_a_figure(
    edition: str, changes: dict[str, Any], code: str, reason: str | None
) -> None:
    assert evidence_of(complete(**changes), code, edition)["excused_by"] == reason


@pytest.mark.parametrize(("mode", "alternative"), [("any", BILLED), ("all", None)])
def test_a_short_figure_names_what_would_do_instead(mode: str, alternative: str | None) -> None:
    assert evidence_of(both([], []), ACR, edited(revenue__mode=mode))["alternative"] == alternative


def test_thresholds_and_windows_are_the_rulebooks() -> None:
    rulebook = edited(revenue__azure_consumed_revenue={"usd": "80000.5", "months": 1})
    evidence = evidence_of(both(months(m2020_09="1", m2020_10="80000.5"), []), ACR, rulebook)
    assert (evidence["usd"], evidence["threshold"], evidence["months_from"]) == (
        "80000.50",
        "80000.50",
        "2020-10",
    )
