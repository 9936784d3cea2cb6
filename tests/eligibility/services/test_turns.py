"""An offer created while a rulebook comes into force is never left with an answer of the old one."""

from threading import Event, Thread
from typing import Any

import pytest

from tests.support.stack import Stack

PATIENCE = 20
KEPT_WAITING = 1.0  # seconds


def commit_an_offer_after_an_approval(name: str) -> dict[str, Any]:
    """Runs inside the installation: two transactions of two threads, the offer's begun first and committed last."""
    from django.db import connections, transaction

    from cosell.facts import say_facts_changed
    from eligibility.models import RulebookJob
    from eligibility.services import rulebook_workflow as workflow
    from offers.models import Offer
    from tests.builders import make_offer
    from tests.eligibility.building import make_admin, make_proposed

    one, second = make_proposed(make_admin(), name=name), make_admin()
    assessed, passed = Event(), Event()

    def create() -> None:
        """Assessed by the old rulebook; committed when the approval is through, or has long been kept waiting."""
        with transaction.atomic():
            offer = make_offer(name=name)
            say_facts_changed(offers=[offer.pk])
            assessed.set()
            passed.wait(KEPT_WAITING)
        connections.close_all()

    def approve() -> None:
        assessed.wait(PATIENCE)
        workflow.approve(actor=second, rulebook=one)
        passed.set()
        connections.close_all()

    threads = [Thread(target=create), Thread(target=approve)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    late = Offer.objects.get(name=name)
    job = RulebookJob.objects.get(rulebook__name=name, kind="activation")
    newest = late.assessments.latest("pk")
    return {
        "job_counts_it": job.total >= Offer.objects.count(),
        "assessed_before": newest.at < job.created_at,
    }


@pytest.mark.timeout(240)
def test_rulebook_waits_for_offers_that_are_being_assessed_by_the_one_before(stack: Stack) -> None:
    assert stack.call(commit_an_offer_after_an_approval, name=f"Late on {stack.flavour}") == {
        "job_counts_it": True,
        "assessed_before": True,
    }
