"""The queue page beside Django admin's changelist of the same table, and *Take next* beside raw SKIP LOCKED."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cosell.accounts.models import Partner, User
from offers.models import Offer, OfferType
from reviews.models import ItemKind, Submission, SubmissionItem, SubmissionState
from tests.benchmarks.measuring import Figure, in_turns, percentile

PAGE_TARGET, TAKE_TARGET = 0.4, 0.7
ROUNDS_A_PAIR = 20
TAKERS = 16
WAITING = 2_000
REPOSITORY = Path(__file__).resolve().parents[2]


def load(size: int) -> User:
    """So many submissions in the pool, five items each, of a fifth as many partners; and one who reviews."""
    partners = Partner.objects.bulk_create(
        [
            Partner(name=f"Partner {number}", country=("FR", "US", "DE")[number % 3])
            for number in range(size // 5)
        ]
    )
    types = list(OfferType)
    offers = Offer.objects.bulk_create(
        [
            Offer(partner=partners[number % len(partners)], name=f"Offer {number}", type=types[number % 11])
            for number in range(size)
        ]
    )
    now = timezone.now()
    rows = Submission.objects.bulk_create([_row(offer, number, now) for number, offer in enumerate(offers)])
    kinds = list(ItemKind)
    SubmissionItem.objects.bulk_create(
        [SubmissionItem(submission=row, kind=kind) for row in rows for kind in kinds], batch_size=5000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return User.objects.create_user(
        email="bench@reviewer.example", name="Bench", role="reviewer", password="-"
    )


def unload() -> None:
    """Take all of it out again, with whatever hangs on a partner; keys begin at 1 again."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_partner RESTART IDENTITY CASCADE")


def _row(offer: Offer, number: int, now: datetime) -> Submission:
    since = now - timedelta(minutes=number)
    return Submission(
        offer=offer,
        number=1,
        queued_at=since,
        submitted_at=since,
        running_since=since,
        due_at=since + timedelta(days=2),
    )


def figures(pairs: int, size: int) -> list[Figure]:
    reviewer = load(size)
    return [*_pages(reviewer, pairs, size), *_taking(min(WAITING, size))]


def _pages(reviewer: User, pairs: int, size: int) -> list[Figure]:
    client = Client()
    client.force_login(reviewer)
    acts = [
        _get(client, reverse("reviews:queue")),
        _get(client, reverse("admin:reviews_submission_changelist")),
    ]
    for act in acts:
        act()
    ours, admin = (percentile(times, 0.5) for times in in_turns(acts, pairs * ROUNDS_A_PAIR))
    ratio = ours / admin
    return [
        Figure(
            f"queue page, 50 of {size:,} rows, p50",
            ours * 1000,
            "ms",
            admin * 1000,
            "Django admin's changelist",
            ratio,
            f"≤ {PAGE_TARGET:g} × its time",
            ratio <= PAGE_TARGET,
        )
    ]


def _get(client: Client, address: str) -> Callable[[], object]:
    def get() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise AssertionError(f"{address}: {answer.status_code}")

    return get


def _taking(waiting: int) -> list[Figure]:
    """Both empty a pool of the same length with as many processes; nobody may be given what another has."""
    first_rows = Submission.objects.order_by("due_at", "pk").values("pk")[:waiting]
    Submission.objects.exclude(pk__in=list(first_rows.values_list("pk", flat=True))).update(state="withdrawn")
    speeds = {}
    for way in ("ours", "raw"):
        Submission.objects.filter(state=SubmissionState.IN_REVIEW).update(state="queued", reviewer=None)
        taken, seconds = _run(way)
        if len(taken) != waiting or len(set(taken)) != waiting:
            raise AssertionError(f"{way}: {len(taken)} taken, {len(set(taken))} different ones, of {waiting}")
        speeds[way] = waiting / seconds
    ratio = speeds["ours"] / speeds["raw"]
    return [
        Figure(
            f"take next, {TAKERS} takers, pool of {waiting:,}",
            speeds["ours"],
            "a second",
            speeds["raw"],
            "raw SKIP LOCKED",
            ratio,
            f"≥ {TAKE_TARGET:g} × as many",
            ratio >= TAKE_TARGET,
        )
    ]


def _run(way: str) -> tuple[list[int], float]:
    """Start the takers, let them go at once, and read what each one took and how long all of them worked."""
    connections.close_all()
    program = [sys.executable, "-m", "tests.benchmarks.taker", way]
    env = os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    takers = [
        subprocess.Popen(
            [*program, str(number)],
            cwd=REPOSITORY,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(TAKERS)
    ]
    for taker in takers:
        assert taker.stdout
        assert taker.stdout.readline()
    for taker in takers:
        assert taker.stdin
        taker.stdin.write("go\n")
        taker.stdin.flush()
    told = [taker.communicate()[0].split() for taker in takers]
    begun, ended = min(float(words[0]) for words in told), max(float(words[1]) for words in told)
    return [int(word) for words in told for word in words[2:]], ended - begun
