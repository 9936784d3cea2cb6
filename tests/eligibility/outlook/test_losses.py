"""What an offer would lose by time alone."""

from datetime import date
from typing import Any

import pytest

from eligibility.editions import load_edition
from eligibility.outlook.losses import Ahead, losses_ahead
from eligibility.rules import evaluate
from eligibility.rules.facts import Enrolment, Period
from tests.eligibility.rules.samples import EDITIONS, OFFER_TYPES, SEED, complete, facts_of, months

UNTIL = date(2021, 2, 13)  # 90 days after the samples' day, 15 November 2020
READY, AZURE = "co_sell_ready", "azure_ip_incentivized"
BUSINESS = "business_applications_incentivized"


def losses_of(
    edition: str = SEED, *, coming: list[Enrolment] | None = None, until: date = UNTIL, **changes: Any
) -> list[tuple[str, str, str, str]]:
    """(cause, day, before, after) of each."""
    ahead = Ahead(facts_of(complete(**changes)), until, coming or [])
    return [
        (loss.cause, loss.day.isoformat(), loss.before, loss.after)
        for loss in losses_ahead(ahead, load_edition(edition))
    ]


def gold(end: str | None, start: str = "2020-01-01") -> dict[str, Any]:
    return {"area": "Cloud", "level": "gold", "start": start, "end": end}


def enrolment(tier: str, end: str | None) -> dict[str, Any]:
    return {"tier": tier, "start": "2020-01-01", "end": end}


CONSULTING: dict[str, Any] = {"offer__type": "consulting_service"}
OPERATIONS: dict[str, Any] = {"offer__type": "dynamics_365_operations"}


@pytest.mark.parametrize(
    ("competencies", "losses"),
    [
        ([gold("2020-11-20")], [("gold_competency", "2020-11-21", READY, "not_ready")]),
        ([gold("2020-11-15")], [("gold_competency", "2020-11-16", READY, "not_ready")]),
        ([gold("2021-02-12")], [("gold_competency", "2021-02-13", READY, "not_ready")]),
        ([gold("2021-02-13")], []),
        ([gold(None)], []),
        ([gold("2020-11-20"), gold(None)], []),
        ([gold("2020-11-20"), gold(None, "2020-11-21")], []),
        (
            [gold("2020-11-20"), gold(None, "2020-12-01")],
            [("gold_competency", "2020-11-21", READY, "not_ready")],
        ),
        ([gold("2020-11-14")], []),
        ([gold("9999-12-31")], []),
    ],
)
def test_competency_that_ends_takes_the_status_unless_another_goes_on(
    competencies: list[dict[str, Any]], losses: list[tuple[str, str, str, str]]
) -> None:
    assert losses_of(**CONSULTING, partner__competencies=competencies) == losses


def test_competency_that_the_status_does_not_stand_on_is_no_loss() -> None:
    assert losses_of(offer__type="saas", partner__competencies=[gold("2020-11-20")]) == []


@pytest.mark.parametrize(
    ("edition", "tier", "after"),
    [
        (SEED, "premium", READY),
        ("2021-02-24", "premium", "not_ready"),
        ("2023-08-24", "standard", "not_ready"),
    ],
)
def test_enrolment_that_ends_takes_what_stands_on_it(edition: str, tier: str, after: str) -> None:
    found = losses_of(edition, **OPERATIONS, partner__isv_connect=enrolment(tier, "2020-12-01"))
    assert found[0][1:] == ("2020-12-02", BUSINESS, after)


@pytest.mark.parametrize(
    ("coming", "losses"),
    [
        ([Enrolment("premium", Period(date(2020, 12, 2), None))], []),
        (
            [Enrolment("standard", Period(date(2020, 11, 20), None))],
            [("isv_connect_premium", "2020-11-20", BUSINESS, READY)],
        ),
        (
            [Enrolment("premium", Period(date(2020, 12, 10), None))],
            [("isv_connect_premium", "2020-12-02", BUSINESS, READY)],
        ),
    ],
)
def test_enrolment_that_follows_counts_from_its_first_day(
    coming: list[Enrolment], losses: list[tuple[str, str, str, str]]
) -> None:
    found = losses_of(coming=coming, **OPERATIONS, partner__isv_connect=enrolment("premium", "2020-12-01"))
    assert found == losses


@pytest.mark.parametrize(
    ("consumed", "billed", "losses"),
    [
        # Rolls out of the window at the end of November, December, January.
        ({"m2019_12": "100000"}, {}, [("revenue", "2020-12-31", AZURE, READY)]),
        ({"m2020_01": "100000"}, {}, [("revenue", "2021-01-31", AZURE, READY)]),
        ({"m2020_02": "100000"}, {}, []),
        ({"m2019_11": "100000"}, {}, [("revenue", "2020-11-30", AZURE, READY)]),
        # The pace of the last months holds it.
        ({"m2019_12": "20000", **{f"m2020_{n:02}": "9000" for n in range(1, 11)}}, {}, []),
        (
            {"m2019_12": "40000", **{f"m2020_{n:02}": "6000" for n in range(1, 11)}},
            {},
            [("revenue", "2020-12-31", AZURE, READY)],
        ),
        # The other figure is enough, and counts since launch.
        ({"m2019_12": "100000"}, {"m2020_01": "100000"}, []),
        # Refunds take it away.
        (
            {},
            {"m2020_01": "106000", "m2020_08": "-1500", "m2020_09": "-1500", "m2020_10": "-1500"},
            [("revenue", "2020-12-31", AZURE, READY)],
        ),
    ],
)
def test_revenue_that_rolls_out_of_its_window_takes_the_incentive(
    consumed: dict[str, str], billed: dict[str, str], losses: list[tuple[str, str, str, str]]
) -> None:
    changes: dict[str, Any] = {
        "partner__azure_consumed_revenue": months(**consumed),
        "offer__billed_revenue": months(**billed),
    }
    assert losses_of(**changes) == losses


def test_causes_are_told_apart_in_the_order_of_their_days() -> None:
    found = losses_of(
        "2021-02-24",
        **CONSULTING,
        partner__competencies=[gold("2020-12-01")],
    )
    assert found == [("gold_competency", "2020-12-02", READY, "not_ready")]


@pytest.mark.parametrize("offer_type", OFFER_TYPES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_told_is_what_the_rules_say_on_that_day(edition: str, offer_type: str) -> None:
    facts = facts_of(
        complete(
            offer__type=offer_type,
            partner__competencies=[gold("2020-12-01")],
            partner__designations=[{"area": "X", "start": "2020-01-01", "end": "2020-12-05"}],
            partner__isv_connect=enrolment("premium", "2020-12-09"),
            partner__azure_consumed_revenue=months(m2019_12="100000"),
            offer__billed_revenue=months(m2019_12="99999"),
        )
    )
    rules, ahead = load_edition(edition), Ahead(facts, UNTIL)
    now = evaluate(facts, rules).status
    losses = losses_ahead(ahead, rules)
    lowest = evaluate(ahead.on(UNTIL), rules).status
    assert (lowest != now) == bool(losses)
    assert all(evaluate(ahead.on(loss.day), rules).status != now for loss in losses)


def test_offer_that_is_not_ready_can_lose_nothing() -> None:
    assert losses_of(offer__published=False, **CONSULTING, partner__competencies=[gold("2020-11-20")]) == []


def test_leap_day_is_a_month_s_end() -> None:
    facts = facts_of(complete(as_of="2024-02-10", partner__competencies=[gold(None)]))
    assert date(2024, 2, 29) in Ahead(facts, date(2024, 3, 10)).days()
