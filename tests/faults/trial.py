"""One trial: files are uploaded and checked while processes die; then everything is counted."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from cosell.supervisor import programs
from tests.faults import inside
from tests.faults.client import Client
from tests.faults.papers import FILM_BYTES, Paper, paper
from tests.faults.victims import Victim, web, worker
from tests.support import clamav
from tests.support.servers import services
from tests.support.stack import Stack, installation, only_for_calls

A_SLOT = 5  # "other" documents that an offer takes
CLIENTS = 4
LEASE_SECONDS = 20
SWEEP_SECONDS = 8.0
UNTIL_THE_KILL = (
    2.5  # seconds at most after a worker has begun with a file: any step of its checks may be hit
)
A_WORKERS_SHARE = 0.75  # of the kills; the others hit the web server
# What a check may end with that says nothing of the file, after three tries.
OUR_FAULTS = {"check_crashed", "store_unavailable", "scan_unavailable"}


@dataclass
class Trial:
    files: int
    seed: int
    minutes: float
    flavour: str = "embedded"
    killed: Counter[str] = field(default_factory=Counter)
    retries: int = 0
    found: dict[str, Any] = field(default_factory=dict)

    @property
    def files_a_kill(self) -> int:
        """A large trial leaves time to get on; a small one has to be hit often."""
        return max(1, self.files // 200)

    def run(self) -> list[str]:
        """Every promise that was broken; empty where all were kept."""
        with ExitStack() as ending:
            env: dict[str, str] = {"CHECK_LEASE_SECONDS": str(LEASE_SECONDS), "LOG_LEVEL": "WARNING"}
            self.scanned = clamav.missing() is None
            if self.scanned:
                env["CLAMD_ADDRESS"] = ending.enter_context(clamav.clamd(FILM_BYTES * 2, FILM_BYTES * 2))
            if self.flavour == "services":
                env |= ending.enter_context(services()).environment()
            var, env = ending.enter_context(installation(**env))
            stack = ending.enter_context(
                only_for_calls(self.flavour, var, programs.environment(var, "") | env)
            )
            return self._with(stack)

    def _with(self, stack: Stack) -> list[str]:
        made = stack.call(inside.prepare, offers=-(-self.files // A_SLOT))
        port = int(stack.base_url.rsplit(":", 1)[1])
        workers = (worker(number, self.flavour, stack.env, stack.var) for number in (1, 2))
        victims = [web(port, stack.env, stack.var), *workers]
        with _alive(victims):
            sent = self._send_while_killing(stack, made, port, victims)
            self._until_decided(stack)
        self.found = stack.call(inside.count)
        return list(broken_promises(sent, self.found))

    def _send_while_killing(
        self, stack: Stack, made: dict[str, Any], port: int, victims: list[Victim]
    ) -> dict[str, Paper]:
        """All are sent and most are decided when the killing ends. Public id → what was sent."""
        chance = random.Random(self.seed)
        papers = [paper(number, chance, self.scanned) for number in range(self.files)]
        deadline = time.monotonic() + self.minutes * 60
        client = Client(port, made["session"], deadline)
        with ThreadPoolExecutor(CLIENTS) as pool:
            jobs = [
                pool.submit(client.upload, made["offers"][at // A_SLOT], each)
                for at, each in enumerate(papers)
            ]
            self._kill_until(lambda: self._nearly_over(stack, jobs, deadline), stack, victims)
            sent = {job.result(): each for job, each in zip(jobs, papers, strict=True)}
        self.retries = client.retries
        return sent

    def _nearly_over(self, stack: Stack, jobs: "list[Future[str]]", deadline: float) -> bool:
        all_sent = all(job.done() for job in jobs)
        return time.monotonic() > deadline or (all_sent and stack.call(inside.undecided) <= self.files // 5)

    def _kill_until(self, over: Callable[[], bool], stack: Stack, victims: list[Victim]) -> None:
        """When another file (or some) was begun, something dies a moment later: nobody dies while only starting.

        In the main thread: what another one starts would end with it.
        """
        chance, seen, swept = random.Random(self.seed + 1), 0, time.monotonic()
        web_server, *workers = victims
        while not over():
            time.sleep(0.2)
            if time.monotonic() - swept > SWEEP_SECONDS:
                swept = time.monotonic()
                stack.call(inside.sweep)
            begun = stack.call(inside.begun)
            if begun < seen + self.files_a_kill:
                continue
            seen = begun
            time.sleep(chance.uniform(0, UNTIL_THE_KILL))
            victim = chance.choice(workers) if chance.random() < A_WORKERS_SHARE else web_server
            self.killed[victim.kill(chance)] += 1
            for each in victims:
                each.revive()

    def _until_decided(self, stack: Stack) -> None:
        """Nobody is killed any more: three leases and their sweeps are enough for what was hit last.

        The rest waits for its turn, as long as the machine takes: what is stuck is known by nothing else being decided.
        """
        fewest, deadline = self.files + 1, 0.0
        while left := stack.call(inside.undecided):
            if left < fewest:
                fewest, deadline = left, time.monotonic() + 3 * LEASE_SECONDS + 60
            if time.monotonic() > deadline:
                return
            stack.call(inside.sweep)
            time.sleep(SWEEP_SECONDS / 4)


def broken_promises(sent: dict[str, Paper], found: dict[str, Any]) -> Iterator[str]:
    """What was promised of every acknowledged file, and of nothing else."""
    versions = found["versions"]
    yield from (f"lost: {sent[key].name}" for key in sent.keys() - versions.keys())
    yield from (f"twice or never sent: {key}" for key in versions.keys() - sent.keys())
    for key in sent.keys() & versions.keys():
        problem = _problem(sent[key], versions[key])
        if problem:
            yield f"{sent[key].name}: {problem}"
    yield from _miscounted(found, versions)


def _problem(paper: Paper, version: dict[str, Any]) -> str:
    state, codes = version["state"], version["codes"]
    if state == "ready":
        if paper.answer:
            return "accepted, and should not have been"
        return "" if version["sha256"] == paper.sha256 else "kept with other bytes"
    if state != "rejected":
        return f"never decided: {state}"
    if codes == [paper.answer] or (OUR_FAULTS.issuperset(codes) and codes and version["tries"] >= 3):
        return ""
    return f"refused for {codes}, not for {paper.answer or 'anything'}"


def _miscounted(found: dict[str, Any], versions: dict[str, Any]) -> Iterator[str]:
    kept = sorted(version["file_key"] for version in versions.values() if version["file_key"])
    given_up = sorted(version["kept"] for version in versions.values() if version["kept"])
    refused = sum(version["state"] == "rejected" for version in versions.values())
    for what, number, expected in (
        ("files in the clean store", found["clean"], kept),
        ("files in quarantine", found["quarantine"], given_up),
        ("files lost", found["lost"], 0),
        ("entries of a check", found["checked"], len(versions)),
        ("entries of an upload", found["uploaded"], len(versions)),
        ("notices of a refusal", found["notices"].get("offers.document_refused", 0), refused),
    ):
        if number != expected:
            yield f"{what}: {number}, not {expected}"


@contextmanager
def _alive(victims: list[Victim]) -> Iterator[None]:
    try:
        for victim in victims:
            victim.start()
        yield
    finally:
        for victim in victims:
            victim.stop()
