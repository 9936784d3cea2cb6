"""All offers at once, one offer after another, and one changed fact: what each costs on PostgreSQL."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from celery import Task
from django.db import connection, transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from cosell.facts import say_facts_changed
from eligibility import tasks
from eligibility.facts.reading import read_facts
from eligibility.models import Assessment, AzureConsumedRevenue, BilledRevenue, OfferStatus
from eligibility.queries import rulebook_in_force, rules_of
from eligibility.rules import evaluate
from eligibility.services.assessing import offers_after
from eligibility.services.daily import PART, parts, reassess_all
from eligibility.services.differing import differing
from offers.models import Contact, DocumentState, DocumentVersion, Offer
from tests.benchmarks import by_orm
from tests.benchmarks.dataset import DAY, SEED, months_before
from tests.benchmarks.measuring import Figure, in_turns, median_ratio, percentile, seconds
from tests.benchmarks.workers import Workers, working

SELECT_TARGET, ORM_TARGET, INCREMENTAL_TARGET_MS = 2.0, 100.0, 5.0
SHARE_CHANGED = 0.01
ORM_SAMPLE = 100
STATUSES = (Path(__file__).parent / "statuses.sql").read_text(encoding="utf-8")


def select_statuses(day: date = DAY) -> dict[int, str]:
    months = months_before(day, 12)
    with connection.cursor() as cursor:
        cursor.execute(STATUSES, {"day": day, "first_month": months[0], "last_month": months[-1]})
        return dict(cursor.fetchall())


def figures(pairs: int, changes: int) -> list[Figure]:
    first = seconds(lambda: reassess_all(as_of=DAY))
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE"
        )  # as the server does by itself some time later, in the middle of what is timed
    hold_equal(select_statuses())
    return [
        Figure("all offers, assessed for the first time", first, "s"),
        *_all_offers(pairs),
        _second_run(),
        *_memory(),
        *_one_changed_fact(random.Random(SEED), changes),
    ]


def hold_equal(statuses: dict[int, str]) -> None:
    """Raises where a stored status is another one than this."""
    stored = dict(OfferStatus.objects.values_list("pk", "status"))
    wrong = [pk for pk, status in statuses.items() if stored.get(pk) != status]
    if wrong or stored.keys() != statuses.keys():
        raise AssertionError(f"{len(wrong)} statuses differ, offer {wrong[:1]} for one")


# --- All offers -------------------------------------------------------------------------------------------------------


def _all_offers(pairs: int) -> Iterator[Figure]:
    chance = random.Random(SEED)
    ids = list(Offer.objects.order_by("pk").values_list("pk", flat=True))
    sample = chance.sample(ids, min(ORM_SAMPLE, len(ids)))
    rulebook = rules_of(rulebook_in_force())
    some: list[int] = []

    def change() -> None:
        some[:] = _change_some(ids, chance)

    with working() as workers:
        _shared(workers, tasks.reassess_all)  # until both have read their modules
        acts: list[Callable[[], object]] = [
            change,
            lambda: (say_facts_changed(offers=some), _shared(workers, tasks.reassess_all)),
            select_statuses,
            lambda: _shared(workers, tasks.reassess_all),
            lambda: reassess_all(as_of=DAY),
            change,
            lambda: (_shared(workers, tasks.renew_all), _shared(workers, tasks.reassess_all)),
            lambda: [by_orm.assess(pk, DAY, rulebook) for pk in sample],
        ]
        _, changed, select, unchanged, alone, _, unsaid, orm = in_turns(acts, pairs)
    hold_equal(select_statuses())
    whole = [taken * len(ids) / len(sample) for taken in orm]
    yield _at_most("all offers, 1 % of them changed", changed, select)
    yield _at_most("all offers, none changed", unchanged, select)
    yield _beside("the same by one process", alone, select)
    yield _beside("all offers read from their tables, 1 % changed unsaid", unsaid, select)
    ratio = median_ratio(whole, changed)
    yield Figure(
        "all offers, 1 % of them changed, against the ORM",
        percentile(changed, 0.5),
        "s",
        percentile(whole, 0.5),
        f"offer by offer, from {len(sample)}",
        ratio,
        f"≥ {ORM_TARGET:g} × as fast",
        ratio >= ORM_TARGET,
    )


def _shared(workers: Workers, task: Task[[], None]) -> None:
    """The task as beat starts it: a worker cuts the offers into parts, and all workers carry these out."""
    task.delay()
    workers.wait_for(1 + len(list(parts())))


def _at_most(name: str, ours: list[float], select: list[float]) -> Figure:
    figure = _beside(name, ours, select)
    reached = median_ratio(ours, select) <= SELECT_TARGET
    return replace(figure, target=f"≤ {SELECT_TARGET:g} × its time", reached=reached)


def _beside(name: str, ours: list[float], select: list[float]) -> Figure:
    ratio = median_ratio(ours, select)
    return Figure(
        name, percentile(ours, 0.5), "s", percentile(select, 0.5), "one SELECT of the statuses", ratio
    )


def _change_some(ids: list[int], chance: random.Random) -> list[int]:
    """Published or not, the other way round, behind the product's back; which they are."""
    some = chance.sample(ids, max(1, int(len(ids) * SHARE_CHANGED)))
    Offer.objects.filter(pk__in=some).update(
        published_at=Case(When(published_at__isnull=True, then=Value(timezone.now())), default=None)
    )
    return some


def _second_run() -> Figure:
    reassess_all(as_of=DAY)
    before = Assessment.objects.count()
    with _counting() as counted:
        reassess_all(as_of=DAY)
    written = Assessment.objects.count() - before + counted.writes
    return Figure("rows that a second run writes or locks", written, "", target="0", reached=written == 0)


