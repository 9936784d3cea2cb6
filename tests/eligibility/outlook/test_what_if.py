"""Facts changed in memory."""

from decimal import Decimal
from typing import Any

import pytest

from eligibility.editions import load_edition
from eligibility.outlook.what_if import WhatIf, changed
from eligibility.rules import evaluate
from tests.eligibility.rules.samples import SEED, complete, documents, facts_of, months

POOR: dict[str, Any] = {
    "partner__azure_consumed_revenue": months(m2020_01="1000"),
    "offer__billed_revenue": [],
    "contacts": [
        {"role": "partner_sales", "countries": ["FR"]},
        {"role": "partner_sales", "countries": ["US"]},
    ],
}


def state(code: str, what_if: WhatIf, edition: str = SEED, **changes: Any) -> str:
    facts = changed(facts_of(complete(**{**POOR, **changes})), what_if)
    rows = evaluate(facts, load_edition(edition)).requirements
    return next(row.state for row in rows if row.code == code)


@pytest.mark.parametrize(
    ("code", "what_if", "state_then", "changes"),
    [
        ("azure_consumed_revenue", WhatIf(), "unmet", {}),
        ("azure_consumed_revenue", WhatIf(acr_usd=Decimal(100_000)), "met", {}),
        ("azure_consumed_revenue", WhatIf(acr_usd=Decimal("99999.99")), "unmet", {}),
        ("billed_revenue", WhatIf(billed_usd=Decimal(100_000)), "met", {}),
        ("azure_infrastructure", WhatIf(percent=Decimal(50)), "unmet", {}),
        ("azure_infrastructure", WhatIf(percent=Decimal("50.01")), "met", {}),
        ("sales_contact_per_country", WhatIf(), "met", {}),
        ("sales_contact_per_country", WhatIf(without=frozenset({1})), "unmet", {}),
        ("sales_contact_per_country", WhatIf(without=frozenset({0, 1}), every_country=True), "met", {}),
        ("required_documents", WhatIf(removed=frozenset({"customer_one_pager"})), "unmet", {}),
        (
            "required_documents",
            WhatIf(approved=frozenset({"customer_one_pager"})),
            "met",
            {"documents": documents(customer_one_pager="changes_requested")},
        ),
        ("azure_infrastructure", WhatIf(removed=frozenset({"architecture_diagram"})), "unmet", {}),
    ],
)
def test_each_change_is_answered_by_the_rules(
    code: str, what_if: WhatIf, state_then: str, changes: dict[str, Any]
) -> None:
    assert state(code, what_if, **changes) == state_then


@pytest.mark.parametrize(
    ("offer_type", "edition", "code", "what_if", "state_then", "changes"),
    [
        ("consulting_service", SEED, "gold_competency", WhatIf(gold="ended"), "unmet", {}),
        (
            "consulting_service",
            SEED,
            "gold_competency",
            WhatIf(gold="active"),
            "met",
            {"partner__competencies": []},
        ),
        (
            "consulting_service",
            "2023-08-24",
            "solutions_partner_designation",
            WhatIf(designation="ended"),
            "unmet",
            {},
        ),
        (
            "consulting_service",
            "2023-08-24",
            "solutions_partner_designation",
            WhatIf(designation="active"),
            "met",
            {"partner__designations": []},
        ),
        ("dynamics_365_operations", SEED, "isv_connect_premium", WhatIf(enrolment="ended"), "unmet", {}),
        ("dynamics_365_operations", SEED, "isv_connect_premium", WhatIf(enrolment="standard"), "unmet", {}),
        (
            "dynamics_365_operations",
            SEED,
            "isv_connect_premium",
            WhatIf(enrolment="premium"),
            "met",
            {"partner__isv_connect": None},
        ),
        (
            "power_bi_app",
            SEED,
            "cloud_specialist_request",
            WhatIf(specialist_completed=True),
            "met",
            {"cloud_specialist_request": "declined"},
        ),
        ("saas", "2021-02-24", "technical_validation", WhatIf(validation=False), "unmet", {}),
        (
            "saas",
            "2021-02-24",
            "technical_validation",
            WhatIf(validation=True),
            "met",
            {"offer__technical_validation_passed": False},
        ),
    ],
)
def test_what_a_type_asks_can_be_changed(
    offer_type: str, edition: str, code: str, what_if: WhatIf, state_then: str, changes: dict[str, Any]
) -> None:
    assert state(code, what_if, edition, offer__type=offer_type, **changes) == state_then


def test_nothing_named_is_nothing_changed() -> None:
    facts = facts_of(complete())
    assert changed(facts, WhatIf()) == facts


def test_facts_themselves_stay_as_they_are() -> None:
    facts = facts_of(complete())
    before = facts.to_json()
    changed(facts, WhatIf(acr_usd=Decimal(1), removed=frozenset({"other"}), gold="ended", every_country=True))
    assert facts.to_json() == before
