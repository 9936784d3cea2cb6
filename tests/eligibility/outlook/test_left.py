"""What is left: the cheapest way to the next status, in the order of effort."""

from typing import Any

import pytest

from eligibility.outlook.efforts import EFFORTS, TO_DO, TO_HAND_IN, effort_of
from eligibility.outlook.left import LATER, NOW, WAITING, Left, Step, what_is_left
from eligibility.rules import REQUIREMENTS
from eligibility.rules.codes import DOCUMENT_KINDS
from eligibility.rules.rulebook import REVENUE_PAIR
from tests.eligibility.rules.samples import (
    EDITIONS,
    OFFER_TYPES,
    SEED,
    answer_of,
    complete,
    documents,
    edited,
    months,
)

CASES = [(edition, offer_type) for edition in EDITIONS for offer_type in OFFER_TYPES]
NOTHING: dict[str, Any] = {
    "partner__business_profile_complete": False,
    "partner__competencies": [],
    "partner__designations": [],
    "partner__isv_connect": None,
    "partner__azure_consumed_revenue": [],
    "offer__solution_type": None,
    "offer__published": False,
    "offer__transactable": False,
    "offer__landing_page_url": None,
    "offer__social_media_url": None,
    "offer__platforms": [],
    "offer__billed_revenue": [],
    "offer__azure_infrastructure_percent": None,
    "offer__technical_validation_passed": None,
    "documents": [],
    "contacts": [],
    "cloud_specialist_request": None,
}
READY_ONLY = {
    "partner__azure_consumed_revenue": [],
    "offer__billed_revenue": [],
    "offer__azure_infrastructure_percent": "50",
    "partner__isv_connect": {"tier": "standard", "start": "2020-01-01", "end": None},
    "offer__technical_validation_passed": False,
}


def left_of(edition: Any = SEED, pace: dict[str, int] | None = None, **changes: Any) -> Left:
    return what_is_left(answer_of(complete(**changes), edition).requirements, pace)


def codes(steps: tuple[Step, ...]) -> list[str]:
    return [step.row.code for step in steps]


def step_of(left: Left, code: str) -> Step:
    [step] = [step for step in left.steps if step.row.code == code]
    return step


# --- Every edition, every type, every status --------------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "offer_type"), CASES)
@pytest.mark.parametrize("facts", [NOTHING, READY_ONLY, {}], ids=["nothing", "ready", "complete"])
def test_steps_lead_to_the_next_status_of_every_type_in_every_edition(
    edition: str, offer_type: str, facts: dict[str, Any]
) -> None:
    answer = answer_of(complete(offer__type=offer_type, **facts), edition)
    left = what_is_left(answer.requirements)
    undone = {
        row.code
        for row in answer.requirements
        if row.level == left.level and row.state not in ("met", "not_applicable")
    }
    named = {step.row.code for step in left.steps} | {
        code for step in left.steps for code in step.alternatives if code in REVENUE_PAIR
    }
    assert named == undone
    ladder = [row.level for row in answer.requirements if row.state in ("unmet", "pending")]
    assert left.level == ("co_sell_ready" if "co_sell_ready" in ladder else next(iter(ladder), None))
    assert [WHEN.index(step.when) for step in left.steps] == sorted(
        WHEN.index(step.when) for step in left.steps
    )


WHEN = (NOW, LATER, WAITING)


@pytest.mark.parametrize(("edition", "offer_type"), CASES)
def test_at_the_top_nothing_is_left_and_what_time_can_end_is_named(edition: str, offer_type: str) -> None:
    answer = answer_of(complete(offer__type=offer_type), edition)
    left = what_is_left(answer.requirements)
    ending = {row.code for row in answer.requirements if row.evidence.get("end")}
    rolling = {row.code for row in answer.requirements if row.evidence.get("months_from")}
    met = {row.code for row in answer.requirements if row.state == "met"}
    assert (left.level, left.steps) == (None, ())
    assert {row.code for row in left.keep} == (ending | rolling) & met


def test_every_requirement_has_an_effort() -> None:
    by_documents = {"required_documents", "supporting_material"}
    told = {code.split("/")[0] for code in TO_DO} | by_documents | REVENUE_PAIR
    assert told == set(REQUIREMENTS)
    assert set(TO_HAND_IN) == {*DOCUMENT_KINDS, "social_media_url"}


@pytest.mark.parametrize(
    ("minutes", "effort"),
    [
        (0, "minutes"),
        (15, "minutes"),
        (16, "hours"),
        (240, "hours"),
        (241, "working_day"),
        (480, "working_day"),
        (481, "days"),
        (2400, "days"),
        (2401, "weeks"),
    ],
)
def test_work_is_told_in_words(minutes: int, effort: str) -> None:
    assert effort_of(minutes) == effort
    assert effort in EFFORTS


# --- The order --------------------------------------------------------------------------------------------------------


def test_what_is_quick_comes_first_and_publishing_after_what_it_sends() -> None:
    left = left_of(**NOTHING)
    assert codes(left.steps) == [
        "landing_page_url",
        "supporting_material",
        "business_profile_complete",
        "sales_contact_per_country",
        "offer_published",
        "required_documents",
    ]


def test_what_waits_for_microsoft_stands_apart() -> None:
    left = left_of(
        documents=documents(customer_one_pager="submitted", other="approved"), offer__landing_page_url=None
    )
    assert (codes(left.to_do), codes(left.waiting)) == (["landing_page_url"], ["required_documents"])


