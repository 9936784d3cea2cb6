"""The programs that the product consists of when it runs on one machine, and the environment they share."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from cosell.supervisor.program import Program

WORKERS = 2
RESTARTS = 3
NOT_AS_ROOT = "ignore:You're running the worker with superuser privileges"  # in a container one is root


def queues_of(routes: Mapping[str, Mapping[str, str]], default: str) -> list[str]:
    """Every queue that a task can be sent to, in alphabetical order."""
    return sorted({default, *(route["queue"] for route in routes.values())})


def environment(var: Path, address: str) -> dict[str, str]:
    """The children's environment: temporary files and links in mails belong to this installation.

    The broker's files move through TMPDIR, which therefore lies in the same folder as the broker.
    """
    temporary = var / "tmp"
    temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "SITE_URL": address,
        **os.environ,
        "COSELL_VAR": str(var),
        "TMPDIR": str(temporary),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "cosell.settings"),
    }


def web(host: str, port: int) -> Program:
    listening = f"--bind {host}:{port} --worker-class gthread --workers 2 --threads 4 --preload"
    lasting = "--timeout 120 --graceful-timeout 10 --log-level warning --no-control-socket"
    command = f"-m gunicorn {listening} {lasting} cosell.wsgi:application"
    return Program("web", [sys.executable, *command.split()])


def workers(queues: list[str], log_level: str) -> list[Program]:
    return [worker(number, queues, log_level) for number in range(1, WORKERS + 1)]


def worker(number: int, queues: list[str], log_level: str) -> Program:
    """A worker that does its tasks itself, one after the other (``solo``), so that it can be killed at any moment.

    Celery's children share a pipe under one lock where the broker has no event loop, as the one in files has none. A
    child that is killed while it waits for work takes the lock with it, and no later child ever gets work.
    """
    alone = "--without-gossip --without-mingle --without-heartbeat"  # nobody listens to what it would tell
    command = f"worker --pool solo --queues {','.join(queues)} --hostname worker{number}@localhost"
    options = [*command.split(), "--loglevel", log_level, *alone.split()]
    return Program(f"worker {number}", [*_celery(), *options], RESTARTS)


def beat(var: Path) -> Program:
    schedule = ["--schedule", str(var / "beat-schedule"), "--pidfile="]
    return Program("beat", [*_celery(), "beat", *schedule, "--loglevel", "WARNING"], RESTARTS)


def demo() -> Program:
    return Program("demo", [sys.executable, "manage.py", "seed_demo"])


def _celery() -> list[str]:
    return [sys.executable, "-W", NOT_AS_ROOT, "-m", "celery", "--quiet", "--app", "cosell"]
