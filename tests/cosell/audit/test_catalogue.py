"""Every act that is recorded anywhere has a name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cosell.audit.catalogue import ACTS, act_of
from cosell.templatetags.look import icon

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("cosell", "offers", "eligibility", "reviews")
CODE = re.compile(r"(account|organisation|mail|offers|reviews|eligibility)\.[a-z_]+")


def recorded() -> Iterator[str]:
    """The codes in calls of ``record`` and of the helpers around it, and in the tables they are taken from."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("services/**/*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def notices() -> set[str]:
    """What is told to people shares its form with what is recorded."""
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("notices.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found


def test_every_recorded_act_has_a_name() -> None:
    codes = {text for text in recorded() if CODE.fullmatch(text)}
    assert sorted(codes - notices() - set(ACTS)) == []


@pytest.mark.parametrize("action", sorted(ACTS))
def test_act_has_an_icon_that_exists(action: str) -> None:
    assert "<svg" in icon(act_of(action).icon)


def test_act_that_no_room_records_any_more_is_shown_by_its_code() -> None:
    assert act_of("offers.forgotten").label == "offers.forgotten"
