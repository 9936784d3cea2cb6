"""What a worker of the benchmark has beside the product: the day of the data set, and word of each task's end."""

import os
from typing import Any

from celery.signals import celeryd_after_setup, task_postrun
from redis import Redis

ENDED = "ended-tasks"  # a list at the broker: the state of each, once


@celeryd_after_setup.connect(weak=False)
def begin(**_: Any) -> None:
    from time_machine import travel

    from tests.benchmarks.dataset import DAY

    travel(f"{DAY} 12:00Z", tick=True).start()
    broker = Redis.from_url(os.environ["BROKER_URL"])

    @task_postrun.connect(weak=False)
    def tell(state: str, **_: Any) -> None:
        broker.rpush(ENDED, state)
