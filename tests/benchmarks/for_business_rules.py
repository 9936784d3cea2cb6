"""The edition of September 2020 for the package business-rules: its variables, its actions, its rules."""

from typing import Any

from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_TEXT
from business_rules.variables import (
    BaseVariables,
    boolean_rule_variable,
    numeric_rule_variable,
    select_multiple_rule_variable,
    string_rule_variable,
)


class Values(BaseVariables):
    """The package has no rule of “each of these is among those”, so that this one answer comes from Python."""

    def __init__(self, flat: dict[str, Any]) -> None:
        self.flat = flat

    @boolean_rule_variable
    def listed(self) -> bool:
        return self.flat["published"] and self.flat["profile"]

    @boolean_rule_variable
    def materials(self) -> bool:
        return self.flat["materials"]

    @boolean_rule_variable
    def covered(self) -> bool:
        flat = self.flat
        return bool(flat["countries"]) and (
            flat["worldwide"] or set(flat["countries"]).issubset(flat["covered"])
        )

    @select_multiple_rule_variable()
    def approved(self) -> list[str]:
        return self.flat["approved"]

    @boolean_rule_variable
    def landing(self) -> bool:
        return self.flat["landing"]

    @boolean_rule_variable
    def social(self) -> bool:
        return self.flat["social"]

    @string_rule_variable
    def request(self) -> str:
        return self.flat["request"]

    @boolean_rule_variable
    def gold_if_asked(self) -> bool:
        return self.flat["gold"] or not self.flat["asks_gold"]

    @string_rule_variable
    def incentive(self) -> str:
        return self.flat["incentive"]

    @numeric_rule_variable
    def acr(self) -> float:
        return self.flat["acr"]

    @numeric_rule_variable
    def billed(self) -> float:
        return self.flat["billed"]

    @numeric_rule_variable
    def percent(self) -> float:
        return self.flat["percent"]

    @boolean_rule_variable
    def premium(self) -> bool:
        return self.flat["premium"]


class Statuses(BaseActions):
    def __init__(self) -> None:
        self.status = "not_ready"

    @rule_action(params={"status": FIELD_TEXT})
    def give(self, status: str) -> None:
        self.status = status


def _is(name: str, operator: str = "is_true", value: Any = True) -> dict[str, Any]:
    return {"name": name, "operator": operator, "value": value}


READY = [
    _is("listed"),
    {
        "any": [
            {
                "all": [
                    _is("materials"),
                    _is("covered"),
                    _is("approved", "contains_all", ["customer_one_pager"]),
                    _is("landing"),
                    {
                        "any": [
                            _is("social"),
                            _is(
                                "approved",
                                "shares_at_least_one_element_with",
                                ["customer_case_study", "customer_wins", "other"],
                            ),
                        ]
                    },
                ]
            },
            {
                "all": [
                    _is("materials", "is_false"),
                    _is("request", "equal_to", "completed"),
                    _is("gold_if_asked"),
                ]
            },
        ]
    },
]
AZURE = [
    _is("incentive", "equal_to", "azure_ip_incentivized"),
    {
        "any": [
            _is("acr", "greater_than_or_equal_to", 100_000),
            _is("billed", "greater_than_or_equal_to", 100_000),
        ]
    },
    _is("percent", "greater_than", 50),
    _is("approved", "contains_all", ["architecture_diagram"]),
]
BUSINESS = [_is("incentive", "equal_to", "business_applications_incentivized"), _is("premium")]


def _rule(conditions: list[Any], status: str) -> dict[str, Any]:
    return {"conditions": {"all": conditions}, "actions": [{"name": "give", "params": {"status": status}}]}


RULES = [
    _rule([*READY, *AZURE], "azure_ip_incentivized"),
    _rule([*READY, *BUSINESS], "business_applications_incentivized"),
    _rule(READY, "co_sell_ready"),
]
