"""Which requirement each edition asks of each offer type, at which level, in which order: written out by hand."""

import pytest

from tests.eligibility.rules.samples import EDITIONS, OFFER_TYPES, answer_of, complete

READY = "co_sell_ready"
AZURE = "azure_ip_incentivized"
BUSINESS = "business_applications_incentivized"

STEP_1 = ["offer_published", "business_profile_complete"]
SEED_MATERIALS = [
    *STEP_1,
    "sales_contact_per_country",
    "required_documents",
    "landing_page_url",
    "supporting_material",
]
LATER_MATERIALS = [*STEP_1, "sales_contact_per_country", "required_documents", "listing_complete"]
SPECIALIST = [*STEP_1, "cloud_specialist_request"]
REVENUE = ["azure_consumed_revenue", "billed_revenue"]
SEED_AZURE = [*REVENUE, "azure_infrastructure", "architecture_diagram"]
AZURE_2021 = [*REVENUE, "architecture_diagram", "technical_validation"]
AZURE_2023 = [*REVENUE, "technical_validation", "solution_type_ip", "transactable"]

# edition: offer type: (rows that gate Co-sell ready, the incentive, rows that gate it)
ASKED = {
    "2020-09-02": {
        "saas": (SEED_MATERIALS, AZURE, SEED_AZURE),
        "azure_application": (SEED_MATERIALS, AZURE, REVENUE),
        "azure_virtual_machine": (SPECIALIST, AZURE, REVENUE),
        "azure_container": (SPECIALIST, AZURE, REVENUE),
        "iot_edge_module": (SPECIALIST, AZURE, REVENUE),
        "dynamics_365_customer_engagement": (SEED_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "dynamics_365_operations": (SEED_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "dynamics_365_business_central": (SEED_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "power_bi_app": (SPECIALIST, None, []),
        "managed_service": (SPECIALIST, None, []),
        "consulting_service": ([*SPECIALIST, "gold_competency"], None, []),
    },
    "2020-09-15": {
        "saas": (SEED_MATERIALS, AZURE, SEED_AZURE),
        "azure_application": (SEED_MATERIALS, AZURE, SEED_AZURE),
        "azure_virtual_machine": (SPECIALIST, AZURE, SEED_AZURE),
        "azure_container": (SPECIALIST, AZURE, SEED_AZURE),
        "iot_edge_module": (SPECIALIST, AZURE, SEED_AZURE),
        "dynamics_365_customer_engagement": (SEED_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "dynamics_365_operations": (SEED_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "dynamics_365_business_central": (SEED_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "power_bi_app": (SPECIALIST, None, []),
        "managed_service": (SPECIALIST, None, []),
        "consulting_service": ([*SPECIALIST, "gold_competency"], None, []),
    },
    "2020-12-02": {
        "saas": (LATER_MATERIALS, AZURE, SEED_AZURE),
        "azure_application": (LATER_MATERIALS, AZURE, SEED_AZURE),
        "azure_virtual_machine": (SPECIALIST, AZURE, SEED_AZURE),
        "azure_container": (SPECIALIST, AZURE, SEED_AZURE),
        "iot_edge_module": (SPECIALIST, AZURE, SEED_AZURE),
        "dynamics_365_customer_engagement": (LATER_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "dynamics_365_operations": (LATER_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "dynamics_365_business_central": (LATER_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "power_bi_app": (SPECIALIST, None, []),
        "managed_service": (SPECIALIST, None, []),
        "consulting_service": ([*SPECIALIST, "gold_competency"], None, []),
    },
    "2021-02-24": {
        "saas": (LATER_MATERIALS, AZURE, AZURE_2021),
        "azure_application": (LATER_MATERIALS, AZURE, AZURE_2021),
        "azure_virtual_machine": (LATER_MATERIALS, AZURE, AZURE_2021),
        "azure_container": (LATER_MATERIALS, AZURE, AZURE_2021),
        "iot_edge_module": (LATER_MATERIALS, AZURE, AZURE_2021),
        "dynamics_365_customer_engagement": (
            [*LATER_MATERIALS, "isv_connect_enrolment"],
            BUSINESS,
            ["isv_connect_premium"],
        ),
        "dynamics_365_operations": (
            [*LATER_MATERIALS, "isv_connect_enrolment"],
            BUSINESS,
            ["isv_connect_premium"],
        ),
        "dynamics_365_business_central": (LATER_MATERIALS, BUSINESS, ["isv_connect_premium"]),
        "power_bi_app": (LATER_MATERIALS, None, []),
        "managed_service": (LATER_MATERIALS, None, []),
        "consulting_service": ([*LATER_MATERIALS, "gold_competency"], None, []),
    },
    "2023-08-24": {
        "saas": (
            LATER_MATERIALS,
            AZURE,
            [*REVENUE, "architecture_diagram", "technical_validation", "solution_type_ip", "transactable"],
        ),
        "azure_application": (LATER_MATERIALS, AZURE, AZURE_2023),
        "azure_virtual_machine": (LATER_MATERIALS, AZURE, AZURE_2023),
        "azure_container": (LATER_MATERIALS, AZURE, AZURE_2023),
        "iot_edge_module": (LATER_MATERIALS, AZURE, AZURE_2023),
        "dynamics_365_customer_engagement": (
            [*LATER_MATERIALS, "isv_connect_enrolment"],
            BUSINESS,
            ["isv_connect_enrolment"],
        ),
        "dynamics_365_operations": (
            [*LATER_MATERIALS, "isv_connect_enrolment"],
            BUSINESS,
            ["isv_connect_enrolment"],
        ),
        "dynamics_365_business_central": (LATER_MATERIALS, BUSINESS, ["isv_connect_enrolment"]),
        "power_bi_app": (LATER_MATERIALS, None, []),
        "managed_service": (LATER_MATERIALS, None, []),
        "consulting_service": ([*LATER_MATERIALS, "solutions_partner_designation"], None, []),
    },
}
CASES = [(edition, offer_type) for edition in EDITIONS for offer_type in OFFER_TYPES]

# What takes a requirement from met to unmet in otherwise complete facts, and nothing else with it.
BROKEN_BY = {
    "offer_published": {"offer__published": False},
    "business_profile_complete": {"partner__business_profile_complete": False},
    "sales_contact_per_country": {"contacts": []},
    "required_documents": {
        "documents": [
            {"kind": "customer_case_study", "state": "approved"},
            {"kind": "architecture_diagram", "state": "approved"},
        ]
    },
    "landing_page_url": {"offer__landing_page_url": None},
    "supporting_material": {
        "offer__social_media_url": None,
        "documents": [
            {"kind": "customer_one_pager", "state": "approved"},
            {"kind": "architecture_diagram", "state": "approved"},
        ],
    },
    "listing_complete": {"offer__platforms": []},
    "cloud_specialist_request": {"cloud_specialist_request": None},
    "gold_competency": {"partner__competencies": []},
    "solutions_partner_designation": {"partner__designations": []},
    "isv_connect_enrolment": {"partner__isv_connect": None},
    "azure_infrastructure": {"offer__azure_infrastructure_percent": "50"},
    "architecture_diagram": {
        "documents": [
            {"kind": "customer_one_pager", "state": "approved"},
            {"kind": "customer_presentation", "state": "approved"},
            {"kind": "customer_wins", "state": "approved"},
        ]
    },
    "technical_validation": {"offer__technical_validation_passed": False},
    "solution_type_ip": {"offer__solution_type": "service"},
    "transactable": {"offer__transactable": False},
    "isv_connect_premium": {"partner__isv_connect": {"tier": "standard", "start": "2020-01-01", "end": None}},
}
NO_REVENUE = {"partner__azure_consumed_revenue": [], "offer__billed_revenue": []}


@pytest.mark.parametrize(("edition", "offer_type"), CASES)
def test_rows_are_those_of_the_edition_in_the_contracts_order(edition: str, offer_type: str) -> None:
    ready, incentive, more = ASKED[edition][offer_type]
    rows = answer_of(complete(offer__type=offer_type), edition).requirements
    assert [(row.code, row.level) for row in rows] == [
        *[(code, READY) for code in ready],
        *[(code, incentive) for code in more],
    ]


@pytest.mark.parametrize(("edition", "offer_type"), CASES)
def test_complete_facts_reach_the_highest_status_of_the_type(edition: str, offer_type: str) -> None:
    answer = answer_of(complete(offer__type=offer_type), edition)
    assert answer.status == (ASKED[edition][offer_type][1] or READY)
    assert {row.state for row in answer.requirements} <= {"met", "not_applicable"}


BREAKS = [
    (edition, offer_type, code, level)
    for edition, offer_type in CASES
    for level, codes in (
        ("ready", ASKED[edition][offer_type][0]),
        ("incentivized", ASKED[edition][offer_type][2]),
    )
    for code in codes
    if code not in REVENUE
]


@pytest.mark.parametrize(("edition", "offer_type", "code", "level"), BREAKS)
def test_one_unmet_requirement_holds_its_level_back(
    edition: str, offer_type: str, code: str, level: str
) -> None:
    answer = answer_of(complete(offer__type=offer_type, **BROKEN_BY[code]), edition)
    broken_ready = level == "ready" or code in ASKED[edition][offer_type][0]
    assert answer.status == ("not_ready" if broken_ready else READY)
    unmet = {row.code for row in answer.requirements if row.state == "unmet"}
    # A standard tier is an enrolment still; no enrolment is no premium one either.
    also = {"isv_connect_premium"} if code == "isv_connect_enrolment" else set()
    assert unmet - also == {code}


AZURE_CASES = [case for case in CASES if ASKED[case[0]][case[1]][1] == AZURE]


@pytest.mark.parametrize(("edition", "offer_type"), AZURE_CASES)
def test_no_revenue_at_all_leaves_an_azure_offer_co_sell_ready(edition: str, offer_type: str) -> None:
    assert answer_of(complete(offer__type=offer_type, **NO_REVENUE), edition).status == READY
