"""The pre-check of an architecture diagram: what the partner ticks, and names of Azure services found in its text.

Both are hints to the reviewer, never a verdict.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

SERVICES_FILE = Path(__file__).with_name("azure_services.txt")


class DiagramPoint(models.TextChoices):
    """What an architecture diagram is read for."""

    HOSTING = "hosting", _("The cloud services that host the offer, and those it calls, each by its name")
    DATA = "data", _("Where data lies, and how it flows between the parts")
    SECURITY = "security", _("Sign-in, users and what protects them")
    INTERFACES = "interfaces", _("The interfaces for people and for other programs")
    HYBRID = "hybrid", _("Links to own sites or other clouds, or a word that there are none")
    OWN_IP = "own_ip", _("Which parts are your own intellectual property")


@cache
def _services() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name and pattern of each Azure service, from the list: ``name | other name | …``, ``#`` begins a remark."""
    lines = SERVICES_FILE.read_text(encoding="utf-8").splitlines()
    rows = [[word.strip() for word in line.split("|")] for line in lines if line.strip() and line[0] != "#"]
    return tuple((names[0], _pattern(names)) for names in rows)


def _pattern(names: list[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def services_named(pages: Iterable[str]) -> list[str]:
    """The Azure services that a text names, in the order of the list."""
    text = "\n".join(pages)
    return [name for name, pattern in _services() if pattern.search(text)]
