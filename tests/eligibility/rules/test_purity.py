"""The rules are code once: no edition and no offer type is named in them, and they import nothing of Django."""

import ast
import re
from pathlib import Path

import pytest

import eligibility.rules
from tests.eligibility.rules.samples import EDITIONS, OFFER_TYPES

FILES = sorted(Path(eligibility.rules.__file__).parent.rglob("*.py"))
# A solution type has the same code, and the facts' contract names it.
SHARED_WORDS = {"managed_service"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_edition_or_offer_type_is_named(path: Path) -> None:
    words = set(re.findall(r"[A-Za-z0-9_-]+", path.read_text(encoding="utf-8")))
    assert words & ({*EDITIONS, *OFFER_TYPES} - SHARED_WORDS) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_but_python_and_the_rules_is_imported(path: Path) -> None:
    modules = {
        name.split(".")[0] if not name.startswith("eligibility") else ".".join(name.split(".")[:2])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
    }
    assert modules <= {
        "bisect", "calendar", "collections", "copy", "dataclasses", "datetime", "decimal", "functools", "hashlib",
        "json", "re", "typing", "eligibility.rules",
    }  # fmt: skip


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
