"""Facts as typed values: there and back again, built without JSON, and shared."""

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from eligibility.editions import load_edition
from eligibility.rules import Answer, Facts, evaluate
from eligibility.rules.facts import (
    Contact,
    Contacts,
    Document,
    Documents,
    MonthlyAmount,
    Offer,
    Partner,
    Revenue,
)
from eligibility.rules.months import month_number
from tests.eligibility.rules.samples import (
    EDITIONS,
    OFFER_TYPES,
    SEED,
    answer_of,
    complete,
    edited,
    facts_of,
    months,
    without,
)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"documents": [], "contacts": [], "cloud_specialist_request": None},
        {"partner__isv_connect": None, "partner__competencies": [], "offer__countries": []},
        {"offer__billed_revenue": [{"month": "2020-01", "usd": "-5.125"}, {"month": "2020-02", "usd": "0"}]},
        {"contacts": [{"role": "partner_marketing", "countries": ["OOO"]}]},
        {"offer__azure_infrastructure_percent": "62.50", "offer__technical_validation_passed": False},
    ],
)
def test_facts_go_to_json_and_come_back(changes: dict[str, object]) -> None:
    value = complete(**changes)
    facts = facts_of(value)
    stored = json.loads(json.dumps(facts.to_json()))
    assert stored == value
    assert facts_of(stored) == facts


def test_facts_with_absent_fields_are_stored_whole() -> None:
    sparse = without(without(complete(), "documents"), "offer.landing_page_url")
    stored = facts_of(sparse).to_json()
    assert stored == complete(documents=[], offer__landing_page_url=None)


def test_countries_and_months_are_stored_in_order() -> None:
    value = complete(
        offer__countries=["US", "FR", "US"],
        offer__billed_revenue=[{"month": "2020-10", "usd": "2"}, {"month": "2020-09", "usd": "1"}],
    )
    assert facts_of(value).to_json() == complete(
        offer__countries=["FR", "US"],
        offer__billed_revenue=[{"month": "2020-09", "usd": "1"}, {"month": "2020-10", "usd": "2"}],
    )


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("offer_type", OFFER_TYPES)
def test_stored_facts_give_the_same_answer_again(edition: str, offer_type: str) -> None:
    value = complete(offer__type=offer_type)
    assert answer_of(facts_of(value).to_json(), edition).to_json() == answer_of(value, edition).to_json()


def test_typed_values_give_the_answer_of_their_json() -> None:
    amounts = Revenue([MonthlyAmount(month_number(2020, 10), Decimal("100000.00"))])
    facts = Facts(
        as_of=date(2020, 11, 15),
        partner=Partner(business_profile_complete=True, azure_consumed_revenue=amounts),
        offer=Offer(
            type="saas",
            published=True,
            paid=True,
            transactable=False,
            countries=frozenset({"FR"}),
            landing_page_url="https://contoso.example",
            social_media_url="https://social.example",
            azure_infrastructure_percent=Decimal("50.01"),
        ),
        documents=Documents(
            (Document("customer_one_pager", "approved"), Document("architecture_diagram", "approved"))
        ),
        contacts=Contacts((Contact("partner_sales", frozenset({"OOO"})),)),
    )
    answer = evaluate(facts, load_edition(SEED))
    assert answer.status == "azure_ip_incentivized"
    assert answer.to_json() == answer_of(facts.to_json()).to_json()


def test_revenue_is_summed_anew_for_another_window() -> None:
    revenue = Revenue(MonthlyAmount(number, Decimal(1)) for number in range(24200, 24240))
    asked = [(24239, 12), (24239, 0), (24239, 12), (24219, 12), (24210, 12), (24239, 1)]
    assert [revenue.total(last, months) for last, months in asked] == [12, 40, 12, 12, 11, 1]


def test_revenue_can_be_shared_by_facts_of_different_days() -> None:
    partner = facts_of(complete()).partner
    offer = facts_of(complete(offer__billed_revenue=[])).offer
    rulebook = load_edition(SEED)
    statuses = [
        evaluate(
            Facts(
                as_of=day,
                partner=partner,
                offer=offer,
                documents=facts_of(complete()).documents,
                contacts=facts_of(complete()).contacts,
            ),
            rulebook,
        ).status
        for day in (date(2020, 11, 15), date(2020, 10, 30), date(2021, 10, 30), date(2021, 10, 31))
    ]
    assert statuses == ["azure_ip_incentivized", "co_sell_ready", "azure_ip_incentivized", "co_sell_ready"]


def test_an_answer_is_plain_json() -> None:
    answer = answer_of(complete()).to_json()
    assert json.loads(json.dumps(answer)) == answer
    assert list(answer) == ["status", "edition", "as_of", "requirements"]
    assert (answer["edition"], answer["as_of"]) == (SEED, "2020-11-15")


def test_an_offer_type_that_the_rulebook_lacks_is_an_error() -> None:
    facts = facts_of(complete())
    unknown = Facts(
        as_of=facts.as_of,
        partner=facts.partner,
        offer=Offer(type="teapot", published=True, paid=True, transactable=True),
    )
    with pytest.raises(KeyError):
        evaluate(unknown, load_edition(SEED))


def test_equal_fingerprints_are_equal_answers() -> None:
    """Of another amount with the same sum, of another text of the same amount, of another edition."""
    amounts = ("100000", "100000.000", "99999.99", "1")
    answers = [
        answer_of(
            complete(offer__type=offer_type, partner__azure_consumed_revenue=months(m2020_10=usd)), edition
        )
        for offer_type in ("saas", "azure_container", "consulting_service")
        for usd in amounts
        for edition in (*EDITIONS, edited(revenue__azure_consumed_revenue={"usd": "7", "months": 12}))
    ]
    for one in answers:
        for other in answers:
            rows = [(answer.status, answer.requirements) for answer in (one, other)]
            assert (one.fingerprint == other.fingerprint) == (rows[0] == rows[1] and _asks_same(one, other))


def _asks_same(one: Answer, other: Answer) -> bool:
    return one.rules.terms == other.rules.terms and one.rules.checks == other.rules.checks


def test_fingerprint_is_the_same_in_every_process() -> None:
    """Hashes of texts, and with them the order of sets, differ from one to the other."""
    program = (
        "from tests.eligibility.rules.samples import answer_of, complete;"
        "print(answer_of(complete(offer__countries=['FR', 'US', 'DE', 'CA', 'BE'], contacts=[])).fingerprint)"
    )
    prints = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert prints[0] == prints[1]
    assert len(prints[0]) == 32
