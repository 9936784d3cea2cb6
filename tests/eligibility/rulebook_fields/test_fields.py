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
    fields_of,
    values_of,
    with_values,
)
from eligibility.rulebook_fields.matrix import matrix_of
from eligibility.rules import parse_rulebook

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
    with_values(data, {"acr_usd": Decimal(1), "type_saas_extra_ready": ["transactable"]}, FIELDS)
    assert data == before


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        ({}, []),
        ({"acr_usd": Decimal(80000)}, [("acr_usd", "USD 100,000", "USD 80,000", "changed", "", "")]),
        ({"acr_months": 0}, [("acr_months", "last 12 months", "since launch", "changed", "", "")]),
        ({"type_saas_option": False}, [("type_saas_option", "Yes", "No", "removed", "", "")]),
        ({"type_power_bi_app_option": True}, [("type_power_bi_app_option", "No", "Yes", "added", "", "")]),
        (
            {"type_saas_extra_ready": ["transactable"]},
            [
                (
                    "type_saas_extra_ready",
                    "",
                    "Sold through the marketplace",
                    "added",
                    "",
                    "Sold through the marketplace",
                )
            ],
        ),
        (
            {"document_customer_wins": ""},
            [("document_customer_wins", "Supporting", "Not asked for", "changed", "", "")],
        ),
        (
            {"benefit_azure_ip_incentivized_csp_incentive_percent": Decimal(5)},
            [("benefit_azure_ip_incentivized_csp_incentive_percent", "10 %", "5 %", "changed", "", "")],
        ),
        ({"diagram_for_azure_ip": False}, None),
    ],
)
def test_differences_are_named_with_a_word(
    changes: dict[str, Any], rows: list[tuple[str, ...]] | None
) -> None:
    code = "2020-09-15"
    found = differences_between(rulebook(code), rulebook(code, **changes))
    if rows is None:  # the same requirement stands in two sections
        assert [(row.name, row.word) for row in found] == [
            ("asks_azure_ip_incentivized", "changed"),
            ("diagram_for_azure_ip", "removed"),
        ]
    else:
        assert [(row.name, row.before, row.after, row.word, row.gone, row.new) for row in found] == rows


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
    rules = [parse_rulebook(data_of(code), vocabulary()) for code in ("2021-02-24", "2020-09-15")]
    matrix = matrix_of(*rules)
    lines = {line.title: [(cell.before, cell.after) for cell in line.cells] for line in matrix.lines}
    assert len(matrix.type_names) == 11
    assert lines["Published in the marketplace"] == [("Ready", "Ready")] * 11
    assert lines["Runs on Azure"] == [("Incentive", "")] * 5 + [("", "")] * 6
    assert lines["Technical validation"] == [("", "Incentive")] * 5 + [("", "")] * 6
    assert "Sold through the marketplace" not in lines, "asked by neither"
