"""What beat starts exists; and a task that hangs is ended in time, also in a worker that has no children."""

import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from cosell.celery import app

# A worker of one task, with the whole product's settings, on a broker in memory.
HANGS = """
import sys, time
import django
django.setup()
from celery.apps.worker import Worker
from celery.worker import state
from cosell.celery import app

@app.task
def hang(seconds):
    print("begun", flush=True, file=sys.__stdout__)
    time.sleep(seconds)
    print("done", flush=True, file=sys.__stdout__)
    state.should_stop = 0

app.conf.update(broker_url="memory://", task_time_limit=1)
hang.apply_async([float(sys.argv[1])], queue="programme")
Worker(app=app, pool="solo", queues=["programme"], without_gossip=True, without_mingle=True,
       without_heartbeat=True, loglevel="ERROR", quiet=True).start()
"""


@pytest.mark.parametrize(
    ("seconds", "code", "said"), [(0.2, 0, "begun\ndone\n"), (120, -signal.SIGALRM, "begun\n")]
)
def test_task_that_hangs_ends_its_worker(seconds: float, code: int, said: str) -> None:
    started = time.monotonic()
    command = [sys.executable, "-W", "ignore", "-c", HANGS, str(seconds)]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert (outcome.returncode, outcome.stdout) == (code, said), outcome.stderr
    assert time.monotonic() - started < 100


def test_what_beat_starts_is_a_task_that_workers_know() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
