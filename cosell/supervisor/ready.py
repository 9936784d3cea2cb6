"""Before the programs start: is the port free? After: does the web server answer?"""

import asyncio
import http.client
import socket
from collections.abc import Callable
from contextlib import closing

from cosell.supervisor.supervisor import GaveUp

ANSWER_SECONDS = 90.0


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there; a connection still closing down does not count as use."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Whether the web server gives any answer other than a fault of its own."""
    with closing(http.client.HTTPConnection(host, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False


async def until_it_answers(
    host: str, port: int, *, seconds: float = ANSWER_SECONDS, ask: Callable[[str, int], bool] = answers
) -> None:
    """Ask every fifth of a second; raises GaveUp after ``seconds``."""
    clock = asyncio.get_running_loop().time
    deadline = clock() + seconds
    while not await asyncio.to_thread(ask, host, port):
        if clock() > deadline:
            raise GaveUp(f"The web server gave no good answer at {host}:{port} within {seconds:.0f} seconds.")
        await asyncio.sleep(0.2)
