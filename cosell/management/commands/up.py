"""``manage.py up``: the whole product in one terminal, until Ctrl-C."""

import asyncio
import os
from argparse import ArgumentParser
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from cosell.catalogues import compile_catalogues
from cosell.demo import DEMO_PASSWORD, UNFINISHED, one_sign_in_per_role
from cosell.supervisor import installation, programs, ready
from cosell.supervisor.console import Console
from cosell.supervisor.prepare import RUNNING_LOCK, hold
from cosell.supervisor.supervisor import GaveUp, Supervisor

HOST = "127.0.0.1"


def wanted_port() -> int:
    raw = os.environ.get("PORT") or "8000"
    if not raw.isdecimal() or not 0 < int(raw) < 65_536:
        raise CommandError(f"PORT: {raw!r} is not a port number (1 to 65535).")
    return int(raw)


class Command(BaseCommand):
    help = "Start the web server, the workers and beat together; load the demo first when DEMO is set."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="default: the environment's PORT, or 8000")

    def handle(self, *args: Any, port: int | None = None, **options: Any) -> None:
        self.port = port or wanted_port()
        self.address = f"http://{HOST}:{self.port}"
        self.console = Console()
        with self._lock() as lock:
            try:
                self._prepare()
                code = asyncio.run(self._run(lock))
            except KeyboardInterrupt:
                raise SystemExit(130) from None
        raise SystemExit(code)

    def _lock(self) -> IO[str]:
        lock = hold(settings.VAR_DIR / RUNNING_LOCK)
        if lock is None:
            raise CommandError(
                f"The Co-sell Center is already running from {settings.VAR_DIR}. Nothing was started."
            )
        if not ready.port_is_free(HOST, self.port):
            raise CommandError(
                f"Port {self.port} is in use by another program. Nothing was started; "
                f"choose another port: make run PORT={self.port + 1}"
            )
        return lock

    def _prepare(self) -> None:
        compile_catalogues(settings.BASE_DIR / "locale", settings.LOCALE_PATHS[0])
        if applied := installation.migrate():
            self.console.tell(f"Database brought up to date ({applied} migrations).")
        if installation.collect_static(settings.VAR_DIR / "static.stamp"):
            self.console.tell("Static files collected.")
        self.demo_is_due = installation.demo_is_due(settings.VAR_DIR / UNFINISHED)
        connections.close_all()

    async def _run(self, lock: IO[str]) -> int:
        queues = programs.queues_of(settings.CELERY_TASK_ROUTES, settings.CELERY_TASK_DEFAULT_QUEUE)
        workers = programs.workers(queues, settings.LOG_LEVEL)
        self.supervisor = Supervisor(
            [programs.web(HOST, self.port), *workers, programs.beat(settings.VAR_DIR)],
            env=programs.environment(settings.VAR_DIR, self.address),
            console=self.console,
            keep_open=[lock.fileno()],
        )
        return await self.supervisor.run(self._announce, self._load_demo)

    async def _announce(self) -> None:
        await ready.until_it_answers(HOST, self.port)
        self.console.tell(f"\nThe Co-sell Center is ready: {self.address}\n")
        if settings.DEMO:
            self._tell_sign_ins()
        self.console.tell("Ctrl-C stops everything.\n")

    async def _load_demo(self) -> None:
        """Before the worker starts: seeding reads the documents itself, and the two would be in each other's way."""
        if not self.demo_is_due:
            return
        self.console.tell("Loading the demo, once; this takes a moment.")
        if await self.supervisor.once(programs.demo()):
            raise GaveUp("The demo could not be loaded; the lines above say why.")

    def _tell_sign_ins(self) -> None:
        for person in one_sign_in_per_role():
            self.console.tell(f"  {person.role.label!s:<16} {person.email:<26} {DEMO_PASSWORD}")
        self.console.tell()
