"""``manage.py up`` as a person meets it: one command, three kinds of processes, one way to stop."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.support.stack import REPOSITORY, Stack, get, installation, running, start

pytestmark = pytest.mark.stack


@pytest.fixture
def own_stack() -> Iterator[Stack]:
    """An installation that the test may break."""
    with installation() as (var, env):
        stack = start("embedded", var, env)
        yield stack
        stack.stop()


def up(env: dict[str, str], port: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "up", "--port", str(port)]
    return subprocess.run(
        command, cwd=REPOSITORY, env=env, capture_output=True, text=True, check=False, timeout=60
    )


def processes(stack: Stack, word: str) -> list[psutil.Process]:
    """Children of ``manage.py up`` that have ``word`` among their arguments."""
    return [child for child in psutil.Process(stack.process.pid).children() if word in child.cmdline()]


def port_of(stack: Stack) -> int:
    return int(stack.base_url.rsplit(":", 1)[1])


def wait_for_line(stack: Stack, text: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not any(text in line for line in stack.lines()):
        assert time.monotonic() < deadline, f"{text!r} was not said:\n" + "\n".join(stack.lines())
        time.sleep(0.05)


def test_up_answers_with_a_page(stack: Stack) -> None:
    status, _ = get(stack, "/accounts/login/")
    assert status == 200


def test_up_runs_web_workers_and_beat(stack: Stack) -> None:
    assert [len(processes(stack, word)) for word in ("gunicorn", "worker", "beat")] == [1, 2, 1]


def test_up_says_where_it_is(stack: Stack) -> None:
    assert f"The Co-sell Center is ready: {stack.base_url}" in stack.lines()


def test_everything_it_writes_is_its_own(embedded_stack: Stack) -> None:
    assert (embedded_stack.var / "db.sqlite3").is_file()
    assert (embedded_stack.var / "secret_key").stat().st_mode & 0o777 == 0o600
    for process in psutil.Process(embedded_stack.process.pid).children(recursive=True):
        assert Path(process.environ()["TMPDIR"]) == embedded_stack.var / "tmp"


def test_second_start_says_so_and_touches_nothing(embedded_stack: Stack) -> None:
    second = up(dict(embedded_stack.env), port_of(embedded_stack) + 1)
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.splitlines() == [
        f"CommandError: The Co-sell Center is already running from {embedded_stack.var}. Nothing was started."
    ]
    assert get(embedded_stack, "/accounts/login/")[0] == 200


def test_port_in_use_is_one_line() -> None:
    with installation() as (var, env), closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        outcome = up(env, port)
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert outcome.stderr == (
            f"CommandError: Port {port} is in use by another program. Nothing was started; "
            f"choose another port: make run PORT={port + 1}\n"
        )
        assert not (var / "db.sqlite3").exists()


@pytest.mark.parametrize("value", ["none", "0", "65536", "-1"])
def test_port_that_is_none_is_one_line(value: str) -> None:
    with installation(PORT=value) as (_, env):
        command = [sys.executable, "manage.py", "up"]
        outcome = subprocess.run(
            command, cwd=REPOSITORY, env=env, capture_output=True, text=True, check=False
        )
    assert outcome.returncode == 1
    assert outcome.stderr == f"CommandError: PORT: {value!r} is not a port number (1 to 65535).\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_everything_in_bounded_time(own_stack: Stack, number: signal.Signals) -> None:
    children = psutil.Process(own_stack.process.pid).children(recursive=True)
    own_stack.process.send_signal(number)
    assert own_stack.process.wait(timeout=25) == 0
    assert psutil.wait_procs(children, timeout=1)[1] == []
    assert own_stack.lines()[-1] == "All stopped."


def test_killed_parent_leaves_nothing_and_the_next_start_works(own_stack: Stack) -> None:
    children = psutil.Process(own_stack.process.pid).children(recursive=True)
    own_stack.process.kill()
    own_stack.process.wait()
    assert psutil.wait_procs(children, timeout=25)[1] == []
    again = start("embedded", own_stack.var, own_stack.env)
    assert get(again, "/accounts/login/")[0] == 200
    assert again.stop() == 0


def test_web_server_that_dies_ends_everything_with_exit_code_1(own_stack: Stack) -> None:
    (web,) = processes(own_stack, "gunicorn")
    web.kill()
    assert own_stack.process.wait(timeout=25) == 1
    assert "web ended by itself (signal SIGKILL). Stopping the others." in own_stack.lines()


def test_worker_that_dies_is_started_again(own_stack: Stack) -> None:
    worker, other = processes(own_stack, "worker")
    worker.kill()
    wait_for_line(own_stack, "worker 1 ended by itself (signal SIGKILL). Starting it again.")
    deadline = time.monotonic() + 20
    while len(processes(own_stack, "worker")) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    pids = {process.pid for process in processes(own_stack, "worker")}
    assert (len(pids), worker.pid in pids, other.pid in pids) == (2, False, True)
    assert own_stack.stop() == 0


def test_installation_keeps_its_data_from_one_start_to_the_next() -> None:
    with installation() as (var, env):
        first = start("embedded", var, env)
        first.call(make_person, email="ada@stays.example")
        assert first.stop() == 0
        second = start("embedded", var, env)
        assert second.call(count_people, email="ada@stays.example") == 1
        assert second.stop() == 0


def make_person(email: str) -> None:
    from django.contrib.auth import get_user_model

    get_user_model()._default_manager.create(email=email, name="Ada")


def count_people(email: str) -> int:
    from django.contrib.auth import get_user_model

    return get_user_model()._default_manager.filter(email=email).count()


def test_a_whole_installation_stops_by_itself_when_its_test_is_over() -> None:
    with running("embedded") as stack:
        pids = [child.pid for child in psutil.Process(stack.process.pid).children(recursive=True)]
    assert [pid for pid in pids if psutil.pid_exists(pid)] == []
    assert not stack.var.exists()
