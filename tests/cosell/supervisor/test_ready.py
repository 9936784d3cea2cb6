import asyncio
import http.server
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cosell.supervisor.ready import answers, port_is_free, until_it_answers
from cosell.supervisor.supervisor import GaveUp

HOST = "127.0.0.1"
HEALTHY = Path(__file__).resolve().parents[3] / "cosell" / "supervisor" / "healthy.py"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with closing(socket.create_server((HOST, 0))) as taken:
        yield taken


def serve(status: int) -> http.server.HTTPServer:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing in the tests' terminal."""

    server = http.server.HTTPServer((HOST, 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    return server


def test_port_in_use_is_not_free(listener: socket.socket) -> None:
    assert not port_is_free(HOST, listener.getsockname()[1])


def test_port_that_was_closed_is_free(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    listener.close()
    assert port_is_free(HOST, port)


@pytest.mark.parametrize(
    ("status", "good"), [(200, True), (302, True), (404, True), (500, False), (503, False)]
)
def test_any_answer_that_is_no_fault_of_the_server_is_good(status: int, good: bool) -> None:
    with serve(status) as server:
        assert answers(HOST, server.server_port) is good
        server.shutdown()


def test_nobody_listening_is_no_answer(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    listener.close()
    assert not answers(HOST, port)


def test_waiting_ends_with_the_first_good_answer() -> None:
    given = iter([False, False, True])
    asyncio.run(until_it_answers(HOST, 1, ask=lambda host, port: next(given)))
    assert list(given) == []


def test_waiting_gives_up_in_time() -> None:
    with pytest.raises(
        GaveUp, match=r"^The web server gave no good answer at 127.0.0.1:1 within 0 seconds.$"
    ):
        asyncio.run(until_it_answers(HOST, 1, seconds=0.3, ask=lambda host, port: False))


@pytest.mark.parametrize(("status", "code"), [(200, 0), (302, 0), (400, 0), (500, 1)])
def test_health_check_of_a_container_has_the_code_of_the_answer(status: int, code: int) -> None:
    with serve(status) as server:
        command = [sys.executable, "-I", str(HEALTHY), str(server.server_port)]
        assert subprocess.run(command, check=False).returncode == code
        server.shutdown()


def test_health_check_fails_where_nobody_listens(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    listener.close()
    assert subprocess.run([sys.executable, "-I", str(HEALTHY), str(port)], check=False).returncode == 1
