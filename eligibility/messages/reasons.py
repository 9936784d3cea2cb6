"""Why a rulebook changes a status, as a sentence for each requirement that made the difference."""

from typing import Any, Final

from django.utils.translation import gettext as _

from eligibility.messages.names import title
from eligibility.messages.sentences import message
from eligibility.messages.words import labelled
from eligibility.rules import Row

NO_LONGER_ASKED: Final = "no_longer_asked"
NO_LONGER_REACHED: Final = "no_longer_reached"  # of no requirement, but of the status in ``level``


def because(reason: dict[str, Any]) -> str:
    """``reason`` has code, level, state and evidence, as ``JobChange.reasons`` stores them."""
    if reason["state"] == NO_LONGER_REACHED:
        return _("Offers of this type cannot reach this status any more.")
    if reason["state"] == NO_LONGER_ASKED:
        return labelled(title(reason["code"]), _("no longer asked."))
    return message(Row(**reason))
