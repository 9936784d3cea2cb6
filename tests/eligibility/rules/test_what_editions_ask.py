"""Which requirement each edition asks of each offer type, at which level, in which order: written out by hand.

And each of them met and unmet: what its row says then, and which status is left.
"""

import pytest

from tests.eligibility.rules.samples import (
    EDITIONS,
    KINDS,
    OFFER_TYPES,
    answer_of,
    complete,
    months,
    row_of,
)

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
    if code in BROKEN_BY  # documents and revenue have tables of their own below
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


def test_every_requirement_is_broken_somewhere() -> None:
    asked = {
        code for types in ASKED.values() for ready, _, more in types.values() for code in (*ready, *more)
    }
    assert asked == {*BROKEN_BY, *REVENUE, "required_documents"}


# --- Documents, one kind at a time ------------------------------------------------------------------------------------

LISTED = [
    kind for kind in KINDS if kind != "architecture_diagram"
]  # the diagram has a requirement of its own
AUTUMN_2020 = (["customer_one_pager"], ["customer_case_study", "customer_wins", "other"])
SINCE_DECEMBER = (["customer_one_pager", "customer_presentation"], [])

# edition: (kinds that are each required, kinds of which each alone is supporting material)
DOCUMENTS = {
    "2020-09-02": AUTUMN_2020,
    "2020-09-15": AUTUMN_2020,
    "2020-12-02": SINCE_DECEMBER,
    "2021-02-24": SINCE_DECEMBER,
    "2023-08-24": SINCE_DECEMBER,
}


def asking(code: str) -> list[tuple[str, str]]:
    """The editions and offer types that ask for this."""
    return [case for case in CASES if code in (*ASKED[case[0]][case[1]][0], *ASKED[case[0]][case[1]][2])]


def approved(kinds: list[str]) -> list[dict[str, str]]:
    return [{"kind": kind, "state": "approved"} for kind in kinds]


@pytest.mark.parametrize("kind", LISTED)
@pytest.mark.parametrize(("edition", "offer_type"), asking("required_documents"))
def test_one_missing_kind_of_document_holds_the_offer_back_if_it_is_required(
    edition: str, offer_type: str, kind: str
) -> None:
    left = approved([each for each in KINDS if each != kind])
    answer = answer_of(complete(offer__type=offer_type, documents=left), edition)
    is_required = kind in DOCUMENTS[edition][0]
    assert row_of(answer, "required_documents").state == ("unmet" if is_required else "met")
    assert answer.status == ("not_ready" if is_required else ASKED[edition][offer_type][1] or READY)


@pytest.mark.parametrize("kind", LISTED)
@pytest.mark.parametrize(("edition", "offer_type"), asking("supporting_material"))
def test_one_supporting_kind_of_document_is_enough_and_no_other_kind_is(
    edition: str, offer_type: str, kind: str
) -> None:
    required, supporting = DOCUMENTS[edition]
    given = approved(sorted({*required, kind, "architecture_diagram"}))
    facts = complete(offer__type=offer_type, offer__social_media_url=None, documents=given)
    answer, is_supporting = answer_of(facts, edition), kind in supporting
    assert row_of(answer, "supporting_material").state == ("met" if is_supporting else "unmet")
    assert answer.status == (ASKED[edition][offer_type][1] or READY if is_supporting else "not_ready")


# --- The two revenue figures ------------------------------------------------------------------------------------------

ENOUGH, TOO_LITTLE = months(m2020_10="100000.00"), months(m2020_10="99999.99")
FIGURES = {
    "both": (ENOUGH, ENOUGH),
    "consumed alone": (ENOUGH, TOO_LITTLE),
    "billed alone": (TOO_LITTLE, ENOUGH),
    "neither": (TOO_LITTLE, TOO_LITTLE),
}

