"""What Django's checks say of this room: a faulty edition stops ``migrate`` before anybody asks for it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error

from eligibility.editions import faulty_editions
from eligibility.messages import fault_line


def check_editions(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """One line for each fault: the file, the place in it, and what is wrong there."""
    return [
        Error(f"eligibility/editions/{code}.toml: {fault_line(fault)}", id="eligibility.E001")
        for code, faults in faulty_editions().items()
        for fault in faults
    ]
