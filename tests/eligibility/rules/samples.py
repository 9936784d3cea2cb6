"""Facts of the contract, as plain JSON values, and short ways to change and to evaluate them."""

from copy import deepcopy
from typing import Any

from eligibility.editions import load_edition, vocabulary
from eligibility.rules import Answer, Facts, Row, Rulebook, evaluate, parse_facts, parse_rulebook

SEED = "2020-09-15"
EDITIONS = ("2020-09-02", SEED, "2020-12-02", "2021-02-24", "2023-08-24")
OFFER_TYPES = (
    "saas",
    "azure_application",
    "azure_virtual_machine",
    "azure_container",
    "iot_edge_module",
    "dynamics_365_customer_engagement",
    "dynamics_365_operations",
    "dynamics_365_business_central",
    "power_bi_app",
    "managed_service",
    "consulting_service",
)
KINDS = (
    "customer_one_pager",
    "customer_presentation",
    "customer_case_study",
    "customer_wins",
    "channel_pitch_deck",
    "architecture_diagram",
    "other",
)

# Everything that any edition asks of any type. As of 15 November 2020 the newest month that has ended is October.
COMPLETE: dict[str, Any] = {
    "as_of": "2020-11-15",
    "partner": {
        "business_profile_complete": True,
        "competencies": [
            {"area": "Cloud Platform", "level": "gold", "start": "2020-01-01", "end": "2021-01-01"}
        ],
        "designations": [{"area": "Data & AI", "start": "2020-01-01", "end": None}],
        "isv_connect": {"tier": "premium", "start": "2020-02-01", "end": None},
        "azure_consumed_revenue": [{"month": "2020-10", "usd": "100000.00"}],
    },
    "offer": {
        "type": "saas",
        "solution_type": "ip",
        "published": True,
        "paid": True,
        "transactable": True,
        "countries": ["FR", "US"],
        "landing_page_url": "https://contoso.example/insights",
        "social_media_url": "https://social.example/contoso",
        "platforms": ["azure"],
        "segments": ["enterprise"],
        "solution_areas": ["ai"],
        "billed_revenue": [{"month": "2020-10", "usd": "100000.00"}],
        "azure_infrastructure_percent": "62.5",
        "technical_validation_passed": True,
    },
    "documents": [{"kind": kind, "state": "approved"} for kind in KINDS],
    "contacts": [{"role": "partner_sales", "countries": ["FR", "US"]}],
    "cloud_specialist_request": "completed",
}


def complete(**changes: Any) -> dict[str, Any]:
    """Complete facts with some fields changed: ``complete(offer__type="saas", contacts=[])``."""
    facts = deepcopy(COMPLETE)
    for path, value in changes.items():
        *sections, name = path.split("__")
        target = facts
        for section in sections:
            target = target[section]
        target[name] = value
    return facts


def without(value: dict[str, Any], path: str) -> dict[str, Any]:
    """A copy of the facts in which a field, such as ``offer.paid``, is absent."""
    facts = deepcopy(value)
    *sections, name = path.split(".")
    target = facts
    for section in sections:
        target = target[section]
    del target[name]
    return facts


def facts_of(value: object) -> Facts:
    return parse_facts(value, vocabulary())


def answer_of(value: object, edition: str | Rulebook = SEED) -> Answer:
    rulebook = load_edition(edition) if isinstance(edition, str) else edition
    return evaluate(facts_of(value), rulebook)


def row_of(answer: Answer, code: str, level: str | None = None) -> Row:
    [row] = [row for row in answer.requirements if row.code == code and level in (None, row.level)]
    return row


def state_of(value: object, code: str, edition: str | Rulebook = SEED) -> str:
    return row_of(answer_of(value, edition), code).state


def evidence_of(value: object, code: str, edition: str | Rulebook = SEED) -> dict[str, Any]:
    return row_of(answer_of(value, edition), code).evidence


def documents(**states: str) -> list[dict[str, str]]:
    return [{"kind": kind, "state": state} for kind, state in states.items()]


def months(**amounts: str) -> list[dict[str, str]]:
    """``months(m2020_10="12000.00")``."""
    return [{"month": name.removeprefix("m").replace("_", "-"), "usd": usd} for name, usd in amounts.items()]


def edited(edition: str = SEED, **changes: Any) -> Rulebook:
    """An edition with some parameters changed: ``edited(revenue__mode="all")``."""
    data: Any = load_edition(edition).to_data()
    for path, value in changes.items():
        *sections, name = path.split("__")
        target = data
        for section in sections:
            target = target[section]
        target[name] = value
    return parse_rulebook(data, vocabulary())
