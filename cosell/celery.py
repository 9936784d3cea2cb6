"""The Celery application. The database is the truth; a task is only a nudge (see docs/architecture.md)."""

import os
import signal
from typing import Any

from celery import Celery
from celery.concurrency import solo
from celery.signals import celeryd_after_setup, task_postrun, task_prerun
from kombu.transport import TRANSPORT_ALIASES

from cosell.garbage import spare_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cosell.settings")
TRANSPORT_ALIASES["filesystem"] = "cosell.broker:Transport"

app = Celery("cosell")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_after_setup.connect
def spare_what_a_worker_has_loaded(**_: Any) -> None:
    spare_what_is_loaded()


@celeryd_after_setup.connect
def bound_tasks_of_a_worker_without_children(instance: Any, **_: Any) -> None:
    """Celery keeps its time limit by killing a child. A worker that has none is ended by the system's own alarm.

    The default action, not a handler: a task that hangs in a library never comes back to run one. Whoever started the
    worker starts it again, and the task's row is found by its sweep.
    """
    if issubclass(instance.pool_cls, solo.TaskPool):
        task_prerun.connect(_set_alarm, weak=False)
        task_postrun.connect(_clear_alarm, weak=False)


def _set_alarm(**_: Any) -> None:
    signal.alarm(app.conf.task_time_limit)


def _clear_alarm(**_: Any) -> None:
    signal.alarm(0)
