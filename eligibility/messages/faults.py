"""Faults of facts and rulebooks, in the reader's language."""

from django.utils.translation import gettext

from eligibility.rules import Fault


def fault_line(fault: Fault) -> str:
    """One line: the place, which is the same in every language, and what is wrong there."""
    return f"{fault.place}: {gettext(fault.template) % fault.details}"
