import json
import subprocess
import sys

import pytest

from tests.support.stack import REPOSITORY, installation

SAY = """
import django
django.setup()
import logging, structlog
structlog.get_logger("offers").info("document_checked", document=3)
logging.getLogger("offers").warning("low on %s", "space")
logging.getLogger("offers").debug("never said")
"""


def said(**environment: str) -> list[str]:
    """What a process of the product writes about two events, one of structlog's and one of the library's."""
    with installation(**environment) as (_, env):
        outcome = subprocess.run(
            [sys.executable, "-c", SAY], env=env, cwd=REPOSITORY, capture_output=True, text=True, check=True
        )
    return outcome.stderr.splitlines()


def test_lines_are_readable() -> None:
    (first, second) = said()
    assert ("document_checked" in first, "document=3" in first, "low on space" in second) == (
        True,
        True,
        True,
    )


def test_lines_are_json_where_it_is_asked_for() -> None:
    events = [json.loads(line) for line in said(LOG_JSON="true")]
    assert [(event["level"], event["logger"], event["event"]) for event in events] == [
        ("info", "offers", "document_checked"),
        ("warning", "offers", "low on space"),
    ]
    assert events[0]["document"] == 3


def test_level_holds_for_both() -> None:
    assert [json.loads(line)["event"] for line in said(LOG_JSON="true", LOG_LEVEL="WARNING")] == [
        "low on space"
    ]


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        (
            "LOG_LEVEL",
            "loud",
            "Setting LOG_LEVEL: 'loud' is not one of DEBUG, INFO, WARNING, ERROR, CRITICAL.",
        ),
        ("DEBUG", "perhaps", "Setting DEBUG: 'perhaps' is not true or false."),
        ("UPLOAD_LIMIT_MB", "ten", "Setting UPLOAD_LIMIT_MB: 'ten' is not a whole number."),
    ],
)
def test_wrong_value_is_one_line(name: str, value: str, line: str) -> None:
    with installation(**{name: value}) as (_, env):
        outcome = subprocess.run(
            [sys.executable, "manage.py", "check"],
            env=env,
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (outcome.returncode, outcome.stderr.lower()) == (1, f"{line}\n".lower())
