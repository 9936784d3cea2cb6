"""Starting a task after the commit. The row is the truth: if the broker does not answer, the sweep finds it."""

from typing import Any

from celery import Task
from django.db import transaction


def nudge(task: "Task[Any, Any]", *ids: int) -> None:
    """Start ``task(*ids)`` once the transaction is committed. A broker that is down is logged and stops nobody."""

    def start() -> None:
        task.delay(*ids)

    transaction.on_commit(start, robust=True)
