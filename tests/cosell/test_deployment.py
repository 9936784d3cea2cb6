"""The files that a deployment is made of name things that exist."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from cosell.supervisor.programs import queues_of

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
READERS = {"text", "flag", "whole", "one_of", "words", "database", "mail"}


def names_that_settings_read() -> set[str]:
    """The first argument of each call of ``env.<reader>`` in the settings."""
    calls = [
        node
        for node in ast.walk(ast.parse((ROOT / "cosell/settings.py").read_text()))
        if isinstance(node, ast.Call)
    ]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in READERS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and isinstance(call.args[0], ast.Constant)
    }


def test_compose_has_every_part_of_the_product() -> None:
    assert set(OURS) == {
        "prepare",
        "web",
        "worker-intake",
        "worker-review",
        "worker-programme",
        "worker-mail",
        "beat",
    }
    assert set(SERVICES) - set(OURS) == {"postgres", "redis", "clamav", "azurite", "mail"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_compose_sets_only_variables_that_settings_read(name: str) -> None:
    assert set(OURS[name]["environment"]) - names_that_settings_read() == set()


def test_scanner_in_compose_reads_the_largest_film_to_its_end() -> None:
    said = SERVICES["clamav"]["environment"]
    limits = [said[f"CLAMD_CONF_{name}"] for name in ("StreamMaxLength", "MaxFileSize", "MaxScanSize")]
    assert all(
        int(limit.removesuffix("M")) * 1024**2 >= settings.UPLOAD_LIMIT_VIDEO_BYTES for limit in limits
    )
    assert said["CLAMD_CONF_AlertExceedsMax"] == "yes"


def test_every_queue_has_a_worker_in_compose() -> None:
    served = {
        match[1]
        for service in OURS.values()
        if (match := re.search(r"--queues (\S+)", str(service.get("command", ""))))
    }
    assert sorted(served) == queues_of(settings.CELERY_TASK_ROUTES, settings.CELERY_TASK_DEFAULT_QUEUE)


def test_compose_waits_for_services_that_it_has() -> None:
    waited_for = {other for service in SERVICES.values() for other in service.get("depends_on", {})}
    assert waited_for - set(SERVICES) == set()


def test_operations_explains_every_variable_that_settings_read() -> None:
    explained = set(
        re.findall(r"^\| `([A-Z0-9_]+)`", (ROOT / "docs/operations.md").read_text(), re.MULTILINE)
    )
    assert sorted(names_that_settings_read()) == sorted(explained - {"PORT"})


def test_image_holds_every_folder_that_the_product_needs() -> None:
    copied = set(re.findall(r"^COPY (\w+) \w+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    assert copied == {"cosell", "offers", "eligibility", "reviews", "templates", "static", "locale"}
    for name in copied:
        assert f"!{name}" in (ROOT / ".dockerignore").read_text().splitlines()


def test_image_has_a_user_of_its_own() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER cosell" in lines
    assert lines.index("USER cosell") < next(
        number for number, line in enumerate(lines) if line.startswith("CMD")
    )
