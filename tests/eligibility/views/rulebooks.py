"""The pages of a rulebook: where they are, and what their forms would post."""

from typing import Any

from django.test import Client
from django.urls import reverse

from eligibility.models import Rulebook


def address(rulebook: Rulebook, section: str = "") -> str:
    if section:
        return reverse("eligibility:rulebook_section", args=[rulebook.public_id, section])
    return reverse("eligibility:rulebook", args=[rulebook.public_id])


def figures(
    client: Client, rulebook: Rulebook, section: str = "thresholds", **changes: Any
) -> dict[str, Any]:
    """What the page's form would post, with some of it changed."""
    form = client.get(address(rulebook, section)).context["form"]
    shown = {bound.html_name: bound.value() for bound in form}
    posted = {name: "on" if value is True else value for name, value in shown.items()}
    there = {name: value for name, value in posted.items() if value is not None and value is not False}
    return {**there, **changes}
