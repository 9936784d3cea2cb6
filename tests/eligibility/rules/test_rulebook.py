"""Rulebooks from plain data: what is refused, what can be changed, what comes back."""

import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from eligibility.editions import load_edition, vocabulary
from eligibility.rules import InvalidDataError, parse_rulebook
from tests.eligibility.rules.samples import EDITIONS, OFFER_TYPES, SEED, answer_of, complete, edited, state_of

DROP = object()


def changed(path: str, value: object) -> dict[str, Any]:
    """The default edition's data with one value put in place, or dropped."""
    data: Any = deepcopy(load_edition(SEED).to_data())
    *sections, name = path.split("/")
    target = data
    for section in sections:
        target = target[int(section) if section.isdigit() else section]
    if value is DROP:
        del target[name]
    else:
        target[name] = value
    return data


def faults_of(data: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        parse_rulebook(data, vocabulary())
    return [str(fault) for fault in caught.value.faults]


FAULTS = [
    ("code", DROP, "code: missing"),
    ("code", " ", 'code: expected text that is not blank, found " "'),
    ("colour", "red", "colour: unknown field"),
    ("revenue/modus", "any", "revenue.modus: unknown field"),
    ("name/fr", DROP, "name.fr: missing"),
    ("name/de", "x", "name.de: unknown field"),
    ("source/date", "15/09/2020", 'source.date: expected a date such as 2020-11-15, found "15/09/2020"'),
    ("source", DROP, "source: missing"),
    ("source/language", "de", 'source.language: unknown code "de"; known are: en, fr'),
    ("status_names/co_sell_ready", DROP, "status_names.co_sell_ready: missing"),
    ("status_names/gold", {"en": "a", "fr": "b"}, "status_names.gold: unknown field"),
    ("eligible_countries", [], 'eligible_countries: expected "all" or a list of country codes, found […]'),
    ("eligible_countries", "FR", 'eligible_countries: expected "all" or a list of country codes, found "FR"'),
    ("eligible_countries", ["FR", "UK"], 'eligible_countries[1]: unknown country code "UK"'),
    ("eligible_countries", ["OOO"], 'eligible_countries[0]: unknown country code "OOO"'),
    ("eligible_countries", ["FR", "US", "FR"], "eligible_countries: names FR more than once"),
    ("eligible_countries", [["FR"]], "eligible_countries[0]: unknown country code […]"),
    ("eligible_countries", None, 'eligible_countries: expected "all" or a list of country codes, found null'),
    ("eligible_countries", DROP, "eligible_countries: missing"),
    ("publish", [], "publish: names no requirement"),
    ("publish", DROP, "publish: names no requirement"),
    ("incentives/azure_ip_incentivized", [], "incentives.azure_ip_incentivized: names no requirement"),
    ("paths/cloud_specialist", DROP, "paths.cloud_specialist: names no requirement"),
    ("paths/friends", ["transactable"], "paths.friends: unknown field"),
    (
        "publish",
        ["offer_published", "offer_published"],
        "publish: names offer_published more than once",
    ),
    ("documents/required", [], "documents.required: empty, but required documents are asked for"),
    ("documents/required", ["architecture_diagram"], None),
    (
        "documents/optional",
        ["customer_wins"],
        "documents.supporting: customer_wins stands in another list too",
    ),
    (
        "documents/social_media_url_counts",
        "yes",
        'documents.social_media_url_counts: expected true or false, found "yes"',
    ),
    ("revenue/mode", "either", 'revenue.mode: unknown code "either"; known are: any, all, by_paid'),
    ("revenue/billed_counts", DROP, "revenue.billed_counts: missing"),
    (
        "revenue/azure_consumed_revenue/usd",
        "-1",
        'revenue.azure_consumed_revenue.usd: cannot be negative, found "-1"',
    ),
    (
        "revenue/billed_revenue/usd",
        100000,
        'revenue.billed_revenue.usd: expected a decimal string such as "12000.00", found 100000',
    ),
    (
        "revenue/billed_revenue/months",
        -1,
        "revenue.billed_revenue.months: expected a number of months from 0 (since launch) to 120, found -1",
    ),
    (
        "revenue/billed_revenue/months",
        True,
        "revenue.billed_revenue.months: expected a number of months from 0 (since launch) to 120, found true",
    ),
    (
        "revenue/billed_revenue/months",
        "12",
        'revenue.billed_revenue.months: expected a number of months from 0 (since launch) to 120, found "12"',
    ),
    (
        "azure_infrastructure/more_than_percent",
        "101",
        (
            "azure_infrastructure.more_than_percent: expected a percentage from 0 to 100 as a decimal string such as "
            '"62.5", found "101"'
        ),
    ),
    ("azure_infrastructure", DROP, "azure_infrastructure: missing"),
    ("offer_types/saas", DROP, "offer_types.saas: missing"),
    ("offer_types/teapot", {}, "offer_types.teapot: unknown field"),
    (
        "offer_types/saas/path",
        "post",
        'offer_types.saas.path: unknown code "post"; known are: materials, cloud_specialist',
    ),
    (
        "offer_types/saas/incentive",
        "gold",
        (
            'offer_types.saas.incentive: unknown code "gold"; known are: azure_ip_incentivized, '
            "business_applications_incentivized, none"
        ),
    ),
    ("offer_types/saas/co_sell_option", DROP, "offer_types.saas.co_sell_option: missing"),
    (
        "offer_types/saas/extra_ready",
        ["landing_page_url"],
        "offer_types.saas.extra_ready: landing_page_url is asked for already",
    ),
    (
        "offer_types/saas/extra_incentive",
        ["billed_revenue"],
        "offer_types.saas.extra_incentive: billed_revenue is asked for already",
    ),
    (
        "offer_types/power_bi_app/extra_incentive",
        ["transactable"],
        "offer_types.power_bi_app.extra_incentive: asked, but this type has no incentive",
    ),
    ("technical_validation/passes_unseen_if_transactable", ["teapot"], None),
    ("benefits/0/code", "free_beer", None),
    ("benefits/0/status", "gold", None),
    ("benefits/1/percent", "5", "benefits[1].percent: unknown field"),
    ("benefits/2/from_percent", DROP, "benefits[2].from_percent: missing"),
    ("benefits/2/from_percent", "-20", 'benefits[2].from_percent: cannot be negative, found "-20"'),
    ("notes/weather", {"en": "a", "fr": "b"}, "notes.weather: unknown field"),
    ("notes/revenue/fr", DROP, "notes.revenue.fr: missing"),
]


@pytest.mark.parametrize(("path", "value", "fault"), FAULTS)
def test_a_faulty_rulebook_is_refused_with_the_place(path: str, value: object, fault: str | None) -> None:
    faults = faults_of(changed(path, value))
    if fault is None:  # a long list of known codes follows
        assert len(faults) == 1
        place = path.replace("/", ".").replace("benefits.0", "benefits[0]")
        assert faults[0].startswith((f"{place}: unknown code ", f"{place}[0]: unknown code "))
    else:
        assert faults == [fault]


def test_every_fault_of_a_rulebook_is_told_at_once() -> None:
    data = changed("revenue/azure_consumed_revenue/usd", "-1")
    data["colour"] = "red"
    del data["offer_types"]["saas"]
    data["azure_infrastructure"] = {"more_than_percent": 50}
    assert [fault.split(":")[0] for fault in faults_of(data)] == [
        "offer_types.saas",
        "revenue.azure_consumed_revenue.usd",
        "azure_infrastructure.more_than_percent",
        "colour",
    ]


def test_every_fault_of_a_list_of_countries_is_told_with_its_place() -> None:
    assert faults_of(changed("eligible_countries", ["XX", "FR", "YY", "FR"])) == [
        'eligible_countries[0]: unknown country code "XX"',
        'eligible_countries[2]: unknown country code "YY"',
        "eligible_countries: names FR more than once",
    ]


def test_supporting_material_may_rest_on_the_social_channel_alone() -> None:
    assert state_of(complete(), "supporting_material", edited(documents__supporting=[])) == "met"
    data = changed("documents/supporting", [])
    data["documents"]["social_media_url_counts"] = False
    assert faults_of(data) == ["documents.supporting: empty, but supporting material is asked for"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_rulebook_is_stored_as_json_and_read_again(edition: str) -> None:
    rulebook = load_edition(edition)
    assert parse_rulebook(json.loads(json.dumps(rulebook.to_data())), vocabulary()) == rulebook


def test_stored_data_is_a_copy() -> None:
    rulebook = load_edition(SEED)
    data: Any = rulebook.to_data()
    data["revenue"]["mode"] = "all"
    assert rulebook.to_data() != data
    made = parse_rulebook(data, vocabulary())
    data["revenue"]["mode"] = "by_paid"
    assert made.to_data()["revenue"]["mode"] == "all"


def test_a_threshold_has_cents_in_the_evidence() -> None:
    terms = edited(revenue__billed_revenue={"usd": "5", "months": 0}).offer_types["saas"].terms
    assert str(terms.billed_revenue.usd) == "5.00"
    assert terms.billed_revenue.usd == Decimal(5)


def test_a_type_can_change_its_path_and_incentive() -> None:
    rulebook = edited(
        offer_types__power_bi_app={
            "co_sell_option": True,
            "path": "materials",
            "incentive": "azure_ip_incentivized",
        }
    )
    answer = answer_of(complete(offer__type="power_bi_app"), rulebook)
    assert answer.status == "azure_ip_incentivized"
    assert [row.code for row in answer.requirements] == [
        row.code for row in answer_of(complete(offer__type="saas"), SEED).requirements
    ]


def test_a_requirement_can_move_to_another_level() -> None:
    rulebook = edited(
        publish=["offer_published", "business_profile_complete", "transactable"],
    )
    answer = answer_of(complete(offer__transactable=False), rulebook)
    assert answer.status == "not_ready"
    assert [row.code for row in answer.requirements if row.state == "unmet"] == ["transactable"]
    assert answer.requirements[-1].level == "co_sell_ready"  # its place in the contract's order stays


@pytest.mark.parametrize("offer_type", OFFER_TYPES)
def test_the_ladder_ends_with_the_incentive(offer_type: str) -> None:
    rules = load_edition(SEED).offer_types[offer_type]
    assert rules.levels() == tuple(filter(None, ("not_ready", "co_sell_ready", rules.incentive)))
