"""What holds for any facts: more never lowers a status, and every answer keeps the contract."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility.rules import REQUIREMENTS
from eligibility.rules.codes import (
    CONTACT_ROLES,
    DOCUMENT_KINDS,
    DOCUMENT_STATES,
    REQUEST_STATES,
    SEGMENTS,
    SOLUTION_TYPES,
)
from tests.eligibility.rules.samples import EDITIONS, OFFER_TYPES, answer_of, facts_of

COUNTRIES = ["DE", "FR", "NA", "US"]
RANK = {
    "not_ready": 0,
    "co_sell_ready": 1,
    "azure_ip_incentivized": 2,
    "business_applications_incentivized": 2,
}

days = st.dates().map(lambda day: day.isoformat())
near_days = st.sampled_from(
    ["2019-12-31", "2020-10-31", "2020-11-14", "2020-11-15", "2020-11-16", "2021-02-28"]
)
amounts = st.one_of(
    st.sampled_from(["0", "-1", "99999.99", "100000", "50000.005"]),
    st.decimals(-200_000, 200_000, places=2).map(lambda usd: f"{usd:f}"),
)
month_codes = st.builds("{:04d}-{:02d}".format, st.integers(2018, 2021), st.integers(1, 12))
revenue = st.dictionaries(month_codes, amounts, max_size=4).map(
    lambda months: [{"month": month, "usd": usd} for month, usd in months.items()]
)
periods = {"start": near_days, "end": st.none() | near_days}
documents = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(DOCUMENT_KINDS), "state": st.sampled_from(DOCUMENT_STATES)}
    ),
    max_size=6,
)
contacts = st.lists(
    st.fixed_dictionaries(
        {
            "role": st.sampled_from(CONTACT_ROLES),
            "countries": st.lists(st.sampled_from([*COUNTRIES, "OOO"]), max_size=3),
        }
    ),
    max_size=4,
)
facts = st.fixed_dictionaries(
    {
        "as_of": st.one_of(near_days, days),
        "partner": st.fixed_dictionaries(
            {
                "business_profile_complete": st.just(True) | st.booleans(),
                "competencies": st.lists(
                    st.fixed_dictionaries(
                        {
                            "area": st.text(max_size=5),
                            "level": st.sampled_from(["gold", "silver"]),
                            **periods,
                        }
                    ),
                    max_size=2,
                ),
                "designations": st.lists(
                    st.fixed_dictionaries({"area": st.text(max_size=5), **periods}), max_size=2
                ),
                "isv_connect": st.none()
                | st.fixed_dictionaries({"tier": st.sampled_from(["standard", "premium"]), **periods}),
                "azure_consumed_revenue": revenue,
            }
        ),
        "offer": st.fixed_dictionaries(
            {
                "type": st.sampled_from(OFFER_TYPES),
                "solution_type": st.none() | st.sampled_from(SOLUTION_TYPES),
                "published": st.just(True) | st.booleans(),
                "paid": st.booleans(),
                "transactable": st.booleans(),
                "countries": st.lists(st.sampled_from(COUNTRIES), unique=True, max_size=3),
                "landing_page_url": st.none() | st.just("https://contoso.example"),
                "social_media_url": st.none() | st.just("https://social.example"),
                "platforms": st.lists(st.just("azure"), max_size=1),
                "segments": st.lists(st.sampled_from(SEGMENTS), max_size=2),
                "solution_areas": st.lists(st.just("ai"), max_size=1),
                "billed_revenue": revenue,
                "azure_infrastructure_percent": st.none() | st.sampled_from(["0", "50", "50.01", "100"]),
                "technical_validation_passed": st.none() | st.booleans(),
            }
        ),
        "documents": documents,
        "contacts": contacts,
        "cloud_specialist_request": st.none() | st.sampled_from(REQUEST_STATES),
    }
)
editions = st.sampled_from(EDITIONS)


def rank(value: Any, edition: str) -> int:
    return RANK[answer_of(value, edition).status]


@given(facts, editions, st.sampled_from(DOCUMENT_KINDS))
def test_one_more_approved_document_never_lowers_a_status(value: Any, edition: str, kind: str) -> None:
    more = {**value, "documents": [*value["documents"], {"kind": kind, "state": "approved"}]}
    assert rank(more, edition) >= rank(value, edition)


@given(
    facts,
    editions,
    st.sampled_from(CONTACT_ROLES),
    st.lists(st.sampled_from([*COUNTRIES, "OOO"]), max_size=3),
)
def test_one_more_contact_never_lowers_a_status(
    value: Any, edition: str, role: str, countries: list[str]
) -> None:
    more = {**value, "contacts": [*value["contacts"], {"role": role, "countries": countries}]}
    assert rank(more, edition) >= rank(value, edition)


@pytest.mark.parametrize(
    ("section", "name"), [("partner", "azure_consumed_revenue"), ("offer", "billed_revenue")]
)
@given(data=st.data(), value=facts, edition=editions, usd=st.integers(0, 200_000))
def test_more_revenue_never_lowers_a_status(
    section: str, name: str, data: st.DataObject, value: Any, edition: str, usd: int
) -> None:
    months = {row["month"] for row in value[section][name]}
    month = data.draw(month_codes.filter(lambda code: code not in months))
    rows = [*value[section][name], {"month": month, "usd": str(usd)}]
    more = {**value, section: {**value[section], name: rows}}
    assert rank(more, edition) >= rank(value, edition)


@given(facts, editions)
def test_a_status_is_what_its_rows_say(value: Any, edition: str) -> None:
    answer = answer_of(value, edition)
    passed = {"met", "not_applicable"}
    ready = all(row.state in passed for row in answer.requirements if row.level == "co_sell_ready")
    more = [row for row in answer.requirements if row.level != "co_sell_ready"]
    if not ready:
        assert answer.status == "not_ready"
    elif more and all(row.state in passed for row in more):
        assert answer.status == more[0].level
    else:
        assert answer.status == "co_sell_ready"


@given(facts, editions)
def test_only_revenue_is_ever_not_applicable(value: Any, edition: str) -> None:
    codes = {row.code for row in answer_of(value, edition).requirements if row.state == "not_applicable"}
    assert codes <= {"azure_consumed_revenue", "billed_revenue"}
    assert len(codes) <= 1


CAN_WAIT = {
    "required_documents",
    "supporting_material",
    "cloud_specialist_request",
    "azure_infrastructure",
    "architecture_diagram",
}


@given(facts, editions)
def test_only_what_microsoft_reads_is_ever_pending(value: Any, edition: str) -> None:
    codes = {row.code for row in answer_of(value, edition).requirements if row.state == "pending"}
    assert codes <= CAN_WAIT


@given(facts, editions)
def test_rows_stand_in_the_contracts_order(value: Any, edition: str) -> None:
    order = list(REQUIREMENTS)
    places = [order.index(row.code) for row in answer_of(value, edition).requirements]
    assert places == sorted(places)


@given(facts)
def test_facts_survive_being_stored(value: Any) -> None:
    read = facts_of(value)
    assert facts_of(json.loads(json.dumps(read.to_json()))) == read


@given(facts, editions)
def test_an_answer_is_json_without_floats(value: Any, edition: str) -> None:
    def refuse(text: str) -> None:
        raise AssertionError(text)

    text = json.dumps(answer_of(value, edition).to_json())
    json.loads(text, parse_float=refuse)
