"""How far a worker is with contacts that it puts in place, for the person who waits.

It is kept in the cache: what the worker writes shows all at once when it is done, what it tells must show before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.core.cache import cache
from django.utils.formats import localize
from django.utils.translation import gettext as _

from offers.models import ContactImport

KEPT_SECONDS: Final = 3600
Tell = Callable[["Step", int], None]  # a step, and how many of all are done in it


class Step(StrEnum):
    """In their order."""

    CHECKING = "checking"
    WRITING = "writing"
    ASSESSING = "assessing"


# Where each begins and ends of a hundred, by the time that 5,000 contacts take in each.
SHARES: Final = {Step.CHECKING: (0, 40), Step.WRITING: (40, 90), Step.ASSESSING: (90, 100)}


@dataclass(frozen=True, slots=True)
class Progress:
    """``step`` is None while no worker has begun; ``done`` of ``total`` contacts are through it."""

    step: Step | None
    done: int
    total: int

    @property
    def percent(self) -> Decimal:
        """Of all steps. It never says 100: what is done shows no bar."""
        if self.step is None:
            return Decimal(0)
        begin, end = SHARES[self.step]
        share = min(self.done, self.total) / max(self.total, 1)
        return Decimal(min(99, int(begin + (end - begin) * share)))

    @property
    def in_words(self) -> str:
        of = {"done": localize(self.done), "total": localize(self.total)}
        if self.step is None:
            return _("Waiting for a worker")
        if self.step == Step.ASSESSING:
            return _("Working out the offer's status")
        if self.step == Step.CHECKING:
            return _("Rows checked: %(done)s of %(total)s") % of
        return _("Contacts written: %(done)s of %(total)s") % of


def teller(import_id: int, total: int) -> Tell:
    """What a worker calls as it goes on."""

    def tell(step: Step, done: int) -> None:
        cache.set(_key(import_id), (step.value, done, total), KEPT_SECONDS)

    return tell


def tell_nobody(_step: Step, _done: int) -> None:
    """For what is done while the person waits for the page."""


def progress_of(begun: ContactImport) -> Progress:
    """What was told last."""
    told = cache.get(_key(begun.pk))
    return Progress(Step(told[0]), told[1], told[2]) if told else Progress(None, 0, len(begun.table["rows"]))


def forget(import_id: int) -> None:
    """Before it is begun, maybe again."""
    cache.delete(_key(import_id))


def _key(import_id: int) -> str:
    return f"contact-import:{import_id}"
