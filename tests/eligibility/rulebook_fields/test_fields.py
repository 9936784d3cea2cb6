"""A rulebook's fields: each is written where it was read, and all of them together are the rulebook."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from eligibility.editions import edition_codes, load_edition, vocabulary
from eligibility.models import Rulebook
from eligibility.rulebook_fields import (
    FIELDS,
    SECTIONS,
    differences_between,
    faults_by_field,
    fields_of,
    values_of,
    with_values,
)
from eligibility.rulebook_fields.matrix import matrix_of
from eligibility.rules import InvalidDataError, parse_rulebook
from eligibility.rules.requirements import REQUIREMENTS

KEPT_AS_THEY_ARE = {"code", "name", "source", "notes"}  # what says where a rulebook comes from


def data_of(code: str) -> dict[str, Any]:
    return dict(load_edition(code).to_data())


def rulebook(code: str, **changes: Any) -> Rulebook:
    return Rulebook(name=code, edition=code, data=with_values(data_of(code), changes, FIELDS))


def test_every_field_belongs_to_a_section_and_no_name_stands_twice() -> None:
    assert {field.section for field in FIELDS.values()} == set(SECTIONS)
    assert sum(len(fields_of(section)) for section in SECTIONS) == len(FIELDS)
    assert all(name == field.name for name, field in FIELDS.items())


@pytest.mark.parametrize("code", edition_codes())
@pytest.mark.parametrize("name", FIELDS)
def test_field_written_as_it_was_read_changes_nothing(code: str, name: str) -> None:
    data = data_of(code)
    written = with_values(data, {name: FIELDS[name].get(data)}, FIELDS)
    assert values_of(written, FIELDS) == values_of(data, FIELDS)
    parse_rulebook(written, vocabulary())


@pytest.mark.parametrize("source", edition_codes())
@pytest.mark.parametrize("target", edition_codes())
def test_fields_hold_all_that_makes_one_edition_another(source: str, target: str) -> None:
    """Whatever an edition brings can be typed: the fields of one put into another judge alike."""
    wanted = data_of(target)
    made = with_values(data_of(source), values_of(wanted, FIELDS), FIELDS)
    made = {**made, **{key: wanted[key] for key in KEPT_AS_THEY_ARE if key in wanted}}
    rules, expected = parse_rulebook(made, vocabulary()), parse_rulebook(wanted, vocabulary())
    assert rules.offer_types == expected.offer_types
    assert rules.status_names == expected.status_names
    assert rules.eligible_countries == expected.eligible_countries
    assert sorted(rules.benefits, key=repr) == sorted(expected.benefits, key=repr)
    assert [sorted(kinds) for kinds in rules.documents] == [sorted(kinds) for kinds in expected.documents]


def test_writing_leaves_the_data_that_was_given_alone() -> None:
    data = data_of("2020-09-15")
    before = deepcopy(data)
    with_values(data, {"acr_usd": Decimal(1), "type_saas_asks_transactable": "ready"}, FIELDS)
    assert data == before


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        ({}, []),
        ({"acr_usd": Decimal(80000)}, [("acr_usd", "USD\xa0100,000", "USD\xa080,000", "changed", "", "")]),
        ({"acr_months": 0}, [("acr_months", "last 12 months", "since launch", "changed", "", "")]),
        (
            {"document_customer_wins": ""},
            [("document_customer_wins", "Supporting", "Not asked for", "changed", "", "")],
        ),
        (
            {"benefit_azure_ip_incentivized_csp_incentive_percent": Decimal(5)},
            [("benefit_azure_ip_incentivized_csp_incentive_percent", "10\xa0%", "5\xa0%", "changed", "", "")],
        ),
    ],
)
def test_differences_are_named_with_a_word(changes: dict[str, Any], rows: list[tuple[str, ...]]) -> None:
    code = "2020-09-15"
    found = differences_between(rulebook(code), rulebook(code, **changes))
    assert [(row.name, row.before, row.after, row.word, row.gone, row.new) for row in found] == rows


SAAS, POWER_BI = "Software as a service", "Power BI app"


@pytest.mark.parametrize(
    ("changes", "row", "before", "after", "word"),
    [
        ({"type_saas_option": False}, "option", f"Yes: {SAAS}", f"No: {SAAS}", "removed"),
        ({"type_power_bi_app_option": True}, "option", f"No: {POWER_BI}", f"Yes: {POWER_BI}", "added"),
        (
            {"type_saas_asks_transactable": "ready", "type_power_bi_app_asks_transactable": "ready"},
            "asks_transactable",
            f"Not asked: {SAAS}, {POWER_BI}",
            f"Ready: {SAAS}, {POWER_BI}",
            "added",
        ),
        (
            {"type_saas_asks_landing_page_url": "", "type_azure_application_asks_landing_page_url": "both"},
            "asks_landing_page_url",
            f"Ready: {SAAS}, Azure Application",
            f"Not asked: {SAAS}; Ready and incentive: Azure Application",
            "changed",
        ),
        (
            {"type_saas_revenue": "all"},
            "revenue",
            f"As in general: {SAAS}",
            f"Both: {SAAS}",
            "added",
        ),
        (
            {"type_saas_kind_customer_one_pager": "optional"},
            "kind_customer_one_pager",
            f"Required: {SAAS}",
            f"Optional: {SAAS}",
            "changed",
        ),
    ],
)
def test_row_of_the_matrix_is_one_difference_with_its_offer_types(
    changes: dict[str, Any], row: str, before: str, after: str, word: str
) -> None:
    code = "2020-09-15"
    (found,) = differences_between(rulebook(code), rulebook(code, **changes))
    assert (found.name, found.before, found.after, found.word) == (f"row_{row}", before, after, word)
    assert found.count == len(changes)


# --- Cells ------------------------------------------------------------------------------------------------------------


def rules_with(code: str = "2020-09-15", **changes: Any) -> Any:
    return parse_rulebook(with_values(data_of(code), changes, FIELDS), vocabulary())


def asked_of(rules: Any, offer_type: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for check in rules.offer_types[offer_type].checks:
        found.setdefault(check.level, set()).add(check.code)
    return found


@pytest.mark.parametrize("offer_type", ["saas", "azure_container", "consulting_service"])
@pytest.mark.parametrize("code", REQUIREMENTS)
@pytest.mark.parametrize("level", ["", "ready", "incentive", "both"])
def test_each_cell_asks_what_it_says_and_leaves_the_other_cells_alone(
    offer_type: str, code: str, level: str
) -> None:
    if offer_type == "consulting_service" and level in {"incentive", "both"}:
        return  # it has no incentive: see below
    before = asked_of(rules_with(), offer_type)
    rules = rules_with(**{f"type_{offer_type}_asks_{code}": level})
    after = asked_of(rules, offer_type)
    in_words = {"co_sell_ready": {"ready", "both"}, "azure_ip_incentivized": {"incentive", "both"}}
    for status, words in in_words.items():
        assert (code in after.get(status, set())) is (level in words)
        assert after.get(status, set()) - {code} == before.get(status, set()) - {code}
    others = set(rules.offer_types) - {offer_type}
    assert all(rules.offer_types[each] == rules_with().offer_types[each] for each in others)


def test_cell_set_back_leaves_the_data_as_it_was() -> None:
    data = data_of("2020-09-15")
    there = with_values(data, {"type_saas_asks_landing_page_url": "", "type_saas_revenue": "all"}, FIELDS)
    assert there["offer_types"]["saas"]["without_ready"] == ["landing_page_url"]
    back = {"type_saas_asks_landing_page_url": "ready", "type_saas_revenue": ""}
    assert with_values(there, back, FIELDS) == data


def test_another_path_brings_what_it_asks_and_a_cell_set_with_it_stays() -> None:
    changes = {"type_azure_container_path": "materials", "type_azure_container_asks_landing_page_url": ""}
    asked = asked_of(rules_with(**changes), "azure_container")["co_sell_ready"]
    as_saas = asked_of(rules_with(), "saas")["co_sell_ready"]
    assert asked == as_saas - {"landing_page_url"}


def test_another_incentive_brings_what_it_asks_and_none_asks_nothing() -> None:
    asked = asked_of(
        rules_with(
            type_saas_incentive="business_applications_incentivized", type_saas_asks_transactable="both"
        ),
        "saas",
    )
    assert asked["business_applications_incentivized"] == {"isv_connect_premium", "transactable"}
    without = with_values(
        data_of("2023-08-24"), {"type_saas_incentive": "none"}, FIELDS
    )  # of all types it alone has a diagram besides
    assert "extra_incentive" not in without["offer_types"]["saas"]
    assert asked_of(parse_rulebook(without, vocabulary()), "saas").keys() == {"co_sell_ready"}


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        (
            {"type_power_bi_app_asks_transactable": "incentive"},
            "type_power_bi_app_asks_transactable",
            "asked, but this type has no incentive",
        ),
        (
            {"type_saas_kind_customer_one_pager": "optional"},
            "type_saas_asks_required_documents",
            "empty, but required documents are asked for",
        ),
    ],
)
def test_fault_of_a_type_is_said_at_its_cell(changes: dict[str, Any], field: str, said: str) -> None:
    data = with_values(data_of("2020-09-15"), changes, FIELDS)
    with pytest.raises(InvalidDataError) as refusal:
        parse_rulebook(data, vocabulary())
    assert faults_by_field(refusal.value.faults, data) == {field: [said]}


def test_revenue_conditions_and_documents_can_be_those_of_one_type_alone() -> None:
    rules = rules_with(
        type_saas_revenue="all",
        type_saas_kind_customer_presentation="required",
        type_saas_kind_customer_wins="",
    )
    saas, other = rules.offer_types["saas"], rules.offer_types["azure_application"]
    assert (saas.terms.revenue_mode, other.terms.revenue_mode) == ("all", "any")
    assert saas.terms.required_kinds == {"customer_one_pager", "customer_presentation"}
    assert saas.documents.supporting == ("customer_case_study", "other")
    assert other.documents == rules.documents


def test_grace_is_a_difference_too_and_without_a_rulebook_before_there_is_none() -> None:
    old, new = rulebook("2020-09-15"), rulebook("2020-09-15")
    new.grace_days = 30
    assert [(row.name, row.before, row.after) for row in differences_between(old, new)] == [
        ("grace_days", "0", "30")
    ]
    assert differences_between(None, new) == []


def test_benefit_has_words_of_the_programme_s_own() -> None:
    name = "benefit_co_sell_ready_shown_to_sellers"
    data = with_values(data_of("2020-09-15"), {f"{name}_en": "Seen.", f"{name}_fr": "Vu."}, FIELDS)
    (benefit,) = parse_rulebook(data, vocabulary()).benefits_of("co_sell_ready")
    assert benefit.text is not None
    assert (benefit.text.en, benefit.text.fr) == ("Seen.", "Vu.")
    without = with_values(data, {f"{name}_en": "", f"{name}_fr": ""}, FIELDS)
    assert without == data_of("2020-09-15")


def test_matrix_says_for_each_type_what_is_asked_at_which_level_and_what_was() -> None:
    matrix = matrix_of(data_of("2021-02-24"), data_of("2020-09-15"))
    lines = {line.title: [(cell.before, cell.after) for cell in line.cells] for line in matrix.lines}
    asked, no = "Incentive", "Not asked"
    assert len(matrix.type_names) == 11
    assert lines["Published in the marketplace"] == [("Ready", "Ready")] * 11
    assert lines["Runs on Azure"] == [(asked, no)] * 5 + [(no, no)] * 6
    assert lines["Technical validation"] == [(no, asked)] * 5 + [(no, no)] * 6
    assert lines["Path"][2:5] == [("Cloud specialist", "Materials")] * 3
    assert "Sold through the marketplace" not in lines, "asked by neither"
    assert {line.title: line.differences for line in matrix.lines}["Runs on Azure"] == 5
