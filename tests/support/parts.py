"""The parts of `make test`: what each one runs, how long it may take, and what it needs."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from offers.intake.office import libreoffice
from tests.support import azurite, clamav
from tests.support.chromium import HOW_TO_GET_IT, chromium

PYTHON = sys.executable


def tool(module: str, *arguments: str) -> list[str]:
    return [PYTHON, "-m", module, *arguments]


PYTEST = [PYTHON, "-m", "pytest", "-q", "--no-header"]
IN_TWO = [*PYTEST, "-n", "2"]
BY_FLAVOUR = [*IN_TWO, "--dist", "loadgroup"]  # each shared installation is started by one of the two
# What kills at random has the machine to itself.
FAULTS = ["tests/faults/test_faults.py", "tests/faults/test_workers.py"]
ALONE = "not stack and not browser and not azure and not clamd and not libreoffice"  # need no other program
UNITS = [*IN_TWO, "-m", ALONE]
# The words of a page, and who may open it, do not hang on the database that its figures come from.
ON_ONE_DATABASE = ["--ignore=tests/language", "--ignore=tests/test_url_matrix.py"]
ON_SERVICES = tool("tests.support.with_services", *IN_TWO, *ON_ONE_DATABASE, "-m", f"database and {ALONE}")
MANAGE = [PYTHON, "manage.py"]
ON_TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
AS_IN_PRODUCTION = ON_TEST_SETTINGS | {
    "SECRET_KEY": "a-secret-of-this-check-only-and-long-enough-for-django-to-accept-it",
    "SITE_URL": "https://cosell.example",
    "ALLOWED_HOSTS": "cosell.example",
    "BEHIND_PROXY": "true",
}


@dataclass(frozen=True)
class Part:
    """``commands`` run one after another; the part passes when all end with 0 within ``minutes``.

    ``missing`` says what the part lacks on this machine and how to get it, or nothing.
    """

    name: str
    about: str
    commands: Sequence[Sequence[str]]
    minutes: float = 5
    env: Mapping[str, str] = field(default_factory=dict)
    missing: Callable[[], str | None] = lambda: None


def no_browser() -> str | None:
    return None if chromium() else f"no browser here: {HOW_TO_GET_IT}"


def no_libreoffice() -> str | None:
    how = "apt install --no-install-recommends libreoffice-impress libreoffice-writer libreoffice-calc"
    return None if libreoffice() else f"no LibreOffice here: {how}"


IMPORTS = [str(Path(PYTHON).with_name("lint-imports")), "--no-logo", "--cache-dir", "var/cache/imports"]

PARTS = (
    Part(
        "lint",
        "ruff: style and likely bugs",
        [tool("ruff", "check", "."), tool("ruff", "format", "--check", ".")],
    ),
    Part("types", "mypy with Django's types", [tool("mypy")]),
    Part("imports", "import directions between the rooms", [IMPORTS]),
    Part(
        "deploy",
        "Django's own checks, set up as in production",
        [[*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]],
        env=AS_IN_PRODUCTION,
    ),
    Part(
        "migrations",
        "models and migrations agree",
        [[*MANAGE, "makemigrations", "--check", "--dry-run"]],
        env=ON_TEST_SETTINGS,
    ),
    Part(
        "french",
        "every string is translated",
        [[*MANAGE, "messages_extract", "--check"]],
        env=ON_TEST_SETTINGS,
    ),
    Part("units", "unit tests, on SQLite", [UNITS], minutes=20),
    Part(
        "services",
        "what touches the database, on a real PostgreSQL and a real Redis-protocol server",
        [ON_SERVICES],
        minutes=20,
    ),
    Part(
        "azure",
        "files in blob storage, on a real Azurite, also in a browser",
        [tool("tests.support.azurite"), [*IN_TWO, "-m", "azure"]],
        minutes=10,
        missing=lambda: azurite.missing() or no_browser(),
    ),
    Part(
        "malware",
        "files scanned by a real clamd, with a database of one line",
        [[*PYTEST, "-m", "clamd"]],
        missing=clamav.missing,
    ),
    Part(
        "office",
        "Office files laid out by a real LibreOffice",
        [[*PYTEST, "-m", "libreoffice and not browser"]],
        missing=no_libreoffice,
    ),
    Part(
        "stack",
        "the whole product as real processes",
        [
            [
                *BY_FLAVOUR,
                "-m",
                "stack and not browser and not demo",
                *(f"--ignore={path}" for path in FAULTS),
            ],
            [*PYTEST, "-m", "stack", *FAULTS],
        ],
        minutes=15,
    ),
    Part(
        "browser",
        "people in a real browser, on both, and the demo",  # which is loaded once for all that look at it
        [[*BY_FLAVOUR, "-m", "(browser or demo) and not azure"]],
        minutes=35,  # it takes 9, and on a machine that is half as fast 20
        missing=no_browser,
    ),
)