def test_share_of_azure_is_confirmed_once_the_diagram_is_there() -> None:
    left = left_of(
        offer__azure_infrastructure_percent=None,
        documents=documents(customer_one_pager="approved", other="approved"),
    )
    share, diagram = step_of(left, "azure_infrastructure"), step_of(left, "architecture_diagram")
    assert codes(left.steps) == ["architecture_diagram", "azure_infrastructure"]
    assert (share.when, share.after, share.effort) == (LATER, "architecture_diagram", "microsoft")
    assert (diagram.when, diagram.effort) == (NOW, "hours")


def test_diagram_that_is_being_read_leaves_nothing_to_do() -> None:
    left = left_of(
        offer__azure_infrastructure_percent=None,
        documents=documents(
            customer_one_pager="approved", other="approved", architecture_diagram="submitted"
        ),
    )
    assert left.to_do == ()
    assert codes(left.waiting) == ["azure_infrastructure", "architecture_diagram"]


@pytest.mark.parametrize(
    ("edition", "changes", "code", "when", "effort"),
    [
        (SEED, {"offer__azure_infrastructure_percent": "41"}, "azure_infrastructure", NOW, "weeks"),
        (
            SEED,
            {
                "documents": documents(
                    customer_one_pager="approved",
                    other="approved",
                    architecture_diagram="changes_requested",
                )
            },
            "architecture_diagram",
            NOW,
            "hours",
        ),
        (
            "2020-12-02",
            {"documents": documents(customer_one_pager="changes_requested", architecture_diagram="approved")},
            "required_documents",
            NOW,
            "days",
        ),
        (
            "2020-12-02",
            {"documents": documents(customer_one_pager="submitted", architecture_diagram="approved")},
            "required_documents",
            NOW,
            "working_day",
        ),
        (
            "2021-02-24",
            {"offer__technical_validation_passed": None},
            "technical_validation",
            NOW,
            "minutes",
        ),
        ("2021-02-24", {"offer__technical_validation_passed": False}, "technical_validation", NOW, "days"),
        (
            SEED,
            {"offer__type": "power_bi_app", "cloud_specialist_request": "declined"},
            "cloud_specialist_request",
            NOW,
            "hours",
        ),
        (
            SEED,
            {"offer__type": "power_bi_app", "cloud_specialist_request": "open"},
            "cloud_specialist_request",
            WAITING,
            "microsoft",
        ),
        (
            SEED,
            {"offer__type": "dynamics_365_operations", "partner__isv_connect": None},
            "isv_connect_premium",
            NOW,
            "weeks",
        ),
        (
            SEED,
            {
                "offer__type": "consulting_service",
                "partner__competencies": [
                    {"area": "X", "level": "gold", "start": "2020-12-01", "end": None},
                ],
            },
            "gold_competency",
            LATER,
            "microsoft",
        ),
    ],
)
def test_each_step_says_when_and_with_how_much_effort(
    edition: str, changes: dict[str, Any], code: str, when: str, effort: str
) -> None:
    step = step_of(left_of(edition, **changes), code)
    assert (step.when, step.effort) == (when, effort)


# --- Either this or that ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("states", "option", "others"),
    [
        ({}, "social_media_url", ("other", "customer_wins", "customer_case_study")),
        (
            {"customer_wins": "changes_requested"},
            "social_media_url",
            ("customer_wins", "other", "customer_case_study"),
        ),
    ],
)
def test_cheapest_supporting_material_is_proposed(
    states: dict[str, str], option: str, others: tuple[str, ...]
) -> None:
    left = left_of(offer__social_media_url=None, documents=documents(customer_one_pager="approved", **states))
    step = step_of(left, "supporting_material")
    assert (step.option, step.alternatives) == (option, others)


def test_document_is_proposed_where_a_channel_does_not_count() -> None:
    edition = edited(documents__social_media_url_counts=False)
    left = left_of(edition, documents=documents(customer_one_pager="approved"))
    assert step_of(left, "supporting_material").option == "other"


SHORT: dict[str, Any] = {
    "partner__azure_consumed_revenue": months(m2020_10="60000"),
    "offer__billed_revenue": months(m2020_10="80000"),
}


@pytest.mark.parametrize(
    ("pace", "proposed", "other"),
    [
        ({}, "billed_revenue", "azure_consumed_revenue"),
        ({"azure_consumed_revenue": 4}, "azure_consumed_revenue", "billed_revenue"),
        (
            {"azure_consumed_revenue": 4, "billed_revenue": 2},
            "billed_revenue",
            "azure_consumed_revenue",
        ),
        ({"azure_consumed_revenue": 2, "billed_revenue": 2}, "billed_revenue", "azure_consumed_revenue"),
    ],
)
def test_revenue_that_is_reached_sooner_is_proposed_else_the_one_less_short(
    pace: dict[str, int], proposed: str, other: str
) -> None:
    [step] = left_of(pace=pace, **SHORT).steps
    assert (step.row.code, step.alternatives, step.effort) == (proposed, (other,), "sales")


def test_both_figures_are_steps_where_both_are_needed() -> None:
    left = left_of(edited(revenue__mode="all"), **SHORT)
    assert codes(left.steps) == ["azure_consumed_revenue", "billed_revenue"]
    assert [step.alternatives for step in left.steps] == [(), ()]