class _Counted:
    def __init__(self) -> None:
        self.writes = 0
        self.seconds = 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started
            self.writes += not sql.startswith("SELECT") or "FOR UPDATE" in sql


@contextmanager
def _counting() -> Iterator[_Counted]:
    counted = _Counted()
    with connection.execute_wrapper(counted):
        yield counted


# --- Memory -----------------------------------------------------------------------------------------------------------


def _memory() -> Iterator[Figure]:
    """Each in a process of its own: the first tenth of the offers, and all of them."""
    total = Offer.objects.count()
    few, all_of_them = (_peak_of(limit) for limit in (total // 10, total))
    yield Figure(
        "peak memory for all offers, against a tenth of them",
        all_of_them,
        "MB",
        few,
        f"{total // 10:,} offers",
        all_of_them / few,
        "≤ 1.5 × (bounded by the batch)",
        all_of_them <= 1.5 * few,
    )


def _peak_of(limit: int) -> float:
    program = [sys.executable, "-m", "tests.benchmarks.memory", str(limit)]
    outcome = subprocess.run(program, env=os.environ, capture_output=True, text=True, check=True)
    return float(outcome.stdout.split()[-1])


def peak_of_reading(limit: int) -> float:
    """MB that this process took at most, after the first ``limit`` offers were read, evaluated and compared."""
    last = done = 0
    while done < limit and (ids := offers_after(last, min(PART, limit - done))):
        list(differing(ids, DAY))
        last, done = ids[-1], done + len(ids)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


# --- One changed fact -------------------------------------------------------------------------------------------------


def _one_changed_fact(chance: random.Random, changes: int) -> Iterator[Figure]:
    """What the server's process works for it, and what passes until it has answered: it waits for its turn too."""
    ids = list(Offer.objects.order_by("pk").values_list("pk", flat=True))
    worked, passed = [], []
    for _ in range(changes):
        change, offer_id = chance.choice(OFFER_CHANGES), chance.choice(ids)
        with transaction.atomic():
            change(offer_id, chance)
            before = _worked_by_server()
            with _counting() as counted:
                say_facts_changed(offers=[offer_id])
            worked.append((_worked_by_server() - before) * 1000)
        passed.append(counted.seconds * 1000)
    for _ in range(changes // 10):
        _month_of_partner(chance.choice(ids), chance)
    p95 = percentile(worked, 0.95)
    yield Figure(
        "one changed fact → stored status, database time, p95",
        p95,
        "ms",
        target=f"≤ {INCREMENTAL_TARGET_MS:g} ms",
        reached=p95 <= INCREMENTAL_TARGET_MS,
    )
    yield Figure("the same, median", percentile(worked, 0.5), "ms")
    yield Figure("the same with waiting for a processor, p95", percentile(passed, 0.95), "ms")
    yield Figure("the same with waiting for a processor, median", percentile(passed, 0.5), "ms")
    wrong = len(_not_as_assessed_in_full())
    yield Figure(
        f"offers of {len(ids):,} whose incremental status is not the full one",
        wrong,
        "",
        target="0",
        reached=wrong == 0,
    )


def _worked_by_server() -> float:
    """Seconds that the server's process of this connection has been on a processor. It runs on this machine."""
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def _not_as_assessed_in_full() -> list[int]:
    """By the rules and by the SELECT, over every offer."""
    rulebook = rules_of(rulebook_in_force())
    rows = OfferStatus.objects.values_list("pk", "status", "fingerprint")
    stored = {pk: (status, fingerprint) for pk, status, fingerprint in rows}
    hold_equal(select_statuses())
    answers = ((pk, evaluate(facts, rulebook)) for pk, facts in read_facts(stored, DAY))
    return [pk for pk, answer in answers if stored[pk] != (answer.status, answer.fingerprint)]


def _drop_contact(offer_id: int, chance: random.Random) -> None:
    Contact.objects.filter(pk__in=Contact.objects.filter(offer=offer_id).values("pk")[:1]).delete()


def _cover_the_world(offer_id: int, chance: random.Random) -> None:
    Contact.objects.filter(offer=offer_id).update(countries=["OOO"])


def _decide_document(offer_id: int, chance: random.Random) -> None:
    state = chance.choice((DocumentState.APPROVED, DocumentState.CHANGES_REQUESTED))
    DocumentVersion.objects.filter(document__offer=offer_id, number=1).update(state=state)


def _turn_live(offer_id: int, chance: random.Random) -> None:
    Offer.objects.filter(pk=offer_id).update(published_at=chance.choice((None, timezone.now())))


def _drop_link(offer_id: int, chance: random.Random) -> None:
    Offer.objects.filter(pk=offer_id).update(landing_page_url=chance.choice(("", "https://new.example/")))


def _month_of_offer(offer_id: int, chance: random.Random) -> None:
    usd = Decimal(chance.choice(("0", "99999.99", "250000")))
    BilledRevenue.objects.update_or_create(
        offer_id=offer_id, month=months_before(DAY, 1)[0], defaults={"usd": usd}
    )


def _month_of_partner(offer_id: int, chance: random.Random) -> None:
    """Concerns every offer of the partner."""
    partner_id = Offer.objects.values_list("partner_id", flat=True).get(pk=offer_id)
    usd = Decimal(chance.choice(("0", "99999.99", "250000")))
    with transaction.atomic():
        AzureConsumedRevenue.objects.update_or_create(
            partner_id=partner_id, month=months_before(DAY, 1)[0], defaults={"usd": usd}
        )
        say_facts_changed(partners=[partner_id])


OFFER_CHANGES = (
    _drop_contact,
    _cover_the_world,
    _decide_document,
    _turn_live,
    _drop_link,
    _month_of_offer,
)
