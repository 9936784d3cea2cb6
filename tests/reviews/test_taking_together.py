"""Many reviewers take from one queue at once, on each database: nobody is given what another has."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.stack import Stack

SIZES = {"postgresql": (16, 2000), "sqlite": (16, 160)}


def take_everything(takers: int, waiting: int, query: str) -> dict[str, Any]:
    """Runs inside the installation: a thread for each reviewer takes until there is nothing left.

    ``query``: the filtered queue from which they take; empty: all of it.
    """
    from django.db import connections

    from reviews.models import Submission
    from reviews.pages.coming_from import among
    from reviews.services import submissions
    from tests.builders import make_user
    from tests.reviews.building import queued_at_once

    Submission.objects.filter(state="queued").update(state="withdrawn")
    queued_at_once(waiting)
    people = [make_user(role="reviewer") for _each in range(takers)]

    def take_all(person: Any) -> list[int]:
        taken, asked = [], among(person, query) if query else None
        while submission := submissions.take_next(actor=person, among=asked):
            taken.append(submission.pk)
        connections.close_all()
        return taken

    with ThreadPoolExecutor(takers) as pool:
        shares = list(pool.map(take_all, people))
    every = [key for share in shares for key in share]
    held = Submission.objects.filter(pk__in=every, state="in_review", reviewer__in=people).count()
    return {"taken": len(every), "different": len(set(every)), "held": held}


def take_every_request(takers: int, waiting: int) -> dict[str, Any]:
    """The same on the desk of the cloud specialists."""
    from django.db import connections
    from django.db.models import Q

    from offers.models import CloudSpecialistRequest
    from reviews.services.specialist import take_next_request
    from tests.builders import make_offer, make_user

    CloudSpecialistRequest.objects.filter(state="open").update(state="declined")
    for _each in range(waiting):
        CloudSpecialistRequest.objects.create(offer=make_offer(), needs="Help.")
    people = [make_user(role="reviewer") for _each in range(takers)]

    def take_all(person: Any) -> list[int]:
        taken = []
        while request := take_next_request(actor=person, among=Q()):
            taken.append(request.pk)
        connections.close_all()
        return taken

    with ThreadPoolExecutor(takers) as pool:
        shares = list(pool.map(take_all, people))
    every = [key for share in shares for key in share]
    held = CloudSpecialistRequest.objects.filter(pk__in=every, specialist__in=people).count()
    return {"taken": len(every), "different": len(set(every)), "held": held}


@pytest.mark.timeout(240)
def test_nobody_is_given_what_another_has(stack: Stack) -> None:
    takers, waiting = SIZES["sqlite" if stack.flavour == "embedded" else "postgresql"]
    outcome = stack.call(take_everything, takers=takers, waiting=waiting, query="")

    assert outcome == {"taken": waiting, "different": waiting, "held": waiting}


def test_nobody_is_given_what_another_has_of_a_filtered_queue(stack: Stack) -> None:
    outcome = stack.call(take_everything, takers=8, waiting=80, query="type=saas&queue=new")

    assert outcome == {"taken": 80, "different": 80, "held": 80}


def test_nobody_is_given_the_request_that_another_has(stack: Stack) -> None:
    outcome = stack.call(take_every_request, takers=8, waiting=40)

    assert outcome == {"taken": 40, "different": 40, "held": 40}
