"""The embedded default's broker: messages as files, whole or not there, whatever is killed or full meanwhile.

Kombu's own writes a message under the name that readers look for: one that was cut short, or is being read just then,
ends the worker that meets it. And a table of bindings that was cut short ends every process that starts later.
"""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time_ns
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(  # type: ignore[override]  # its two superclasses call the message differently
        self, queue: str, payload: dict[str, Any], **_options: Any
    ) -> None:
        """Readers take the messages in the order of their names."""
        name = f"{time_ns()}_{uuid4()}.{queue}.msg"
        write_whole(Path(self.data_folder_out, name), dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """The next whole message. Raises queue.Empty."""
        while True:
            try:
                return super()._get(queue)
            except ValueError:  # of a disk that lost it, or of an earlier version of this broker
                logger.warning(
                    "A message of the queue %s could not be read. The sweeps send it again.", queue
                )

    def get_table(self, exchange: str) -> list[Any]:
        try:
            return list(super().get_table(exchange))
        except ValueError:  # as above; whoever starts next writes it anew
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str | None, queue: str) -> None:
        file: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]  # the stubs are of an older kombu
        binding = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with held(file.with_suffix(".lock")):
            table = self.get_table(exchange)
            if binding not in table:
                write_whole(file, dumps([binding, *table]))


class Transport(filesystem.Transport):
    Channel = Channel


def write_whole(path: Path, text: str) -> None:
    """Under another name first: whoever looks for ``path`` finds all of it or nothing. Raises OSError."""
    half = path.with_name(f"{uuid4()}.half")
    try:
        half.write_text(text)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """While others wait; a process that dies lets go of it."""
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
