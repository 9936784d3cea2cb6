"""The one seam through which an app says that a fact of the rules has changed.

``eligibility`` hears it inside the same transaction and re-assesses the offers named. Send it through
``say_facts_changed``; there is no other signal for our own logic.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.dispatch import Signal

facts_changed = Signal()

_gathered: ContextVar[tuple[set[int], set[int]] | None] = ContextVar("gathered_facts", default=None)


def say_facts_changed(*, offers: Iterable[int] = (), partners: Iterable[int] = ()) -> None:
    """Say that facts of these offers themselves, or of these partners, have changed.

    ``offers`` and ``partners`` hold primary keys. What is not said is not read anew. Call it inside the transaction
    that changed the fact, after the change was written.
    """
    waiting = _gathered.get()
    if waiting is None:
        facts_changed.send(sender=None, offer_ids=frozenset(offers), partner_ids=frozenset(partners))
    else:
        waiting[0].update(offers)
        waiting[1].update(partners)


@contextmanager
def facts_gathered() -> Iterator[None]:
    """Say once, at the end, what is said inside: an act made of several changes a status in one step, not in each.

    Stand inside the transaction. Where an exception leaves it, nothing was changed and nothing is said.
    """
    if _gathered.get() is not None:
        yield
        return
    offers: set[int] = set()
    partners: set[int] = set()
    token = _gathered.set((offers, partners))
    try:
        yield
    finally:
        _gathered.reset(token)
    if offers or partners:
        say_facts_changed(offers=offers, partners=partners)
