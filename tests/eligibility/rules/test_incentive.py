"""Step 3: infrastructure, diagram, validation, solution type, transactable, premium."""

from typing import Any

import pytest

from tests.eligibility.rules.samples import answer_of, complete, documents, edited, row_of, state_of

DYNAMICS = "dynamics_365_business_central"


@pytest.mark.parametrize(
    ("percent", "state"),
    [
        ("50", "unmet"),
        ("50.00", "unmet"),
        ("50.01", "met"),
        ("50.000000000000000000000000000000001", "met"),
        ("49.99", "unmet"),
        ("0", "unmet"),
        ("100", "met"),
    ],
)
def test_strictly_more_than_half_must_run_on_azure(percent: str, state: str) -> None:
    row = row_of(answer_of(complete(offer__azure_infrastructure_percent=percent)), "azure_infrastructure")
    assert (row.state, row.evidence) == (
        state,
        {"percent": percent, "more_than": "50", "document": "approved"},
    )


@pytest.mark.parametrize(
    ("diagram", "state"),
    [
        ("approved", "pending"),
        ("submitted", "pending"),
        ("processing", "pending"),
        ("changes_requested", "unmet"),
        ("rejected", "unmet"),
        (None, "unmet"),
    ],
)
def test_without_a_percentage_it_hangs_on_the_diagram(diagram: str | None, state: str) -> None:
    papers = documents(architecture_diagram=diagram) if diagram else []
    facts = complete(offer__azure_infrastructure_percent=None, documents=papers)
    row = row_of(answer_of(facts), "azure_infrastructure")
    assert (row.state, row.evidence) == (state, {"percent": None, "more_than": "50", "document": diagram})


def test_a_confirmed_percentage_counts_while_a_new_diagram_is_read() -> None:
    facts = complete(documents=documents(architecture_diagram="submitted"))
    answer = answer_of(facts)
    assert row_of(answer, "azure_infrastructure").state == "met"
    assert row_of(answer, "architecture_diagram").state == "pending"


def test_the_percentage_is_the_rulebooks() -> None:
    rulebook = edited(azure_infrastructure__more_than_percent="62.5")
    assert state_of(complete(), "azure_infrastructure", rulebook) == "unmet"


VALIDATIONS = [
    # type, transactable, passed, state
    ("saas", True, True, "met"),
    ("saas", True, False, "unmet"),
    ("saas", True, None, "unmet"),
    ("azure_container", True, None, "unmet"),
    ("iot_edge_module", True, None, "unmet"),
    ("azure_virtual_machine", True, None, "met"),
    ("azure_virtual_machine", True, False, "unmet"),
    ("azure_virtual_machine", False, None, "unmet"),
    ("azure_virtual_machine", False, True, "met"),
    ("azure_application", True, None, "met"),
    ("azure_application", False, None, "unmet"),
    ("azure_application", True, False, "unmet"),
]


@pytest.mark.parametrize("edition", ["2021-02-24", "2023-08-24"])
@pytest.mark.parametrize(("offer_type", "transactable", "passed", "state"), VALIDATIONS)
def test_technical_validation_is_the_reviewers_word(
    edition: str, offer_type: str, transactable: bool, passed: bool | None, state: str
) -> None:
    facts = complete(
        offer__type=offer_type, offer__transactable=transactable, offer__technical_validation_passed=passed
    )
    row = row_of(answer_of(facts, edition), "technical_validation")
    unseen = state == "met" and passed is None
    assert (row.state, row.evidence) == (state, {"passed": passed, "passes_unseen": unseen})


@pytest.mark.parametrize(
    ("solution_type", "state"),
    [
        ("ip", "met"),
        ("service", "unmet"),
        ("managed_service", "unmet"),
        ("device", "unmet"),
    ],
)
def test_in_2023_the_solution_must_be_ip(solution_type: str, state: str) -> None:
    facts = complete(offer__solution_type=solution_type)
    row = row_of(answer_of(facts, "2023-08-24"), "solution_type_ip")
    assert (row.state, row.evidence) == (state, {"solution_type": solution_type})


@pytest.mark.parametrize(("transactable", "state"), [(True, "met"), (False, "unmet")])
def test_in_2023_the_offer_must_be_transactable(transactable: bool, state: str) -> None:
    facts = complete(offer__transactable=transactable)
    row = row_of(answer_of(facts, "2023-08-24"), "transactable")
    assert (row.state, row.evidence) == (state, {"transactable": transactable})


@pytest.mark.parametrize(
    ("enrolment", "state", "status"),
    [
        (
            {"tier": "premium", "start": "2020-02-01", "end": None},
            "met",
            "business_applications_incentivized",
        ),
        (
            {"tier": "premium", "start": "2020-02-01", "end": "2020-11-15"},
            "met",
            "business_applications_incentivized",
        ),
        ({"tier": "premium", "start": "2020-02-01", "end": "2020-11-14"}, "unmet", "co_sell_ready"),
        ({"tier": "premium", "start": "2020-11-16", "end": None}, "unmet", "co_sell_ready"),
        ({"tier": "standard", "start": "2020-02-01", "end": None}, "unmet", "co_sell_ready"),
        (None, "unmet", "co_sell_ready"),
    ],
)
def test_business_applications_need_the_premium_tier(
    enrolment: dict[str, Any] | None, state: str, status: str
) -> None:
    answer = answer_of(complete(offer__type=DYNAMICS, partner__isv_connect=enrolment))
    assert (row_of(answer, "isv_connect_premium").state, answer.status) == (state, status)


def test_a_standard_enrolment_makes_ready_but_not_incentivized_in_2021() -> None:
    standard = {"tier": "standard", "start": "2020-02-01", "end": None}
    facts = complete(offer__type="dynamics_365_operations", partner__isv_connect=standard)
    answer = answer_of(facts, "2021-02-24")
    assert row_of(answer, "isv_connect_enrolment").state == "met"
    assert row_of(answer, "isv_connect_premium").state == "unmet"
    assert answer.status == "co_sell_ready"


def test_business_central_needs_no_enrolment_to_be_ready_in_2021() -> None:
    facts = complete(offer__type=DYNAMICS, partner__isv_connect=None)
    assert answer_of(facts, "2021-02-24").status == "co_sell_ready"
    assert answer_of(
        {**facts, "offer": {**facts["offer"], "type": "dynamics_365_operations"}}, "2021-02-24"
    ).status == ("not_ready")


def test_an_incentive_without_readiness_is_not_reached() -> None:
    assert answer_of(complete(contacts=[])).status == "not_ready"


@pytest.mark.parametrize(
    "changes",
    [
        {"documents": documents(customer_one_pager="submitted", customer_wins="approved")},
        {"documents": documents(customer_one_pager="approved"), "offer__social_media_url": None},
    ],
)
def test_pending_or_unmet_holds_the_status_back(changes: dict[str, Any]) -> None:
    assert answer_of(complete(**changes)).status == "not_ready"


def test_a_pending_incentive_requirement_leaves_the_offer_ready() -> None:
    assert answer_of(complete(offer__azure_infrastructure_percent=None)).status == "co_sell_ready"