# What is reached: the states of the consumed and of the billed figure.
EITHER = {
    "both": ("met", "met"),
    "consumed alone": ("met", "not_applicable"),
    "billed alone": ("not_applicable", "met"),
    "neither": ("unmet", "unmet"),
}
BILLED_IS_ASKED = {
    "both": ("not_applicable", "met"),
    "consumed alone": ("not_applicable", "unmet"),
    "billed alone": ("not_applicable", "met"),
    "neither": ("not_applicable", "unmet"),
}
CONSUMED_IS_ASKED = {
    "both": ("met", "not_applicable"),
    "consumed alone": ("met", "not_applicable"),
    "billed alone": ("unmet", "not_applicable"),
    "neither": ("unmet", "not_applicable"),
}

# How the offer is sold: paid, transactable.
SOLD = {
    "paid, through the marketplace": (True, True),
    "paid, elsewhere": (True, False),
    "free, through the marketplace": (False, True),
    "free, elsewhere": (False, False),
}
BY_PAID = dict(
    zip(SOLD, (BILLED_IS_ASKED, BILLED_IS_ASKED, CONSUMED_IS_ASKED, CONSUMED_IS_ASKED), strict=True)
)
ALWAYS_EITHER = dict.fromkeys(SOLD, EITHER)
BILLED_IF_TRANSACTABLE = dict(zip(SOLD, (EITHER, CONSUMED_IS_ASKED, EITHER, CONSUMED_IS_ASKED), strict=True))
REVENUE_OF = {
    "2020-09-02": BY_PAID,
    "2020-09-15": ALWAYS_EITHER,
    "2020-12-02": ALWAYS_EITHER,
    "2021-02-24": BILLED_IF_TRANSACTABLE,
    "2023-08-24": BILLED_IF_TRANSACTABLE,
}


@pytest.mark.parametrize("reached", FIGURES)
@pytest.mark.parametrize("sold", SOLD)
@pytest.mark.parametrize(("edition", "offer_type"), asking("billed_revenue"))
def test_each_revenue_figure_alone_does_what_the_edition_says(
    edition: str, offer_type: str, sold: str, reached: str
) -> None:
    (consumed, billed), (paid, transactable) = FIGURES[reached], SOLD[sold]
    facts = complete(
        partner__azure_consumed_revenue=consumed,
        offer__billed_revenue=billed,
        offer__type=offer_type,
        offer__paid=paid,
        offer__transactable=transactable,
    )
    answer, states = answer_of(facts, edition), REVENUE_OF[edition][sold][reached]
    assert tuple(row_of(answer, code).state for code in REVENUE) == states
    must_be_transactable = "transactable" in ASKED[edition][offer_type][2]
    held_back = "unmet" in states or (must_be_transactable and not transactable)
    assert answer.status == (READY if held_back else AZURE)


@pytest.mark.parametrize(("edition", "offer_type"), asking("billed_revenue"))
def test_billed_revenue_of_long_ago_counts_unless_the_edition_looks_at_12_months(
    edition: str, offer_type: str
) -> None:
    long_ago = months(m2019_10="100000.00")  # the month before the last twelve
    facts = complete(
        partner__azure_consumed_revenue=long_ago, offer__billed_revenue=long_ago, offer__type=offer_type
    )
    answer = answer_of(facts, edition)
    is_too_old = edition == "2023-08-24"
    states = ("unmet", "unmet") if is_too_old else ("not_applicable", "met")
    assert tuple(row_of(answer, code).state for code in REVENUE) == states
    assert answer.status == (READY if is_too_old else AZURE)


@pytest.mark.parametrize(("edition", "offer_type"), sorted({*CASES} - {*asking("billed_revenue")}))
def test_no_revenue_at_all_takes_nothing_from_an_offer_that_is_not_asked_for_it(
    edition: str, offer_type: str
) -> None:
    facts = complete(offer__type=offer_type, partner__azure_consumed_revenue=[], offer__billed_revenue=[])
    assert answer_of(facts, edition).status == (ASKED[edition][offer_type][1] or READY)
