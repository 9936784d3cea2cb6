"""The daily runs reach every offer once, and workers carry out their parts."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from eligibility import tasks
from eligibility.models import OfferStatus
from eligibility.services import daily
from eligibility.services.daily import Part, parts
from offers.models import Offer
from tests.builders import make_offer
from tests.eligibility.building import make_ready
from tests.support.stack import Stack

PATIENCE = 60  # seconds
Sent = list[tuple[int, ...]]


@pytest.fixture
def two_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eligibility.services.daily.PART", 2)


def offers_in(part: Part) -> set[int]:
    return set(Offer.objects.filter(pk__gt=part.after, pk__lte=part.last).values_list("pk", flat=True))


@pytest.mark.django_db
@pytest.mark.usefixtures("two_a_part")
@pytest.mark.parametrize("number", range(6))
def test_every_offer_is_in_one_part(number: int) -> None:
    made = {make_offer().pk for _ in range(number)}
    found = [offers_in(part) for part in parts()]
    assert set().union(*found) == made
    assert sum(map(len, found)) == number
    assert all(len(each) == 2 for each in found[:-1])


@pytest.mark.django_db
@pytest.mark.usefixtures("two_a_part")
def test_parts_are_cut_where_keys_are_missing() -> None:
    keys = [make_offer().pk for _ in range(7)]
    Offer.objects.filter(pk__in=keys[1:3]).delete()
    assert [offers_in(part) for part in parts()] == [{keys[0], keys[3]}, {keys[4], keys[5]}, {keys[6]}]


@pytest.mark.django_db
def test_part_concerns_its_own_offers_only() -> None:
    offers = [make_ready() for _ in range(3)]
    keys = [offer.pk for offer in offers]
    Offer.objects.update(published_at=None)
    assert daily.renew_part(Part(keys[0], keys[1])) == 1
    assert statuses(keys) == ["co_sell_ready", "not_ready", "co_sell_ready"]


@pytest.mark.django_db
@pytest.mark.usefixtures("two_a_part")
@pytest.mark.parametrize("name", ["reassess", "renew"])
def test_task_hands_every_part_to_the_workers(
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: Sent = []
    monkeypatch.setattr(getattr(tasks, f"{name}_part"), "delay", lambda *part: sent.append(part))
    for _ in range(5):
        make_offer()
    with django_capture_on_commit_callbacks(execute=True):
        getattr(tasks, f"{name}_all")()
    assert sent == [tuple(part) for part in parts()]
    assert len(sent) == 3


@pytest.mark.django_db
def test_tasks_do_what_the_daily_run_does() -> None:
    offer = make_ready()
    Offer.objects.update(published_at=None)
    tasks.renew_part(0, offer.pk)
    assert statuses([offer.pk]) == ["not_ready"]
    OfferStatus.objects.update(fingerprint="")
    tasks.reassess_part(0, offer.pk)
    assert OfferStatus.objects.get(pk=offer.pk).fingerprint


def statuses(keys: list[int]) -> list[str]:
    return [OfferStatus.objects.get(pk=key).status for key in keys]


def statuses_after_a_change_unsaid(number: int) -> list[str]:
    """Runs inside the installation: its own workers find out what was changed behind the product's back."""
    keys = [make_ready().pk for _ in range(number)]
    Offer.objects.filter(pk__in=keys[1:]).update(published_at=None)
    tasks.renew_all.delay()
    given_up = timezone.now() + timedelta(seconds=PATIENCE)
    while "co_sell_ready" in statuses(keys)[1:] and timezone.now() < given_up:
        time.sleep(0.05)
    return statuses(keys)


@pytest.mark.timeout(240)
def test_workers_carry_the_daily_run_out(stack: Stack) -> None:
    found: Any = stack.call(statuses_after_a_change_unsaid, number=3)
    assert found == ["co_sell_ready", "not_ready", "not_ready"]
