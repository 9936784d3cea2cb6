"""The one seam through which an app says that a fact of the rules has changed.

``eligibility`` hears it inside the same transaction and re-assesses the offers named. Send it through
``say_facts_changed``; there is no other signal for our own logic.
"""

from collections.abc import Iterable

from django.dispatch import Signal

facts_changed = Signal()


def say_facts_changed(*, offers: Iterable[int] = (), partners: Iterable[int] = ()) -> None:
    """Say that facts of these offers, or of every offer of these partners, have changed.

    ``offers`` and ``partners`` hold primary keys. Call it inside the transaction that changed the fact, after the
    change was written.
    """
    facts_changed.send(sender=None, offer_ids=frozenset(offers), partner_ids=frozenset(partners))
